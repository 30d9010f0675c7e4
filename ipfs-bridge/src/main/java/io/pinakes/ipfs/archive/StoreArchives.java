package io.pinakes.ipfs.archive;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.BatchingSink;
import io.pinakes.ipfs.car.CarOptions;
import io.pinakes.ipfs.car.CarReader;
import io.pinakes.ipfs.car.CarWriter;
import io.pinakes.ipfs.car.DagWalk;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.visibility.Visibility;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Archives in and out of one store. */
public final class StoreArchives {
  private final Store store;

  /** Of that store. */
  public StoreArchives(Store store) {
    this.store = store;
  }

  /** What becomes of the roots of an archive that is taken in. */
  public enum Roots {
    /** They are kept. */
    PINNED,
    /** They are kept, and shown to whoever asks. */
    PUBLIC
  }

  /**
   * What was carried.
   *
   * @param roots the archive's roots
   * @param blocks how many blocks
   * @param bytes the bytes of the blocks
   * @param lacking what is below the roots and was not carried, nor here before
   */
  public record Carried(List<Cid> roots, long blocks, long bytes, Lacking lacking) {
    /** All of it. */
    public Carried(List<Cid> roots, long blocks, long bytes) {
      this(roots, blocks, bytes, Lacking.NOTHING);
    }
  }

  /** Is told how far it is, now and then. */
  @FunctionalInterface
  public interface Progress {
    /** So many blocks and bytes until now. */
    void carried(long blocks, long bytes);
  }

  /**
   * Takes an archive in: each block verified, the roots pinned by what they are called. What it
   * lacks may come later.
   *
   * @throws ArchiveRefusedException if it names a root whose block it has not, or if it is to be
   *     shown and leads to what is private here; nothing is pinned or shown then
   * @throws io.pinakes.ipfs.car.CarException if it is malformed; what came before stays until the
   *     next garbage collection
   * @throws IOException if it has no roots, or cannot be read or kept
   */
  public Carried importCar(InputStream in, Roots roots, String name, Progress progress)
      throws IOException {
    try (Lease lease = store.lease();
        RootCheck check = new RootCheck(store.blocks().scratch(), lease.blocks())) {
      CarReader car = CarReader.open(in, CarOptions.DEFAULT);
      if (car.roots().isEmpty()) {
        throw new IOException("the archive names no root, and nothing of it could be kept");
      }
      BatchingSink sink = new BatchingSink(lease.blocks());
      CarReader.Taker taker =
          (cid, block) -> {
            check.came(cid);
            sink.put(cid, block);
          };
      long blocks = 0;
      long bytes = 0;
      for (OptionalInt size = car.passOn(taker); size.isPresent(); size = car.passOn(taker)) {
        blocks++;
        bytes += size.getAsInt();
        progress.carried(blocks, bytes);
      }
      sink.flush();
      Optional<Visibility> shown =
          roots == Roots.PUBLIC ? Optional.of(new Visibility(store)) : Optional.empty();
      Lacking lacking = check.of(car.roots(), shown);
      keep(car.roots(), shown, name);
      return new Carried(car.roots(), blocks, bytes, lacking);
    }
  }

  private void keep(List<Cid> roots, Optional<Visibility> shown, String name) throws IOException {
    var batch = store.batch();
    Pins pins = new Pins(store);
    for (Cid root : roots) {
      pins.add(batch, new Pin(root, Pin.Kind.RECURSIVE, name));
    }
    batch.commit(Durability.SYNCED);
    if (shown.isPresent()) {
      for (Cid root : roots) {
        shown.get().addRoot(root);
      }
    }
  }

  /**
   * Writes an archive of version 1 of all that is below a root.
   *
   * @throws io.pinakes.ipfs.blockstore.MissingBlockException if a block is not here
   * @throws IOException if it cannot be read or written
   */
  public Carried exportCar(Cid root, OutputStream out, Progress progress) throws IOException {
    CarWriter car = CarWriter.v1(out, List.of(root));
    List<Long> sizes = new ArrayList<>(List.of(0L, 0L));
    DagWalk.depthFirst(
        // The walk hashes each.
        store.blocks().unhashed(),
        store.blocks().scratch(),
        List.of(root),
        block -> {
          car.write(block);
          sizes.set(0, sizes.get(0) + 1);
          sizes.set(1, sizes.get(1) + block.size());
          progress.carried(sizes.get(0), sizes.get(1));
        });
    car.finish();
    return new Carried(List.of(root), sizes.get(0), sizes.get(1));
  }
}
