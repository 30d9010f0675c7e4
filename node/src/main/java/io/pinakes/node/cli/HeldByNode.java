package io.pinakes.node.cli;

import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.node.client.RunningNode;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said of commands that need the home to themselves while a node serves it. */
final class HeldByNode {
  private static final Pattern PROCESS = Pattern.compile("process (\\d+) on .*");

  private HeldByNode() {}

  /**
   * The failure.
   *
   * @param why it needs the home, in words that the node's address follows
   * @param command to run when the node has ended
   * @return the one that is given if whoever holds the home is no node
   */
  static Exception of(Session session, HomeLockedException locked, String why, String command)
      throws IOException {
    Optional<RunningNode> node = RunningNode.of(session.home());
    return node.isEmpty()
        ? locked
        : new CliException(
            ExitCode.CONFLICT,
            why + " the node at " + node.get().url() + " holds it: " + locked.holder(),
            stop(locked) + ", then: " + command,
            locked);
  }

  /** How the holder is stopped. */
  static String stop(HomeLockedException locked) {
    Matcher process = PROCESS.matcher(locked.holder());
    return "Stop the node (Ctrl-C where it runs"
        + (process.matches() ? ", or: kill " + process.group(1) + ")" : ")");
  }
}
