package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.blocks.WorkListener;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pinakes ipfs unpublish}. */
@Command(
    name = "unpublish",
    description = {
      "Show content no longer that was taken in with --public.",
      "",
      "Nothing below it is shown that nothing else makes public. What others have taken they keep.",
      "It stays pinned. Datasets are withdrawn by dataset unpublish.",
      "",
      "  pinakes ipfs ls --public                what is shown",
      "  pinakes ipfs unpublish bafybei...",
      ""
    })
final class IpfsUnpublishCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(arity = "1..*", paramLabel = "CID")
  private List<String> cids = List.of();

  IpfsUnpublishCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    ObjectNode spec = Json.MAPPER.createObjectNode();
    ArrayNode named = spec.putArray("cids");
    cids.forEach(named::add);
    ObjectNode document =
        new NodeJob(session)
            .work("unpublish-blocks", spec, WorkListener.NONE, session::existingBank);
    if (session.json()) {
      session.print(document);
    } else {
      document.path("withdrawn").forEach(this::tell);
    }
    return ExitCode.OK;
  }

  private void tell(JsonNode root) {
    String cid = root.path("cid").asText();
    boolean open = root.path("public").asBoolean();
    session
        .outWriter()
        .println(cid + (open ? " is withdrawn, and public below another root" : " is private"));
    if (root.path("pinned").asBoolean()) {
      session.note(
          "It is kept. To let it go: "
              + session.command("ipfs pin rm " + cid)
              + ", then "
              + session.command("gc"));
    }
    if (!root.path("kubos").isEmpty() && session.kubo().isEmpty()) {
      session.note(
          "A Kubo has it, too, until it is brought in step: "
              + session.command("ipfs sync --ipfs kubo=ADDRESS"));
    }
  }
}
