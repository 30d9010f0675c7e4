package io.pinakes.query.json;

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
public final class DocumentText {
  private DocumentText() {}

  /**
   * The characters of a range, fewer where the text ends before it.
   *
   * @param from the first, from 0; a character is a Unicode code point
   * @param to behind the last
   */
  public static String read(DatasetReader reader, Document document, int from, int to)
      throws IOException {
    if (!(new UnixFsReader(reader.blocks()).open(document.text()) instanceof UnixFsFile file)) {
      throw new IOException("the text of [" + document.path() + "] is not a file");
    }
    StringBuilder text = new StringBuilder();
    try (Reader in =
        new BufferedReader(new InputStreamReader(file.stream(), StandardCharsets.UTF_8))) {
      int at = 0;
      for (int unit = in.read(); unit >= 0 && at < to; unit = in.read()) {
        if (at >= from) {
          text.append((char) unit);
        }
        // Of a pair, the second half ends the character.
        at += Character.isHighSurrogate((char) unit) ? 0 : 1;
      }
    }
    return text.toString();
  }
}
