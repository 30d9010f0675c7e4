package io.pinakes.node.cli;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.external.MirrorReport;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.visibility.Visibility;
import io.pinakes.query.blocks.KuboSync;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a Kubo in step for as long as a server runs: when it starts, soon after what is public has
 * changed, and every few hours, since the records of names are forgotten by networks.
 *
 * <p>Its thread alone touches the fields; closing waits for it.
 */
final class KuboKeeper implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration AGAIN = Duration.ofHours(4);
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final Session session;
  private final Optional<ExternalKubo> kubo;
  private final Store store;
  private final KuboSync sync;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private List<Cid> before = List.of();
  private long due = System.nanoTime();

  private KuboKeeper(Session session, Optional<ExternalKubo> kubo, Store store, KuboSync sync) {
    this.session = session;
    this.kubo = kubo;
    this.store = store;
    this.sync = sync;
    this.thread = Thread.ofPlatform().name("keeps-kubo").unstarted(this::run);
  }

  /**
   * Of the Kubo that is named, if one is.
   *
   * @param sync does it, and what else of this process does
   */
  static KuboKeeper of(Session session, Store store, KuboSync sync) {
    return new KuboKeeper(session, session.kubo(), store, sync);
  }

  /** Begins; does nothing if none is named. */
  void begin() {
    if (kubo.isPresent()) {
      thread.start();
    }
  }

  private void run() {
    try {
      do {
        look();
      } while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      List<Cid> roots = new Visibility(store).roots();
      boolean changed = !roots.equals(before);
      before = roots;
      if (System.nanoTime() - due >= 0 || changed) {
        ExternalKubo named = kubo.orElseThrow();
        MirrorReport report = sync.sync(store, named.address());
        due = System.nanoTime() + AGAIN.toNanos();
        session.note(named.sentence(report));
      }
    } catch (IOException | RuntimeException e) {
      // The server goes on without it.
      due = System.nanoTime() + RETRY.toNanos();
      session.note(Printable.line(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
