package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ipfs.graph.Completer;
import io.pinakes.query.blocks.LocalRpc;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes ipfs refs}: what a block links to. */
@Command(
    name = "refs",
    description = {
      "List the blocks that a block links to.",
      "",
      "  pinakes ipfs refs bafybei...",
      "  pinakes ipfs refs -r bafybei...      and what those link to, each once",
      ""
    })
final class IpfsRefsCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "CID|PATH")
  private String path = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "All that is below it, each once.")
  private boolean recursive;

  IpfsRefsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    ObjectNode document = Json.document("pinakes.ipfs-refs/1");
    ArrayNode refs = document.putArray("refs");
    String all = Boolean.toString(recursive);
    new LocalRpc(session.readableBank(), Completer.NONE)
        .objects(
            "refs",
            LocalRpc.query("arg", path, "recursive", all, "unique", all),
            line -> {
              String ref = line.get("Ref").asText();
              if (session.json()) {
                refs.add(ref);
              } else {
                session.outWriter().println(ref);
              }
            });
    if (session.json()) {
      session.print(document);
    }
    return ExitCode.OK;
  }
}
