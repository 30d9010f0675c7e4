package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.blocks.TreeImporter;
import io.pinakes.query.blocks.WorkListener;
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
  public Integer call() throws Exception {
    long total = 0;
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      total += TreeImporter.bytes(path.toRealPath(), hidden);
    }
    ObjectNode document = Json.document("pinakes.ipfs-add/1");
    ArrayNode added = document.putArray("added");
    try (BlockProgress view = progress.view(session, "add", total)) {
      // One after the other, so that what is in is told of though the next should fail.
      OneOfSeveral sum = new OneOfSeveral(view);
      for (Path path : paths) {
        add(path, sum, added);
        view.clear();
        sum.next();
      }
    }
    if (session.json()) {
      session.print(document);
    }
    return ExitCode.OK;
  }

  private void add(Path path, WorkListener listener, ArrayNode added) throws Exception {
    ObjectNode spec = Json.MAPPER.createObjectNode().put("path", path.toAbsolutePath().toString());
    spec.put("profile", profile).put("public", open).put("hidden", hidden);
    JsonNode done =
        new NodeJob(session)
            .work("add-files", spec, listener, session::writableBank)
            .path("added")
            .path(0);
    if (session.json() && done instanceof ObjectNode node) {
      added.add(node.put("path", path.toString()));
    } else {
      String name = String.valueOf(path.toRealPath().getFileName());
      session
          .outWriter()
          .println("added " + done.path("cid").asText() + " " + Printable.line(name));
      session.outWriter().flush();
    }
  }

  /** Counts one after the other as one. */
  private static final class OneOfSeveral implements WorkListener {
    private final BlockProgress view;
    private long blocksBefore;
    private long bytesBefore;
    private long blocks;
    private long bytes;

    OneOfSeveral(BlockProgress view) {
      this.view = view;
    }

    @Override
    public void moved(long blocksNow, long bytesNow) {
      blocks = blocksNow;
      bytes = bytesNow;
      view.moved(blocksBefore + blocks, bytesBefore + bytes);
    }

    void next() {
      blocksBefore += blocks;
      bytesBefore += bytes;
      blocks = 0;
      bytes = 0;
    }
  }
}
