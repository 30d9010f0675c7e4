package io.pinakes.p2p.interop;

import io.pinakes.p2p.host.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Where other implementations are installed. */
final class InteropPeers {
  private InteropPeers() {}

  /** A file of the installation, or a failure that says how to install. */
  static Path file(String relative) {
    String named = System.getProperty("pinakes.interop");
    Path folder =
        named != null
            ? Path.of(named)
            : Path.of(System.getProperty("pinakes.cache", "target/cache"), "interop");
    Path file = folder.resolve(relative).toAbsolutePath();
    if (!Files.exists(file)) {
      throw new AssertionError(
          "This test talks to other implementations, and ["
              + file
              + "] does not exist. Install them with p2p/src/test/peers/install.sh FOLDER"
              + " SHARED/interop, and name the folder with -Dpinakes.interop=FOLDER.");
    }
    return file;
  }

  /** Ends a process in good order, or without if that takes too long. */
  static void end(Process process, Consumer<Process> inGoodOrder) {
    inGoodOrder.accept(process);
    try {
      if (!process.waitFor(Eventually.SOON.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
