package io.pinakes.datasets.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file {@code restored}: this home was another's, and what that one had under way is still to
 * be ended here. It is on a home while it is restored, and stays where damage kept the store from
 * being changed: whoever mends the store and goes on with its jobs finds it.
 */
public final class RestoredMark {
  static final String FILE = "restored";

  private RestoredMark() {}

  /** Puts it on a home. */
  public static void put(Path home) throws IOException {
    PrivateFiles.write(
        home.resolve(FILE),
        "what was under way is the other home's to go on with\n".getBytes(StandardCharsets.UTF_8));
  }

  /** Whether it is on a home. */
  public static boolean isOn(Path home) {
    return Files.exists(home.resolve(FILE));
  }

  /** Takes it off, once nothing of the other home's is under way. */
  public static void remove(Path home) throws IOException {
    Files.deleteIfExists(home.resolve(FILE));
    Home.syncFolder(home);
  }
}
