package io.pinakes.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * By what a folder is known to be the home of a Pinakes: its store changes with every run over it,
 * and its keys are nobody's documents, so that no walk enters it.
 */
public final class HomeMark {
  /** The file that every home has. */
  public static final String FILE = "format";

  /** What the file begins with. */
  public static final String WORD = "pinakes-home ";

  private HomeMark() {}

  /** Whether a folder is a home. */
  public static boolean isOn(Path folder) {
    return begins(folder.resolve(FILE));
  }

  /** Whether the folder with these entries is a home. */
  static boolean isAmong(List<Path> entries) {
    for (Path entry : entries) {
      if (entry.endsWith(FILE)) {
        return begins(entry);
      }
    }
    return false;
  }

  private static boolean begins(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(WORD.length());
      return new String(head, StandardCharsets.ISO_8859_1).equals(WORD);
    } catch (IOException e) {
      // A file that cannot be read marks nothing.
      return false;
    }
  }
}
