package io.pinakes.datasets.ingest;

import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.model.ModelLimits;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;

/**
 * Where in the ledger a file is written down that gives no document: under its own path if that is
 * free and short enough, so that every file that is counted is also listed.
 */
final class LedgerPlaces {
  private static final int HASH_BYTES = 8;

  /** What is kept of a path that is too long: enough to know the folder by. */
  private static final int SHORT_CHARS = 200;

  private LedgerPlaces() {}

  /** Whether a path is short enough for a document. */
  static boolean fits(String path) {
    return path.getBytes(StandardCharsets.UTF_8).length <= ModelLimits.MAX_PATH_BYTES;
  }

  /**
   * The place of a path, the same in every run over the same files.
   *
   * @param seen the paths that are taken; the place is added
   */
  static String of(String path, Set<String> seen) {
    String place = fits(path) ? path : shortened(path);
    for (int i = 2; !seen.add(place); i++) {
      place = path + " (" + i + ")";
      place = fits(place) ? place : shortened(place);
    }
    return place;
  }

  private static String shortened(String path) {
    byte[] digest = Multihash.sha256(path.getBytes(StandardCharsets.UTF_8)).digest();
    int end =
        Character.isHighSurrogate(path.charAt(SHORT_CHARS - 1)) ? SHORT_CHARS - 1 : SHORT_CHARS;
    return path.substring(0, end) + "… " + HexFormat.of().formatHex(digest, 0, HASH_BYTES);
  }
}
