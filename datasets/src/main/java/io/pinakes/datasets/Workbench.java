package io.pinakes.datasets;

import io.pinakes.datasets.car.Pulling;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.KeyRing;
import io.pinakes.datasets.garbage.Housekeeping;
import io.pinakes.datasets.garbage.Purges;
import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.index.IndexFollower;
import io.pinakes.datasets.index.Indexes;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.progress.Progress;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.datasets.publication.Publisher;
import io.pinakes.datasets.version.Version;
import io.pinakes.datasets.version.VersionMaker;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What all jobs of one opened home work with.
 *
 * @param writing held by the one job that changes datasets; taken before any other lock
 */
record Workbench(
    Home home,
    Store store,
    BankOptions options,
    Catalog catalog,
    Ledger ledger,
    KeyRing keys,
    Indexes indexes,
    VersionMaker versions,
    IndexFollower follower,
    ReentrantLock writing) {

  static Workbench of(Home home, Store store, BankOptions options) {
    Catalog catalog = new Catalog(store);
    KeyRing keys = new KeyRing(home);
    Indexes indexes = new Indexes(home, store, options.parts().indexes());
    return new Workbench(
        home,
        store,
        options,
        catalog,
        new Ledger(store),
        keys,
        indexes,
        new VersionMaker(store, catalog, keys, options.clock()),
        new IndexFollower(store, indexes),
        new ReentrantLock());
  }

  /** Which datasets are not all here yet. */
  Pulling pulling() {
    return new Pulling(store);
  }

  /** Keeps what others see in step. */
  Publisher publisher() {
    return new Publisher(store, keys, options.clock());
  }

  ModelSource models() {
    return options.parts().models(home.models());
  }

  /** A job that changes something. */
  interface Job<T> {
    T run() throws IOException;
  }

  /** Runs a job when no other one runs. */
  <T> T change(Job<T> job) throws IOException {
    writing.lock();
    try {
      home.requireWritable();
      return job.run();
    } finally {
      writing.unlock();
    }
  }

  /** Brings all that is derived of a dataset up to the version that it is at. */
  void catchUp(DatasetRecord dataset, Consumer<Stage> stages) throws IOException {
    Optional<Version> current = versions.current(dataset);
    if (current.isPresent() && pulling().of(dataset).isEmpty()) {
      versions.catchUp(dataset);
      follower.follow(dataset, current.get(), stages);
      publisher().follow(catalog.get(dataset.name()));
    }
  }

  /** Erases what a purge took out of a dataset, whose only version is the one that lacks it. */
  void finishPurge(DatasetRecord dataset, Version made, Consumer<Stage> stages) throws IOException {
    // What was deleted from an index stays in its files until they are merged.
    follower.rebuild(dataset, made);
    indexes.delete(dataset.name(), indexes.answering(dataset).map(Set::of).orElse(Set.of()));
    Housekeeping housekeeping = new Housekeeping(store);
    housekeeping.collect(stages);
    housekeeping.tidy();
    store.upkeep().erase();
    Batch batch = store.batch();
    new Purges(store).end(batch, dataset);
    batch.commit(Durability.SYNCED);
  }

  /** Does the same for the datasets whose purge was killed on the way. */
  void finishPurges(Consumer<Stage> stages) throws IOException {
    for (DatasetRecord dataset : catalog.list()) {
      Optional<Version> current = versions.current(dataset);
      if (current.isPresent() && new Purges(store).unfinished(dataset)) {
        catchUp(dataset, stages);
        finishPurge(dataset, current.get(), stages);
      }
    }
  }

  static Consumer<Stage> stages(ProgressListener listener) {
    return stage -> listener.moved(Progress.of(stage));
  }
}
