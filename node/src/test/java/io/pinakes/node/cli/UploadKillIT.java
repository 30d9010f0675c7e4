package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are brought to a node that is killed: those that it acknowledged are read. */
@Timeout(600)
class UploadKillIT {
  private static final int KILLS = 3;

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedBeforeAKillIsReadByTheNextNode() throws Exception {
    Path home = folder.resolve("home");
    List<String> acknowledged = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      ServedProcess node = ServedProcess.start(home);
      boolean killed = false;
      // While files are on their way, not between them.
      int after = acknowledged.size() + 1 + 4 * kill;
      for (int i = 0; !killed; i++) {
        String name = "kill" + kill + "-file" + i + ".txt";
        try {
          if (node.upload("papers", name, "What file " + name + " says of whales. ".repeat(200))
              == 202) {
            acknowledged.add("uploads/" + name);
          }
        } catch (java.io.IOException gone) {
          killed = true;
        }
        if (acknowledged.size() >= after && node.process().isAlive()) {
          Thread.startVirtualThread(node.process()::destroyForcibly);
        }
      }
      node.process().waitFor();
    }
    assertThat(acknowledged).hasSizeGreaterThan(KILLS);
    ServedProcess node = ServedProcess.start(home);
    try {
      node.awaitJobs();
      assertThat(node.documents("papers")).containsAll(acknowledged);
      try (var parts = Files.list(home.resolve("tmp"))) {
        assertThat(parts.filter(part -> part.getFileName().toString().startsWith("upload-")))
            .isEmpty();
      }
    } finally {
      node.stop();
    }
  }
}
