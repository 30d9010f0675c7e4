package io.pinakes.query.http.vertx;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.pinakes.ipfs.http.server.UnclearHeadException;
import io.pinakes.query.http.ErrorShape;
import io.pinakes.query.http.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;

/**
 * Answers a request whose head cannot be read, or is too long: no path is known, so that no surface
 * words it. The connection is closed behind it.
 */
final class UnreadRequest {
  private UnreadRequest() {}

  /** On the event loop. */
  static void answer(HttpServerRequest request) {
    Problem problem = problem(request.decoderResult().cause());
    String requestId = UUID.randomUUID().toString();
    byte[] body = ErrorShape.PROBLEM_JSON.body(problem, requestId);
    Exchange.head(request.response(), problem.status(), requestId);
    request
        .response()
        .putHeader("Content-Type", ErrorShape.PROBLEM_JSON.contentType())
        .putHeader("Content-Length", Integer.toString(body.length))
        .putHeader("Connection", "close")
        .end(Buffer.buffer(body))
        .onComplete(sent -> request.connection().close());
  }

  private static Problem problem(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return Problem.of(
          414, "address-too-long", "The first line of the request is too long.", "Shorten it.");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return Problem.of(
          431, "head-too-long", "The headers of the request are too long.", "Leave some out.");
    }
    if (cause instanceof UnclearHeadException) {
      return Problem.of(
          400,
          RequestDriver.MALFORMED.code(),
          String.valueOf(cause.getMessage()),
          "Send it once, in one line, as RFC 9112 has it.");
    }
    return RequestDriver.MALFORMED;
  }
}
