package io.pinakes.node.peer;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.datasets.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The key that a home's node is known by, in {@code keys/node}, readable to its owner only. Keys of
 * datasets end in {@code .key}, so that no dataset's name is taken by it.
 */
public final class NodeKey {
  private static final int MAX_KEY_BYTES = 4_096;
  private static final String REMEDY =
      "Restore it from a backup, or remove it to become another node.";

  private NodeKey() {}

  /** Where it is kept. */
  public static Path file(Path home) {
    return home.resolve("keys").resolve("node");
  }

  /** Makes one if there is none. To be called by who holds the writer's lock of a whole home. */
  public static void make(Path home) throws IOException {
    if (!Files.exists(file(home))) {
      PrivateFiles.write(file(home), PrivateKey.generateEd25519(new SecureRandom()).toProtobuf());
    }
  }

  /** The key, which is there. */
  public static PrivateKey read(Path home) throws IOException {
    Path file = file(home);
    try {
      if (Files.size(file) <= MAX_KEY_BYTES) {
        return PrivateKey.fromProtobuf(Files.readAllBytes(file));
      }
    } catch (NoSuchFileException e) {
      throw new IOException("the node's key in [" + file + "] is missing", e);
    } catch (MultiformatException e) {
      throw new DamagedFileException(damaged(file), REMEDY, e);
    }
    throw new DamagedFileException(damaged(file), REMEDY);
  }

  private static String damaged(Path file) {
    return "the node's key in [" + file + "] is damaged";
  }
}
