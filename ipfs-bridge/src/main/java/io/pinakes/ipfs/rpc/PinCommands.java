package io.pinakes.ipfs.rpc;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.graph.Graph;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code pin add|rm|update}. */
final class PinCommands {
  private static final int BLOCKS_A_LINE = 1024;

  private final RpcHome home;
  private final Arguments arguments;
  private final Pins pins;

  PinCommands(RpcHome home) {
    this.home = home;
    this.arguments = new Arguments(home);
    this.pins = new Pins(home.store());
  }

  /** Pins what is complete here, or can be completed. */
  ApiAnswer add(ApiRequest request) throws IOException {
    boolean recursive = request.query().flag("recursive", true);
    String name = request.query().find("name").orElse("");
    List<Arguments.Path> paths = new ArrayList<>();
    for (String argument : Arguments.all(request)) {
      paths.add(arguments.path(argument));
    }
    Pin.Kind kind = recursive ? Pin.Kind.RECURSIVE : Pin.Kind.DIRECT;
    if (!request.query().flag("progress", false)) {
      return Replies.stream(
          "application/json",
          out -> out.write(Replies.json(add(paths, kind, name, (blocks, bytes) -> {}))));
    }
    return Replies.promptLines(
        lines ->
            lines.line(
                add(
                    paths,
                    kind,
                    name,
                    (blocks, bytes) -> {
                      if (blocks % BLOCKS_A_LINE == 0) {
                        lines.line(
                            MapNode.builder().put("Progress", blocks).put("Bytes", bytes).build());
                      }
                    })));
  }

  private interface Progress {
    void moved(long blocks, long bytes) throws IOException;
  }

  private MapNode add(List<Arguments.Path> paths, Pin.Kind kind, String name, Progress progress)
      throws IOException {
    List<Cid> pinned = new ArrayList<>();
    try (Lease lease = home.store().lease()) {
      Batch batch = lease.batch();
      long[] sum = new long[2];
      for (Arguments.Path path : paths) {
        boolean whole = path.segments().isEmpty() && kind == Pin.Kind.RECURSIVE;
        Cid cid = whole ? path.root() : arguments.block(path.text());
        if (kind == Pin.Kind.RECURSIVE) {
          complete(cid, lease);
          new Graph(home.store().blocks(), lease.blocks())
              .walk(cid, (block, size) -> progress.moved(++sum[0], sum[1] += size));
        } else if (!lease.hold(cid)) {
          throw new MissingBlockException(cid);
        }
        pins.add(batch, new Pin(cid, kind, name));
        pinned.add(cid);
      }
      batch.commit(Durability.SYNCED);
    }
    return told(pinned);
  }

  private void complete(Cid root, Lease lease) throws IOException {
    try {
      home.completer().complete(root, lease.blocks());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("the server stops");
      stopped.initCause(e);
      throw stopped;
    }
  }

  ApiAnswer remove(ApiRequest request) throws IOException {
    boolean recursive = request.query().flag("recursive", true);
    List<Cid> gone = new ArrayList<>();
    for (String argument : Arguments.all(request)) {
      Cid cid = arguments.block(argument);
      Optional<Pin> pin = pins.find(cid);
      if (pin.isEmpty()) {
        throw new RpcException("not pinned or pinned indirectly");
      }
      if (pin.get().kind() == Pin.Kind.RECURSIVE && !recursive) {
        throw new RpcException(cid + " is pinned recursively");
      }
      gone.add(cid);
    }
    Batch batch = home.store().batch();
    gone.forEach(cid -> pins.remove(batch, cid));
    batch.commit(Durability.SYNCED);
    return Replies.one(told(gone));
  }

  /** Pins the second in place of the first, whose name it takes. */
  ApiAnswer update(ApiRequest request) throws IOException {
    List<String> both = Arguments.all(request);
    if (both.size() != 2) {
      throw new IllegalArgumentException("the old and the new are to be named");
    }
    boolean unpin = request.query().flag("unpin", true);
    Cid from = arguments.block(both.get(0));
    Pin old =
        pins.find(from)
            .filter(pin -> pin.kind() == Pin.Kind.RECURSIVE)
            .orElseThrow(() -> new RpcException("'from' cid was not recursively pinned already"));
    try (Lease lease = home.store().lease()) {
      Arguments.Path path = arguments.path(both.get(1));
      Cid to = path.segments().isEmpty() ? path.root() : arguments.block(both.get(1));
      complete(to, lease);
      new Graph(home.store().blocks(), lease.blocks()).walk(to, (cid, size) -> {});
      Batch batch = lease.batch();
      if (unpin && !to.equals(from)) {
        pins.remove(batch, from);
      }
      pins.add(batch, new Pin(to, Pin.Kind.RECURSIVE, old.name()));
      batch.commit(Durability.SYNCED);
      return Replies.one(told(List.of(from, to)));
    }
  }

  private static MapNode told(List<Cid> cids) {
    return MapNode.builder()
        .put("Pins", ListNode.ofTexts(cids.stream().map(Cid::toString).toList()))
        .build();
  }
}
