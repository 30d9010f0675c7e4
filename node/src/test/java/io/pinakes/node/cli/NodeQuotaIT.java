package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A quota that a command is given, and the one of the node that does its work. */
@Timeout(600)
class NodeQuotaIT {
  @TempDir Path folder;

  private CommandInTest.Said add(String... options) throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "hello");
    List<String> line = new ArrayList<>(List.of("ipfs", "add", file.toString()));
    line.addAll(List.of(options));
    return CommandInTest.run(folder.resolve("home"), line);
  }

  private static void configure(Path home, String quota) {
    List<String> line = List.of("config", "set", "quota", quota);
    assertThat(CommandInTest.run(home, line).exitCode()).isZero();
  }

  @Test
  void oneThatTheNodeDoesNotHaveIsRefusedAsAnOptionAndToldOfAsASetting() throws Exception {
    Path home = folder.resolve("home");
    ServedProcess node = ServedProcess.start(home);
    try {
      assertThat(add().err()).doesNotContain("quota");
      CommandInTest.Said refused = add("--quota", "1G");
      assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFLICT);
      assertThat(refused.err())
          .contains("was begun with no quota: --quota of 1.0 GiB would not hold")
          .contains("serve --quota SIZE", "config set quota SIZE");

      configure(home, "2G");
      CommandInTest.Said told = add();
      assertThat(told.exitCode()).isZero();
      assertThat(told.err())
          .contains("no quota, which holds, and not the 2.0 GiB that is set here (")
          .contains(home.resolve("config") + ":");
    } finally {
      node.stop();
    }
  }

  @Test
  void theOneThatTheNodeHasIsTakenWithoutAWord() throws Exception {
    Path home = folder.resolve("home");
    ServedProcess node = ServedProcess.start(home, "--quota", "1G");
    try {
      CommandInTest.Said same = add("--quota", "1024M");
      assertThat(same.exitCode()).as(same.err()).isZero();
      assertThat(same.err()).doesNotContain("quota");
      assertThat(add("--quota", "3G").err()).contains("was begun with a quota of 1.0 GiB");
    } finally {
      node.stop();
    }
  }
}
