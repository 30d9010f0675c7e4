package io.pinakes.benchmarks.retrieval;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file line by line, as strict UTF-8, and refuses a line that is too long. */
final class BoundedLines {
  private BoundedLines() {}

  /** Takes one line; what it throws is told with the line's number. */
  interface LineVisitor {
    void visit(int number, String line) throws IOException;
  }

  /**
   * Visits each line that is not blank. A byte order mark in front is dropped.
   *
   * @throws CollectionException if a line is too long, not UTF-8, or refused by the visitor
   */
  static void visit(Path file, int maxLineBytes, LineVisitor visitor) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int number = 1;
      int b;
      while ((b = in.read()) >= 0) {
        if (b != '\n') {
          line.write(b);
          if (line.size() > maxLineBytes) {
            throw new CollectionException(
                file, number, "is longer than " + maxLineBytes + " bytes");
          }
          continue;
        }
        emit(file, number++, line, visitor);
      }
      emit(file, number, line, visitor);
    }
  }

  private static void emit(Path file, int number, ByteArrayOutputStream bytes, LineVisitor visitor)
      throws IOException {
    String line;
    try {
      line =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString();
    } catch (CharacterCodingException e) {
      throw new CollectionException(file, number, "is not UTF-8");
    }
    bytes.reset();
    if (number == 1 && line.startsWith("\uFEFF")) {
      line = line.substring(1);
    }
    if (!line.isBlank()) {
      try {
        visitor.visit(number, line);
      } catch (CollectionException e) {
        throw e;
      } catch (IllegalArgumentException | IOException e) {
        throw new CollectionException(file, number, String.valueOf(e.getMessage()));
      }
    }
  }
}
