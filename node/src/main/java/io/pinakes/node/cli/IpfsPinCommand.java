package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ipfs.graph.Completer;
import io.pinakes.query.blocks.LocalRpc;
import io.pinakes.query.blocks.WorkListener;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes ipfs pin}: what is kept, and why. */
@Command(
    name = "pin",
    description = {
      "Keep content from garbage collection, or no longer.",
      "",
      "  pinakes ipfs pin add bafybei... --name papers",
      "  pinakes ipfs pin add bafybei... --from http://127.0.0.1:8080",
      "  pinakes ipfs pin ls",
      "  pinakes ipfs pin rm bafybei...",
      "  pinakes ipfs pin remote add bafybei... --service URL --token-file token",
      ""
    },
    subcommands = IpfsPinRemoteCommand.class)
final class IpfsPinCommand {
  private static final String PATH = "CID|PATH";

  private final Session session;

  IpfsPinCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "add",
      description = {
        "Keep a root and all below it, which must be here or be had from the gateways of --from.",
        "",
        "  pinakes ipfs pin add bafybei... --name papers",
        ""
      })
  int add(
      @Parameters(paramLabel = PATH) String path,
      @Option(names = "--name", defaultValue = "", description = "What it is kept for.")
          String name,
      @Option(
              names = "--from",
              paramLabel = "URL",
              description = "A trustless gateway to fetch from what is missing; may be repeated.")
          List<URI> from,
      @Mixin BlockProgress.Options progress)
      throws Exception {
    ObjectNode spec = Json.MAPPER.createObjectNode().put("path", path).put("name", name);
    ArrayNode gateways = spec.putArray("from");
    if (from != null) {
      from.forEach(gateway -> gateways.add(gateway.toString()));
    }
    try (BlockProgress view = progress.view(session, "pin", 0)) {
      return tell("pinned", new NodeJob(session).work("pin", spec, view, session::writableBank));
    }
  }

  @Command(
      name = "rm",
      description = {
        "Keep it no longer; the next pinakes gc removes what nothing else needs.",
        "",
        "  pinakes ipfs pin rm bafybei...",
        ""
      })
  int remove(@Parameters(paramLabel = PATH) String path) throws Exception {
    ObjectNode spec = Json.MAPPER.createObjectNode().put("path", path);
    ObjectNode document =
        new NodeJob(session).work("unpin", spec, WorkListener.NONE, session::existingBank);
    int code = tell("unpinned", document);
    for (JsonNode open : document.path("public")) {
      session.note(
          "It is public, and kept for that. To let it go: "
              + session.command("ipfs unpublish " + open.asText()));
    }
    return code;
  }

  private int tell(String did, ObjectNode document) {
    if (session.json()) {
      session.print(document);
    } else {
      document.path(did).forEach(cid -> session.outWriter().println(did + " " + cid.asText()));
    }
    return ExitCode.OK;
  }

  @Command(
      name = "ls",
      description = {
        "List what is kept.",
        "",
        "  pinakes ipfs pin ls",
        "  pinakes ipfs pin ls --type all      with all that hangs on it",
        ""
      })
  int list(
      @Option(
              names = "--type",
              defaultValue = "recursive",
              description = "direct, recursive, indirect or all (default: ${DEFAULT-VALUE}).")
          String type)
      throws IOException {
    ObjectNode document = Json.document("pinakes.ipfs-pin-ls/1");
    ArrayNode pins = document.putArray("pins");
    new LocalRpc(session.readableBank(), Completer.NONE)
        .objects(
            "pin/ls",
            LocalRpc.query("type", type, "stream", "true", "names", "true"),
            line -> {
              String cid = line.get("Cid").asText();
              String kind = line.get("Type").asText();
              String name = line.path("Name").asText();
              if (session.json()) {
                pins.addObject().put("cid", cid).put("type", kind).put("name", name);
              } else {
                String words = Printable.line(name);
                session.outWriter().printf(Locale.ROOT, "%s %-9s %s%n", cid, kind, words);
              }
            });
    if (session.json()) {
      session.print(document);
    }
    return ExitCode.OK;
  }
}
