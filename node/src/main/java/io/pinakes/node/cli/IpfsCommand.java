package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.home.OutputPlace;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.unixfs.UnixFsDirectory;
import io.pinakes.ipfs.unixfs.UnixFsFile;
import io.pinakes.ipfs.unixfs.UnixFsNode;
import io.pinakes.ipfs.unixfs.UnixFsReader;
import io.pinakes.query.blocks.IpfsPath;
import io.pinakes.query.blocks.PublicRoots;
import io.pinakes.query.blocks.WorkListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes ipfs}: files, folders and blocks by their IPFS names. */
@Command(
    name = "ipfs",
    description = {
      "Files, folders and blocks of this home: take them in, read them, keep them, fetch them.",
      "",
      "  pinakes ipfs add papers/",
      "  pinakes ipfs pull bafybei... --gateway http://127.0.0.1:8080",
      "  pinakes ipfs ls /ipfs/bafybei...",
      "  pinakes ipfs cat /ipfs/bafybei.../paper.pdf > paper.pdf",
      ""
    },
    subcommands = {
      IpfsAddCommand.class,
      IpfsDagCommand.class,
      IpfsPinCommand.class,
      IpfsProvidersCommand.class,
      IpfsRefsCommand.class,
      IpfsSyncCommand.class,
      IpfsUnpublishCommand.class
    })
final class IpfsCommand {
  private static final String PATH = "CID|PATH";

  private final Session session;

  IpfsCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "pull",
      description = {
        "Fetch all that is below a root from gateways, none of which is trusted, and pin it.",
        "What is held already is not fetched; interrupted, it goes on where it was.",
        "",
        "  pinakes ipfs pull bafybei... --gateway http://127.0.0.1:8080",
        "  pinakes ipfs pull bafybei... --router http://127.0.0.1:8080    asks who has it",
        ""
      })
  int pull(
      @Parameters(paramLabel = "CID") String root,
      @Mixin FetchOptions from,
      @Mixin BlockProgress.Options progress)
      throws Exception {
    ObjectNode spec = Json.MAPPER.createObjectNode().put("cid", root);
    from.write(spec);
    ObjectNode document;
    try (BlockProgress view = progress.view(session, "pull", 0)) {
      document = new NodeJob(session).work("pull-blocks", spec, view, session::writableBank);
    }
    GatewayReports.tell(session, document);
    say(
        "pulled "
            + document.path("cid").asText()
            + ": "
            + Figures.count(document.path("blocks").asLong(), "block")
            + ", "
            + Figures.bytes(document.path("bytes").asLong()));
    return end(document);
  }

  @Command(
      name = "cat",
      description = {
        "Write a file's content.",
        "",
        "  pinakes ipfs cat /ipfs/bafybei.../paper.pdf > paper.pdf",
        ""
      })
  int cat(@Parameters(paramLabel = PATH) String path) throws IOException {
    if (!(find(path) instanceof UnixFsFile file)) {
      throw new CliException(
          ExitCode.USAGE, "[" + path + "] is no file", session.command("ipfs ls " + path));
    }
    OutputStream out = session.terminal().out();
    file.writeTo(out);
    out.flush();
    return ExitCode.OK;
  }

  @Command(
      name = "get",
      description = {
        "Write a file or folder to the disk, where there must be nothing of its name.",
        "",
        "  pinakes ipfs get /ipfs/bafybei.../papers papers",
        ""
      })
  int get(
      @Parameters(paramLabel = PATH) String path, @Parameters(paramLabel = "TARGET") Path target)
      throws IOException {
    OutputPlace.requireOutside(session.home(), target);
    UnixFsNode node = find(path);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new CliException(ExitCode.CONFLICT, "[" + target + "] is there already", "");
    }
    TreeWriter writer = new TreeWriter(blocks());
    writer.write(node, target.toAbsolutePath().normalize());
    if (writer.links() > 0) {
      session.note("left out " + Figures.count(writer.links(), "symbolic link"));
    }
    ObjectNode document = Json.document("pinakes.ipfs-get/1").put("cid", node.cid().toString());
    document.put("target", target.toString()).put("files", writer.files());
    document.put("bytes", writer.bytes()).put("links_left_out", writer.links());
    say(
        "wrote "
            + Printable.line(target.toString())
            + ": "
            + Figures.count(writer.files(), "file")
            + ", "
            + Figures.bytes(writer.bytes()));
    return end(document);
  }

  @Command(
      name = "ls",
      description = {
        "List a folder, or what is shown to whoever asks.",
        "",
        "  pinakes ipfs ls /ipfs/bafybei...",
        "  pinakes ipfs ls --public",
        ""
      })
  int list(
      @Parameters(paramLabel = PATH, arity = "0..1") @Nullable String path,
      @Option(
              names = "--public",
              description =
                  "The public roots, and what they are of; ipfs unpublish withdraws them.")
          boolean open)
      throws IOException {
    if (open == (path != null)) {
      throw new CliException(
          ExitCode.USAGE,
          "ls takes a path, or --public",
          "Such as: " + session.command("ipfs ls --public"));
    }
    return path == null ? listPublic() : listFolder(path);
  }

  private int listPublic() throws IOException {
    ObjectNode document = PublicRoots.list(session.readableBank());
    for (JsonNode root : document.path("roots")) {
      List<String> of = new ArrayList<>();
      root.path("datasets").forEach(dataset -> of.add("dataset " + dataset.asText()));
      if (of.isEmpty()) {
        of.add(Printable.line(root.path("name").asText()));
      }
      say((root.path("cid").asText() + "  " + String.join(", ", of)).strip());
    }
    return end(document);
  }

  private int listFolder(String path) throws IOException {
    if (!(find(path) instanceof UnixFsDirectory folder)) {
      throw new CliException(
          ExitCode.USAGE, "[" + path + "] is no folder", session.command("ipfs cat " + path));
    }
    ObjectNode document = Json.document("pinakes.ipfs-ls/1").put("cid", folder.cid().toString());
    ArrayNode entries = document.putArray("entries");
    folder.list(
        entry -> {
          String size = entry.treeBytes().isPresent() ? "" + entry.treeBytes().getAsLong() : "";
          if (session.json()) {
            entries.addObject().put("name", entry.name()).put("cid", entry.cid().toString());
          } else {
            String name = Printable.line(entry.name());
            session.outWriter().printf(Locale.ROOT, "%s %12s  %s%n", entry.cid(), size, name);
          }
          return true;
        });
    return end(document);
  }

  @Command(
      name = "block",
      description = {
        "Write one block as it is.",
        "",
        "  pinakes ipfs block bafkrei... > block.bin",
        ""
      })
  int block(@Parameters(paramLabel = "CID") String cid) throws IOException {
    Cid name = IpfsPath.parse(cid).root();
    byte[] bytes = blocks().get(name).orElseThrow(() -> notHere(name));
    OutputStream out = session.terminal().out();
    out.write(bytes);
    out.flush();
    return ExitCode.OK;
  }

  @Command(
      name = "name-put",
      description = {
        "Keep a signed record of an IPNS name, which the gateway then answers for.",
        "",
        "  pinakes ipfs name-put k51qzi5uqu5d... site.ipns-record",
        ""
      })
  int namePut(
      @Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "FILE") Path file)
      throws Exception {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    ObjectNode spec = Json.MAPPER.createObjectNode().put("name", name);
    spec.put("file", file.toAbsolutePath().toString());
    ObjectNode document =
        new NodeJob(session).work("put-name", spec, WorkListener.NONE, session::writableBank);
    say(
        "/ipns/"
            + document.path("name").asText()
            + " is "
            + Printable.line(document.path("value").asText()));
    return end(document);
  }

  private CliException notHere(Cid cid) {
    return new CliException(
        ExitCode.NOT_FOUND,
        "block [" + cid + "] is not in this home",
        "Fetch it: " + session.command("ipfs pull " + cid + " --gateway URL"));
  }

  private BlockReader blocks() throws IOException {
    return session.readableBank().store().blocks();
  }

  private UnixFsNode find(String text) throws IOException {
    IpfsPath path = IpfsPath.parse(text);
    try {
      return new UnixFsReader(blocks())
          .resolve(path.root(), path.rest())
          .orElseThrow(
              () -> new CliException(ExitCode.NOT_FOUND, "there is nothing at [" + text + "]", ""));
    } catch (MissingBlockException e) {
      throw notHere(e.cid());
    }
  }

  private void say(String line) {
    if (!session.json()) {
      session.outWriter().println(line);
    }
  }

  private int end(ObjectNode document) {
    if (session.json()) {
      session.print(document);
    }
    return ExitCode.OK;
  }
}
