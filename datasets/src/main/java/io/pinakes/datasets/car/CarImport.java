package io.pinakes.datasets.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.version.BlockWriter;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.car.CarException;
import io.pinakes.ipfs.car.CarReader;
import io.pinakes.ipfs.car.CarSection;
import io.pinakes.ipfs.car.DagWalk;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes an archive in. Blocks are written as they come, under a lease; the dataset appears, or
 * moves, with one synced batch when everything was checked. Whatever goes wrong before leaves
 * garbage and nothing else.
 */
public final class CarImport {
  private final Store store;
  private final Arrival arrival;

  /** Into a store. */
  public CarImport(Store store, Catalog catalog, InstantSource clock, ModelSource models) {
    this.store = store;
    this.arrival = new Arrival(store, catalog, clock, models);
  }

  /**
   * Looks whether there is an archive at all, before any work is done for it. A pipe is not looked
   * into: it can be read once.
   *
   * @throws java.nio.file.NoSuchFileException if there is no file
   * @throws ImportException if it does not begin as an archive does
   */
  public static void requireArchive(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      return;
    }
    try (InputStream in = opened(file)) {
      open(file, in);
    }
  }

  private static InputStream opened(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw ImportException.noArchive("[" + file + "] is a folder and no archive of a dataset");
    }
    return Files.newInputStream(file);
  }

  /**
   * Takes an archive in; what is derived of it has to be brought up afterwards.
   *
   * @param name what the dataset is to be called here; empty for what its publisher calls it
   * @throws ImportException if no dataset is made of it, or it is damaged
   */
  public ImportReport read(Path file, Optional<String> name) throws IOException {
    try (InputStream in = opened(file);
        Lease lease = store.lease()) {
      CarReader car = open(file, in);
      try {
        return read(car, lease, name);
      } catch (ImportException e) {
        throw e.withRemains();
      } catch (CarException | HashMismatchException e) {
        throw ImportException.damaged(String.valueOf(e.getMessage()), e).withRemains();
      } catch (MissingBlockException e) {
        throw lacks(e.cid(), e).withRemains();
      } catch (io.pinakes.datasets.model.tree.MissingBlockException e) {
        throw lacks(e.cid(), e).withRemains();
      }
    }
  }

  private static ImportException lacks(Cid cid, IOException cause) {
    return ImportException.damaged("the archive lacks block [" + cid + "]", cause);
  }

  private ImportReport read(CarReader car, Lease lease, Optional<String> name) throws IOException {
    BlockWriter blocks = new BlockWriter(store, lease);
    long read = 0;
    for (Optional<CarSection> next = car.next(); next.isPresent(); next = car.next()) {
      blocks.put(next.get().block());
      read++;
    }
    blocks.flush();
    Arrival.Roots roots = Arrival.roots(car.roots(), blocks);
    long used = countUsed(roots, car.roots());
    return arrival.take(roots, name, read, Math.max(0, read - used));
  }

  private static CarReader open(Path file, InputStream in) throws IOException {
    try {
      return CarReader.open(in);
    } catch (CarException e) {
      throw ImportException.noArchive(
          "[" + file + "] is no archive of a dataset: " + e.getMessage());
    }
  }

  /** Walks all that the version links to, so that a missing block is found whatever it is. */
  private long countUsed(Arrival.Roots roots, List<Cid> all) throws IOException {
    long[] used = {all.size() - 1L};
    DagWalk.depthFirst(
        store.blocks(),
        store.blocks().scratch(),
        List.of(roots.version().cid()),
        block -> used[0]++);
    return used[0];
  }
}
