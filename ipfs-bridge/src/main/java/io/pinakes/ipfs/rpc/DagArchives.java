package io.pinakes.ipfs.rpc;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.api.Multipart;
import io.pinakes.ipfs.archive.StoreArchives;
import io.pinakes.ipfs.blockstore.BatchingSink;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.car.CarReader;
import io.pinakes.ipfs.graph.Graph;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** {@code dag import|export}. */
final class DagArchives {
  private static final int MAX_ROOTS = 1 << 16;

  private final RpcHome home;
  private final Arguments arguments;

  DagArchives(RpcHome home) {
    this.home = home;
    this.arguments = new Arguments(home);
  }

  /** Takes archives in, each block verified, and pins their roots unless told not to. */
  ApiAnswer importCar(ApiRequest request) throws IOException {
    boolean pin = request.query().flag("pin-roots", true);
    boolean silent = request.query().flag("silent", false);
    boolean stats = request.query().flag("stats", false);
    Multipart parts = Multipart.of(request);
    return Replies.promptLines(
        lines -> {
          try (Lease lease = home.store().lease()) {
            Import run = new Import(lease);
            for (Optional<Multipart.Part> part = parts.next();
                part.isPresent();
                part = parts.next()) {
              run.take(part.get());
            }
            for (Cid root : pin ? run.roots : Set.<Cid>of()) {
              String wrong = run.pin(root);
              if (!silent || !wrong.isEmpty()) {
                lines.line(root(root, wrong));
              }
            }
            if (stats) {
              lines.line(run.stats());
            }
          }
        });
  }

  private static MapNode root(Cid root, String wrong) {
    MapNode told = MapNode.builder().put("Cid", root).put("PinErrorMsg", wrong).build();
    return MapNode.builder().put("Root", told).build();
  }

  private final class Import {
    private final Lease lease;
    private final Set<Cid> roots = new LinkedHashSet<>();
    private long blocks;
    private long bytes;

    Import(Lease lease) {
      this.lease = lease;
    }

    void take(Multipart.Part part) throws IOException {
      CarReader car = CarReader.open(part.content());
      roots.addAll(car.roots());
      if (roots.size() > MAX_ROOTS) {
        throw new RpcException("the archives name over [" + MAX_ROOTS + "] roots");
      }
      BatchingSink sink = new BatchingSink(lease.blocks());
      for (OptionalInt size = car.passOn(sink::put);
          size.isPresent();
          size = car.passOn(sink::put)) {
        blocks++;
        bytes += size.getAsInt();
      }
      sink.flush();
    }

    /** Pins a root if all of it is here; says what is wrong, or nothing. */
    String pin(Cid root) throws IOException {
      try {
        new Graph(home.store().blocks(), lease.blocks()).walk(root, (cid, size) -> {});
      } catch (MissingBlockException e) {
        return Replies.words(e);
      }
      var batch = lease.batch();
      new Pins(home.store()).add(batch, new Pin(root, Pin.Kind.RECURSIVE, ""));
      batch.commit(Durability.SYNCED);
      return "";
    }

    MapNode stats() {
      MapNode told =
          MapNode.builder().put("BlockCount", blocks).put("BlockBytesCount", bytes).build();
      return MapNode.builder().put("Stats", told).build();
    }
  }

  ApiAnswer exportCar(ApiRequest request) throws IOException {
    Cid root = arguments.block(Arguments.one(request));
    if (!home.store().blocks().has(root)) {
      throw new MissingBlockException(root);
    }
    return Replies.bytes(
        "application/vnd.ipld.car",
        out -> new StoreArchives(home.store()).exportCar(root, out, (doneBlocks, doneBytes) -> {}));
  }
}
