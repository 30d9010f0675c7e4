package io.pinakes.ipfs.store;

import io.pinakes.core.multiformats.Multihash;
import java.io.IOException;
import java.util.Collection;
import java.util.function.Predicate;

/** Joins the lease book, which knows what may go, to the writer, which removes it. */
final class EngineGarbageRun implements GarbageRun {
  private final EngineWriter writer;
  private final LeaseBook leases;
  private final LeaseBook.Run run;

  EngineGarbageRun(EngineWriter writer, LeaseBook leases, LeaseBook.Run run) {
    this.writer = writer;
    this.leases = leases;
    this.run = run;
  }

  @Override
  public void takeHeld(Taker taker) throws IOException {
    leases.takeHeld(run, taker::take);
  }

  @Override
  public void condemn(Predicate<Multihash> kept) {
    leases.condemn(run, kept);
  }

  @Override
  public Removed remove(Collection<Multihash> hashes) throws IOException {
    return writer.removeCondemned(run, hashes);
  }

  @Override
  public void close() {
    leases.endRun(run);
  }
}
