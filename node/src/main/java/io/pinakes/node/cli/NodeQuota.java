package io.pinakes.node.cli;

import io.pinakes.node.client.RunningNode;
import java.util.OptionalLong;

/**
 * What is said of a quota that a command was given and the node that does its work does not have:
 * the node writes, and heeds its own.
 */
final class NodeQuota {
  private NodeQuota() {}

  /**
   * Says nothing if they are the same, or the command was given none.
   *
   * @throws CliException if the option itself says another: whoever types a limit relies on it
   */
  static void compare(Session session, RunningNode node) {
    OptionalLong asked = session.limit();
    if (asked.isEmpty() || asked.equals(node.quota())) {
      return;
    }
    String size = Figures.bytes(asked.getAsLong());
    String theirs =
        node.quota().isPresent()
            ? "a quota of " + Figures.bytes(node.quota().getAsLong())
            : "no quota";
    String change =
        "stop the node and begin it again with the other: "
            + session.command("serve --quota SIZE")
            + ", or first, for good: "
            + session.command("config set quota SIZE");
    if (session.options().quota != null) {
      throw new CliException(
          ExitCode.CONFLICT,
          "the node at "
              + node.url()
              + " does this, and was begun with "
              + theirs
              + ": --quota of "
              + size
              + " would not hold",
          "Leave --quota out; or " + change);
    }
    session.note(
        "The node was begun with "
            + theirs
            + ", which holds, and not the "
            + size
            + " that is set here ("
            + session.quotaOrigin()
            + "). To change it, "
            + change
            + ".");
  }
}
