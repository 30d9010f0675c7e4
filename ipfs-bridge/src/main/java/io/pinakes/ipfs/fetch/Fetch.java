package io.pinakes.ipfs.fetch;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.Blockstore;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One fetch under way.
 *
 * <p>Each source has a few virtual threads that ask it; the lock guards the plan, the batch and the
 * sources' marks, and is held while a batch is written, never while a source is asked.
 */
final class Fetch implements AutoCloseable {
  private final List<Asked> sources;
  private final FetchLimits limits;
  private final Waiting waiting;
  private final FetchPlan plan;
  private final FetchListener listener;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Cid> again = new ArrayDeque<>();
  private final Map<Cid, Set<Asked>> lacking = new TreeMap<>();
  private final UnderWay underWay;
  private @Nullable IOException failure;
  private boolean stopped;

  Fetch(
      List<Cid> roots,
      Follow follow,
      List<Asked> sources,
      Blockstore into,
      FetchLimits limits,
      FetchListener listener)
      throws IOException {
    this.sources = sources;
    this.limits = limits;
    this.listener = listener;
    this.waiting = new Waiting(into, limits);
    this.plan = new FetchPlan(waiting, into.scratch(), roots, follow, limits);
    this.underWay = new UnderWay(limits.hedge());
    long now = System.nanoTime();
    sources.forEach(asked -> asked.answered(now));
  }

  FetchReport run() throws IOException, InterruptedException {
    if (sources.stream().allMatch(Asked::isDropped)) {
      if (!isBrokenOff() && plan.next().isPresent()) {
        throw new NoSourceException("no source is left: " + sources);
      }
      return finished();
    }
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      for (Asked asked : sources) {
        for (int i = 0; i < limits.parallel(); i++) {
          threads.execute(() -> ask(asked));
        }
      }
      awaitEnd();
    } finally {
      stop();
      threads.shutdownNow();
      boolean ended = false;
      while (!ended) {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      }
      // What a source had given already when it was over is held too.
      flush();
    }
    return finished();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      plan.close();
    } finally {
      lock.unlock();
    }
  }

  private void awaitEnd() throws InterruptedException {
    lock.lock();
    try {
      while (!isOver()) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void stop() throws IOException {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    flush();
  }

  private void flush() throws IOException {
    lock.lock();
    try {
      waiting.flush();
    } finally {
      lock.unlock();
    }
  }

  private FetchReport finished() throws IOException {
    lock.lock();
    try {
      if (failure != null) {
        throw failure;
      }
      return FetchReport.of(sources.stream().map(Asked::report).toList());
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver() {
    return isBrokenOff() || plan.isDone();
  }

  private boolean isBrokenOff() {
    lock.lock();
    try {
      return stopped || failure != null;
    } finally {
      lock.unlock();
    }
  }

  /** One thread's work. */
  private void ask(Asked asked) {
    try {
      while (true) {
        Optional<Cid> next = take(asked);
        if (next.isEmpty()) {
          return;
        }
        ask(asked, next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      fail(e);
    } catch (Throwable e) {
      // Else nobody would be asked for what this thread has taken, and the fetch not end.
      fail(new IOException("the fetch has a defect: " + e, e));
    }
  }

  private void ask(Asked asked, Cid cid) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try {
      Optional<byte[]> bytes = asked.source.block(cid);
      if (bytes.isEmpty()) {
        lacks(asked, cid);
      } else {
        accept(asked, Block.verified(cid, bytes.get()));
      }
    } catch (HashMismatchException e) {
      giveBack(asked, cid, () -> asked.drop("it sent other bytes for [" + cid + "]"));
    } catch (SourceStalledException e) {
      giveBack(asked, cid, () -> asked.drop(String.valueOf(e.getMessage())));
    } catch (SourceBusyException e) {
      pause(asked, busy(asked, cid, begun, e.waitFor()));
    } catch (StoreFailure e) {
      throw e.cause;
    } catch (IOException e) {
      giveBack(asked, cid, () -> failed(asked, e));
    }
  }

  /** Whoever is interrupted because it is over has not failed: the next fetch asks it again. */
  private void failed(Asked asked, IOException why) {
    if (!isBrokenOff()) {
      asked.failed(String.valueOf(why.getMessage()), limits.maxFailures());
    }
  }

  /** A block that this source may have; waits while there is none; empty when it is over. */
  private Optional<Cid> take(Asked asked) throws IOException, InterruptedException {
    lock.lock();
    try {
      while (!isOver() && !asked.isDropped()) {
        Optional<Cid> next = chosen(asked);
        if (next.isPresent()) {
          underWay.begin(next.get(), asked);
          return next;
        }
        if (plan.isDone()) {
          changed.signalAll();
          break;
        }
        var unused = changed.awaitNanos(limits.hedge().toNanos());
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** What was given back, else what is new, else what another source takes long over. */
  private Optional<Cid> chosen(Asked asked) throws IOException {
    for (Cid cid : again) {
      if (!lacking.getOrDefault(cid, Set.of()).contains(asked)) {
        again.remove(cid);
        return Optional.of(cid);
      }
    }
    Optional<Cid> next = plan.next();
    if (next.isPresent()) {
      return next;
    }
    return underWay.slow(
        cid ->
            !underWay.isAsked(cid, asked) && !lacking.getOrDefault(cid, Set.of()).contains(asked));
  }

  private void accept(Asked asked, Block block) throws StoreFailure {
    lock.lock();
    try {
      if (!underWay.arrived(block.cid())) {
        return;
      }
      lacking.remove(block.cid());
      again.remove(block.cid());
      asked.gave(block.size(), System.nanoTime());
      waiting.add(block);
      plan.arrived(block.cid(), block.bytes());
      listener.moved(
          sources.stream().mapToLong(each -> each.blocks).sum(),
          sources.stream().mapToLong(each -> each.bytes).sum());
      changed.signalAll();
    } catch (IOException e) {
      throw new StoreFailure(e);
    } finally {
      lock.unlock();
    }
  }

  private void lacks(Asked asked, Cid cid) {
    giveBack(
        asked,
        cid,
        () -> {
          asked.answered(System.nanoTime());
          lacking.computeIfAbsent(cid, key -> new LinkedHashSet<>()).add(asked);
        });
  }

  private void giveBack(Asked asked, Cid cid, Runnable mark) {
    lock.lock();
    try {
      mark.run();
      if (!underWay.givenBack(cid, asked)) {
        changed.signalAll();
        return;
      }
      again.addLast(cid);
      Set<Asked> without = lacking.getOrDefault(cid, Set.of());
      if (sources.stream().allMatch(Asked::isDropped)) {
        failIfNone(new NoSourceException("no source is left: " + sources));
      } else if (sources.stream().allMatch(one -> one.isDropped() || without.contains(one))) {
        failIfNone(new MissingBlockException(cid));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How long it is left alone; asked no more, if it has said nothing else for long. */
  private Duration busy(Asked asked, Cid cid, long begun, Duration wanted) {
    lock.lock();
    try {
      Duration pause = asked.busy(begun, System.nanoTime(), wanted, limits);
      giveBack(asked, cid, () -> {});
      return pause;
    } finally {
      lock.unlock();
    }
  }

  private void pause(Asked asked, Duration pause) throws InterruptedException {
    long nanos = pause.toNanos();
    lock.lock();
    try {
      while (nanos > 0 && !isOver() && !asked.isDropped()) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends it, whoever runs it; any thread may. */
  void fail(IOException why) {
    lock.lock();
    try {
      failIfNone(why);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void failIfNone(IOException why) {
    if (failure == null) {
      failure = why;
    }
  }
}
