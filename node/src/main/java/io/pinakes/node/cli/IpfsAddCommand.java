package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ipfs.blockstore.BatchingSink;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.unixfs.Imported;
import io.pinakes.ipfs.unixfs.UnixFsImporter;
import io.pinakes.ipfs.unixfs.UnixFsProfile;
import io.pinakes.ipfs.visibility.Visibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes ipfs add}: files and folders of the disk become blocks of the home. */
@Command(
    name = "add",
    description = {
      "Take files and folders in as IPFS has them, pin them, and print their CIDs.",
      "They are private unless --public says otherwise.",
      "",
      "  pinakes ipfs add paper.pdf",
      "  pinakes ipfs add --public papers/",
      "  pinakes ipfs add --profile unixfs-v0-2015 papers/      the CIDs that Kubo gives",
      ""
    })
final class IpfsAddCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(arity = "1..*", paramLabel = "PATH")
  private List<Path> paths = List.of();

  @Option(
      names = "--profile",
      defaultValue = "unixfs-v1-2025",
      paramLabel = "NAME",
      description = "unixfs-v1-2025 or unixfs-v0-2015 (default: ${DEFAULT-VALUE}).")
  private String profile = "unixfs-v1-2025";

  @Option(names = "--public", description = "Show it to whoever asks the gateway.")
  private boolean open;

  @Option(names = "--hidden", description = "Take in what begins with a dot, too.")
  private boolean hidden;

  @Mixin private BlockProgress.Options progress = new BlockProgress.Options();

  IpfsAddCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    UnixFsProfile how = profile();
    long total = 0;
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      total += TreeImporter.bytes(path.toRealPath(), hidden);
    }
    Store store = session.writableBank().store();
    ObjectNode document = Json.document("pinakes.ipfs-add/1");
    ArrayNode added = document.putArray("added");
    try (BlockProgress view = progress.view(session, "add", total)) {
      long[] sum = new long[2];
      for (Path path : paths) {
        add(store, how, path, view, sum, added);
      }
    }
    if (session.json()) {
      session.print(document);
    }
    return ExitCode.OK;
  }

  private void add(
      Store store, UnixFsProfile how, Path path, BlockProgress view, long[] sum, ArrayNode added)
      throws IOException {
    String name = String.valueOf(path.toRealPath().getFileName());
    Imported root;
    TreeImporter tree;
    try (Lease lease = store.lease()) {
      BatchingSink sink = new BatchingSink(lease.blocks());
      UnixFsImporter importer =
          new UnixFsImporter(
              how,
              block -> {
                sum[0]++;
                sink.put(block);
              });
      tree =
          new TreeImporter(
              importer,
              hidden,
              more -> {
                sum[1] += more;
                view.moved(sum[0], sum[1]);
              });
      root = tree.add(path);
      sink.flush();
      var batch = lease.batch();
      String label = name.substring(0, Math.min(name.length(), Pin.MAX_NAME_LENGTH));
      new Pins(store).add(batch, new Pin(root.cid(), Pin.Kind.RECURSIVE, label));
      batch.commit(Durability.SYNCED);
    }
    if (open) {
      new Visibility(store).addRoot(root.cid());
    }
    if (session.json()) {
      ObjectNode node = added.addObject().put("path", path.toString());
      node.put("cid", root.cid().toString()).put("files", tree.files());
      node.put("bytes", root.treeBytes()).put("public", open);
    } else {
      view.clear();
      session.outWriter().println("added " + root.cid() + " " + Printable.line(name));
      session.outWriter().flush();
    }
  }

  private UnixFsProfile profile() {
    for (UnixFsProfile known : List.of(UnixFsProfile.V1_2025, UnixFsProfile.V0_2015)) {
      if (known.name().equals(profile)) {
        return known;
      }
    }
    throw new CliException(
        ExitCode.USAGE,
        "there is no profile [" + profile + "]",
        "Take unixfs-v1-2025 or unixfs-v0-2015.");
  }
}
