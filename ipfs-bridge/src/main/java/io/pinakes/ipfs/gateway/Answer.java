package io.pinakes.ipfs.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What to answer.
 *
 * @param status the HTTP status
 * @param headers by name, in the order of the names
 * @param length how many bytes the body has, where that is known
 * @param body the body, which is not written for a HEAD request
 */
public record Answer(int status, Map<String, String> headers, OptionalLong length, Body body) {
  /** A body that is written as it is made. */
  @FunctionalInterface
  public interface Body {
    /**
     * Writes the body, with no more memory than a block at a time.
     *
     * @throws IOException if the rest cannot be made or written; the connection is then broken off,
     *     so that the receiver does not take the part for the whole
     */
    void writeTo(OutputStream out) throws IOException;
  }

  static final Body EMPTY = out -> {};

  /** A text for a person, for errors. */
  static Answer text(int status, String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    return new Builder(status)
        .with("Content-Type", "text/plain; charset=utf-8")
        .with("X-Content-Type-Options", "nosniff")
        .with("Cache-Control", "no-store")
        .bytes(bytes);
  }

  /** Gathers the headers first. */
  static final class Builder {
    private final int status;
    private final Map<String, String> headers = new TreeMap<>();

    Builder(int status) {
      this.status = status;
    }

    Builder with(String name, String value) {
      headers.put(name, value);
      return this;
    }

    Answer bytes(byte[] bytes) {
      return new Answer(status, headers, OptionalLong.of(bytes.length), out -> out.write(bytes));
    }

    Answer stream(OptionalLong length, Body body) {
      return new Answer(status, headers, length, body);
    }

    Answer empty() {
      return new Answer(status, headers, OptionalLong.empty(), EMPTY);
    }
  }
}
