package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.key.PublicKey;
import io.pinakes.node.peer.NodeKey;
import io.pinakes.node.peer.PeerSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code pinakes id}: who this node is to others. */
@Command(
    name = "id",
    description = {
      "Print who this node is to others. Its key is made with the first use of it.",
      "",
      "  pinakes id",
      "  pinakes id --json",
      ""
    })
final class IdCommand implements Callable<Integer> {
  private final Session session;

  IdCommand(Session session) {
    this.session = session;
  }

  /** What peers are told that this program is. */
  static String agent() {
    return "pinakes/" + ProgramVersion.current();
  }

  @Override
  public Integer call() throws IOException {
    Path home = session.home();
    PrivateKey own = session.nodeKey();
    PublicKey key = own.publicKey();
    Set<String> protocols;
    try (PeerSession peers = new PeerSession(home, own, agent(), event -> {})) {
      protocols = peers.protocols();
    }
    if (session.json()) {
      ObjectNode document = Json.document("pinakes.id/1").put("id", key.peerId().toString());
      document.put("name", key.peerId().toName()).put("agent", agent());
      document.put("public_key", Base64.getEncoder().encodeToString(key.toProtobuf()));
      document.put("key_file", NodeKey.file(home).toString());
      ArrayNode spoken = document.putArray("protocols");
      protocols.forEach(spoken::add);
      session.print(document);
    } else {
      session.outWriter().println(key.peerId());
      session.note("as a CID  " + key.peerId().toName());
      session.note("key       " + NodeKey.file(home) + ", readable to its owner only");
      session.note("agent     " + agent());
      session.note("speaks    " + String.join(" ", protocols));
    }
    return ExitCode.OK;
  }
}
