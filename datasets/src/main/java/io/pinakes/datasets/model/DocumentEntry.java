package io.pinakes.datasets.model;

import io.pinakes.core.multiformats.Cid;
import java.nio.charset.StandardCharsets;

/**
 * A path of a dataset and the document there.
 *
 * @param path {@code source/relative}, with {@code /} between names, NFC
 * @param document the block of the {@link Document}
 */
public record DocumentEntry(String path, Cid document) {
  /** Checks the path. */
  public DocumentEntry {
    requirePath(path);
  }

  static String requirePath(String path) {
    return Records.requireText("path", path, ModelLimits.MAX_PATH_BYTES);
  }

  /** The key of a path in a {@link DocumentMap}: its UTF-8. */
  public static byte[] key(String path) {
    return path.getBytes(StandardCharsets.UTF_8);
  }
}
