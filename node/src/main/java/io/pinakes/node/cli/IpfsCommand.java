package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.fetch.FetchLimits;
import io.pinakes.ipfs.fetch.FetchReport;
import io.pinakes.ipfs.fetch.Follow;
import io.pinakes.ipfs.fetch.Remote;
import io.pinakes.ipfs.http.client.ClientLimits;
import io.pinakes.ipfs.http.client.GatewayClient;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.unixfs.UnixFsDirectory;
import io.pinakes.ipfs.unixfs.UnixFsFile;
import io.pinakes.ipfs.unixfs.UnixFsNode;
import io.pinakes.ipfs.unixfs.UnixFsReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      IpfsSyncCommand.class
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
      throws IOException, InterruptedException {
    Cid cid = IpfsPath.parse(root).root();
    Store store = session.writableBank().store();
    FetchReport report;
    try (GatewayClient client = new GatewayClient(ClientLimits.DEFAULT);
        Lease lease = store.lease();
        BlockProgress view = progress.view(session, "pull", 0)) {
      Remote remote =
          new Remote(from.sources(session, client, cid), FetchLimits.DEFAULT, view::moved);
      remote.fetch(List.of(cid), Follow.NONE, lease.blocks());
      view.expect(BlockTotals.of(cid, lease.blocks()));
      report = remote.fetch(List.of(cid), Follow.ALL, lease.blocks());
      new Pins(store).add(new Pin(cid, Pin.Kind.RECURSIVE, "ipfs pull"));
    } catch (MissingBlockException e) {
      throw new CliException(
          ExitCode.NOT_FOUND,
          "none of the gateways that are left has block [" + e.cid() + "]",
          "Name another; what was fetched is kept.");
    }
    ObjectNode document = Json.document("pinakes.ipfs-pull/1").put("cid", cid.toString());
    document.put("blocks", report.blocks()).put("bytes", report.bytes());
    GatewayReports.tell(session, report, document);
    say(
        "pulled "
            + cid
            + ": "
            + Figures.count(report.blocks(), "block")
            + ", "
            + Figures.bytes(report.bytes()));
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
      description = {"List a folder.", "", "  pinakes ipfs ls /ipfs/bafybei...", ""})
  int list(@Parameters(paramLabel = PATH) String path) throws IOException {
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
      throws IOException {
    PeerId key;
    try {
      key = PeerId.parse(name.replaceFirst("^/ipns/", ""));
    } catch (MultiformatException e) {
      throw new CliException(ExitCode.USAGE, "[" + name + "] is no name of a key", "");
    }
    if (Files.size(file) > IpnsRecord.MAX_BYTES) {
      throw new CliException(
          ExitCode.VERIFICATION, "[" + file + "] is longer than any name record", "");
    }
    NameTable names = new NameTable(session.writableBank().store(), InstantSource.system());
    IpnsRecord kept = names.put(key, Files.readAllBytes(file));
    ObjectNode document = Json.document("pinakes.ipfs-name-put/1").put("name", key.toName());
    document.put("value", kept.data().value()).put("sequence", kept.data().sequence());
    say("/ipns/" + key.toName() + " is " + Printable.line(kept.data().value()));
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
