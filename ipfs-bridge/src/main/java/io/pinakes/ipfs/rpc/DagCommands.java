package io.pinakes.ipfs.rpc;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.api.Multipart;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.gateway.Resolved;
import io.pinakes.ipfs.graph.Graph;
import io.pinakes.ipfs.ipld.Codec;
import io.pinakes.ipfs.ipld.LinkNode;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.StoreLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code dag put|get|resolve|stat}. */
final class DagCommands {
  /** Kubo says how far it is with every block; lines now and then say as much. */
  private static final int BLOCKS_A_LINE = 256;

  private final RpcHome home;
  private final Arguments arguments;

  DagCommands(RpcHome home) {
    this.home = home;
    this.arguments = new Arguments(home);
  }

  ApiAnswer put(ApiRequest request) throws IOException {
    Naming naming = Naming.ofNode(request.query());
    Codec input = reader(request.query().find("input-codec").orElse("dag-json"));
    Codec output = Codecs.writer(naming.codec());
    boolean pin = request.query().flag("pin", false);
    Multipart parts = Multipart.of(request);
    return Replies.promptLines(
        lines -> {
          for (Optional<Multipart.Part> part = parts.next();
              part.isPresent();
              part = parts.next()) {
            byte[] text = part.get().content().readNBytes(2 * StoreLimits.MAX_BLOCK_BYTES);
            byte[] bytes = output.encode(input.decode(text));
            if (bytes.length > StoreLimits.MAX_BLOCK_BYTES) {
              throw new RpcException("the block has [" + bytes.length + "] bytes, too many");
            }
            Block block = naming.name(bytes);
            keep(block, pin);
            lines.line(MapNode.builder().put("Cid", block.cid()).build());
          }
        });
  }

  private void keep(Block block, boolean pin) throws IOException {
    try (Lease lease = home.store().lease()) {
      var batch = lease.batch();
      batch.putBlock(block);
      if (pin) {
        new Pins(home.store()).add(batch, new Pin(block.cid(), Pin.Kind.RECURSIVE, ""));
      }
      batch.commit(Durability.SYNCED);
    }
  }

  private static Codec reader(String name) {
    return Codecs.reader(Codecs.number(name));
  }

  ApiAnswer get(ApiRequest request) throws IOException {
    String name = request.query().find("output-codec").orElse("dag-json");
    Codec output = Codecs.writer(Codecs.number(name));
    String argument = Arguments.one(request);
    Resolved end = arguments.resolve(arguments.path(argument));
    byte[] bytes =
        home.store()
            .blocks()
            .get(end.cid())
            .orElseThrow(() -> new MissingBlockException(end.cid()));
    Node node = Codecs.reader(end.cid().codec()).decode(bytes);
    for (String segment : end.rest()) {
      node =
          child(node, segment)
              .orElseThrow(() -> new RpcException("there is nothing at [" + argument + "]"));
    }
    byte[] written = output.encode(node);
    return Replies.bytes("text/plain", out -> out.write(written));
  }

  private static Optional<Node> child(Node node, String key) {
    if (node instanceof MapNode map) {
      return map.find(key);
    }
    if (node instanceof ListNode list && key.matches("[0-9]{1,9}")) {
      int index = Integer.parseInt(key);
      return index < list.size() ? Optional.of(list.items().get(index)) : Optional.empty();
    }
    return node instanceof LinkNode ? Optional.of(node) : Optional.empty();
  }

  ApiAnswer resolve(ApiRequest request) throws IOException {
    Resolved end = arguments.resolve(arguments.path(Arguments.one(request)));
    return Replies.one(
        MapNode.builder()
            .put("Cid", end.cid())
            .put("RemPath", end.rest().isEmpty() ? "" : "/" + String.join("/", end.rest()))
            .build());
  }

  /** Blocks and bytes below roots; what several share is counted for each, and once in all. */
  ApiAnswer stat(ApiRequest request) throws IOException {
    List<Cid> roots = new ArrayList<>();
    for (String argument : Arguments.all(request)) {
      roots.add(arguments.block(argument));
    }
    boolean progress = request.query().flag("progress", true);
    return Replies.promptLines(lines -> new Count(lines, progress).run(roots));
  }

  private final class Count {
    private final Replies.Lines lines;
    private final boolean progress;
    private final List<Node> done = new ArrayList<>();
    private long blocks;
    private long bytes;
    private long unique;
    private long uniqueBytes;
    private long redundant;

    Count(Replies.Lines lines, boolean progress) {
      this.lines = lines;
      this.progress = progress;
    }

    void run(List<Cid> roots) throws IOException {
      Graph all = new Graph(home.store().blocks(), home.store().blocks());
      for (Cid root : roots) {
        blocks = 0;
        bytes = 0;
        new Graph(home.store().blocks(), home.store().blocks())
            .walk(root, (cid, size) -> add(root, size));
        redundant += bytes;
        all.walk(
            root,
            (cid, size) -> {
              unique++;
              uniqueBytes += size;
            });
        done.add(stat(root));
      }
      MapNode.Builder sum =
          MapNode.builder()
              .put("UniqueBlocks", unique)
              .put("TotalSize", uniqueBytes)
              .put("SharedSize", redundant - uniqueBytes);
      sum.put("Ratio", Node.of(uniqueBytes == 0 ? 1.0 : (double) redundant / uniqueBytes));
      lines.line(sum.put("DagStats", Node.of(done)).build());
    }

    private void add(Cid root, long size) throws IOException {
      blocks++;
      bytes += size;
      if (progress && blocks % BLOCKS_A_LINE == 0) {
        List<Node> until = new ArrayList<>(done);
        until.add(stat(root));
        lines.line(
            MapNode.builder()
                .put("TotalSize", redundant + bytes)
                .put("DagStats", Node.of(until))
                .build());
      }
    }

    private MapNode stat(Cid root) {
      return MapNode.builder()
          .put("Cid", root.toString())
          .put("Size", bytes)
          .put("NumBlocks", blocks)
          .build();
    }
  }
}
