package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ipfs.graph.Completer;
import io.pinakes.query.blocks.LocalRpc;
import io.pinakes.query.blocks.WorkListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pinakes ipfs dag}: nodes of IPLD, and graphs of them. */
@Command(
    name = "dag",
    description = {
      "Look at nodes and graphs, or put a node.",
      "",
      "  pinakes ipfs dag get bafyrei.../title",
      "  pinakes ipfs dag stat bafybei...",
      "  pinakes ipfs dag put node.json",
      ""
    })
final class IpfsDagCommand {
  private static final String PATH = "CID|PATH";

  private final Session session;

  IpfsDagCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "get",
      description = {
        "Write a node, or a part of it, as dag-json.",
        "",
        "  pinakes ipfs dag get bafyrei.../title",
        ""
      })
  int get(@Parameters(paramLabel = PATH) String path) throws IOException {
    OutputStream out = session.terminal().out();
    new LocalRpc(session.readableBank(), Completer.NONE)
        .bytes("dag/get", LocalRpc.query("arg", path), InputStream.nullInputStream(), out);
    out.write('\n');
    out.flush();
    return ExitCode.OK;
  }

  @Command(
      name = "put",
      description = {
        "Keep a node that is written as dag-json, as dag-cbor, and pin it.",
        "",
        "  pinakes ipfs dag put node.json",
        ""
      })
  int put(@Parameters(paramLabel = "FILE") Path file) throws Exception {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    ObjectNode spec = Json.MAPPER.createObjectNode().put("file", file.toAbsolutePath().toString());
    ObjectNode document =
        new NodeJob(session).work("put-node", spec, WorkListener.NONE, session::writableBank);
    if (session.json()) {
      session.print(document);
    } else {
      session.outWriter().println("put " + document.path("cid").asText());
    }
    return ExitCode.OK;
  }

  @Command(
      name = "stat",
      description = {
        "Count the blocks and bytes below a root.",
        "",
        "  pinakes ipfs dag stat bafybei...",
        ""
      })
  int stat(@Parameters(paramLabel = PATH) String path, @Mixin BlockProgress.Options progress)
      throws IOException {
    long[] sum = new long[2];
    try (BlockProgress view = progress.view(session, "stat", 0)) {
      new LocalRpc(session.readableBank(), Completer.NONE)
          .objects(
              "dag/stat",
              LocalRpc.query("arg", path),
              line -> {
                JsonNode stat = line.at("/DagStats/0");
                sum[0] = stat.path("NumBlocks").asLong();
                sum[1] = stat.path("Size").asLong();
                view.moved(sum[0], sum[1]);
              });
    }
    if (session.json()) {
      session.print(
          Json.document("pinakes.ipfs-dag-stat/1").put("blocks", sum[0]).put("bytes", sum[1]));
    } else {
      session.outWriter().println(Figures.count(sum[0], "block") + ", " + Figures.bytes(sum[1]));
    }
    return ExitCode.OK;
  }
}
