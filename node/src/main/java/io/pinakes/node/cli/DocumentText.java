package io.pinakes.node.cli;

import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.model.Document;
import io.pinakes.ipfs.unixfs.UnixFsFile;
import io.pinakes.ipfs.unixfs.UnixFsReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** The text of a document that chunks and citations name ranges of. */
final class DocumentText {
  private DocumentText() {}

  /**
   * A range of characters.
   *
   * @param from the first, from 0; a character is a Unicode code point
   * @param to behind the last
   */
  record Range(int from, int to) {
    static final Range ALL = new Range(0, Integer.MAX_VALUE);

    /** Reads {@code A-B}, with a dash of either length, as citations print it. */
    static Range parse(String text) {
      String[] ends = text.split("[-–]", -1);
      try {
        if (ends.length == 2) {
          Range range = new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
          if (range.from >= 0 && range.to >= range.from) {
            return range;
          }
        }
      } catch (NumberFormatException e) {
        // It is no range.
      }
      throw new CliException(
          ExitCode.USAGE,
          "[" + text + "] is no range of characters",
          "Give the first and the one behind the last, as in --characters 437-551");
    }
  }

  /** The characters of a range, fewer where the text ends before it. */
  static String read(DatasetReader reader, Document document, Range range) throws IOException {
    if (!(new UnixFsReader(reader.blocks()).open(document.text()) instanceof UnixFsFile file)) {
      throw new IOException("the text of [" + document.path() + "] is not a file");
    }
    StringBuilder text = new StringBuilder();
    try (Reader in =
        new BufferedReader(new InputStreamReader(file.stream(), StandardCharsets.UTF_8))) {
      int at = 0;
      for (int unit = in.read(); unit >= 0 && at < range.to; unit = in.read()) {
        if (at >= range.from) {
          text.append((char) unit);
        }
        // Of a pair, the second half ends the character.
        at += Character.isHighSurrogate((char) unit) ? 0 : 1;
      }
    }
    return text.toString();
  }
}
