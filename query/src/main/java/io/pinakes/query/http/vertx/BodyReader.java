package io.pinakes.query.http.vertx;

import io.pinakes.query.http.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads a body within a bound, on the event loop. Says once how it went. */
final class BodyReader {
  /** The status of a body that is longer than what is taken. */
  static final int TOO_LARGE = 413;

  private final HttpServerRequest request;
  private final int maxBytes;
  private final Buffer body = Buffer.buffer();
  private boolean done;

  BodyReader(HttpServerRequest request, int maxBytes) {
    this.request = request;
    this.maxBytes = maxBytes;
  }

  void read(Consumer<byte[]> whole, Consumer<Problem> problem) {
    String length = request.getHeader("Content-Length");
    if (length != null && longerThan(length)) {
      done = true;
      problem.accept(tooLarge());
      return;
    }
    request.exceptionHandler(
        broken -> {
          if (!done) {
            done = true;
            problem.accept(RequestDriver.MALFORMED);
          }
        });
    request.handler(
        piece -> {
          if (done) {
            return;
          }
          if (body.length() + piece.length() > maxBytes) {
            done = true;
            problem.accept(tooLarge());
          } else {
            body.appendBuffer(piece);
          }
        });
    request.endHandler(
        end -> {
          if (!done) {
            done = true;
            whole.accept(body.getBytes());
          }
        });
  }

  private boolean longerThan(String length) {
    try {
      return Long.parseLong(length.strip()) > maxBytes;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private Problem tooLarge() {
    return tooLarge(maxBytes, "Send less at once.");
  }

  static Problem tooLarge(int maxBytes, String fix) {
    return Problem.of(
        TOO_LARGE,
        "body-too-large",
        maxBytes == 0
            ? "This request takes no body."
            : "The body is longer than the [" + maxBytes + "] bytes that are taken.",
        maxBytes == 0 ? "Send none." : fix);
  }
}
