package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Dialing;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.address.Reach;
import io.pinakes.p2p.dial.DialPlan;
import io.pinakes.p2p.transport.Cancellation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A plan under way: a thread that follows it, a thread for each address being tried, and whoever
 * waits. The first connection wins; what else is under way is cancelled, and what comes too late is
 * closed.
 */
final class SharedDial {
  private final PeerId peer;
  private final LongSupplier clock;
  private final Attempt attempt;
  private final Consumer<SharedDial> onEnd;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final DialPlan plan;
  private final Map<Multiaddr, Reach> atLeast = new LinkedHashMap<>();
  private final Map<Multiaddr, Cancellation> running = new LinkedHashMap<>();
  private int waiters;
  private boolean over;
  private Optional<Connection> won = Optional.empty();

  SharedDial(
      PeerId peer, DialPlan plan, LongSupplier clock, Attempt attempt, Consumer<SharedDial> onEnd) {
    this.peer = peer;
    this.plan = plan;
    this.clock = clock;
    this.attempt = attempt;
    this.onEnd = onEnd;
  }

  PeerId peer() {
    return peer;
  }

  /** One more who waits, with the addresses that it knows; empty if the dial is over. */
  Optional<Dialing> join(Map<Multiaddr, Reach> addresses) {
    lock.lock();
    try {
      if (over) {
        return Optional.empty();
      }
      addresses.forEach(
          (address, reach) ->
              atLeast.merge(
                  address, reach, (one, other) -> one.compareTo(other) < 0 ? one : other));
      plan.add(List.copyOf(addresses.keySet()));
      waiters++;
      changed.signalAll();
      return Optional.of(new Waiter());
    } finally {
      lock.unlock();
    }
  }

  void start() {
    Thread.ofVirtual().name("p2p dial of " + peer).start(this::follow);
  }

  private void follow() {
    lock.lock();
    try {
      while (!over) {
        Optional<Multiaddr> next = plan.next(clock.getAsLong());
        if (next.isPresent()) {
          begin(next.get());
        } else if (plan.isExhausted()) {
          end(Optional.empty());
        } else {
          changed.awaitNanos(untilNext());
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody has a reason to interrupt a dial", e);
    } finally {
      lock.unlock();
    }
    onEnd.accept(this);
  }

  private void begin(Multiaddr address) {
    Cancellation cancellation = new Cancellation();
    running.put(address, cancellation);
    Reach reach = Objects.requireNonNull(atLeast.get(address));
    Thread.ofVirtual()
        .name("p2p dial of " + address)
        .start(() -> tryAddress(address, reach, cancellation));
  }

  /** How long to wait unless something changes, in nanoseconds. */
  private long untilNext() {
    OptionalLong next = plan.nextAt();
    return next.isPresent() ? Math.max(1, next.getAsLong() - clock.getAsLong()) : Long.MAX_VALUE;
  }

  private void tryAddress(Multiaddr address, Reach reach, Cancellation cancellation) {
    try {
      Connection connection = attempt.dial(address, reach, cancellation);
      if (!end(Optional.of(connection), address)) {
        connection.close();
      }
    } catch (IOException | RuntimeException e) {
      failed(address, P2pException.reasonOf(e));
    }
  }

  private void failed(Multiaddr address, String cause) {
    lock.lock();
    try {
      running.remove(address);
      plan.failed(address, cause, clock.getAsLong());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean end(Optional<Connection> connection, Multiaddr by) {
    lock.lock();
    try {
      running.remove(by);
      return end(connection);
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. Whether it was not over before. */
  private boolean end(Optional<Connection> connection) {
    if (over) {
      return false;
    }
    over = true;
    won = connection;
    changed.signalAll();
    if (!running.isEmpty()) {
      List<Cancellation> losers = List.copyOf(running.values());
      Thread.ofVirtual().start(() -> losers.forEach(Cancellation::cancel)); // not under the lock
    }
    return true;
  }

  /** Dials one address. */
  @FunctionalInterface
  interface Attempt {
    Connection dial(Multiaddr address, Reach atLeast, Cancellation cancellation) throws IOException;
  }

  private final class Waiter implements Dialing {
    private boolean gone; // guarded by the dial's lock

    @Override
    public Connection await() throws IOException {
      lock.lock();
      try {
        while (!over && !gone) {
          changed.awaitUninterruptibly();
        }
        if (won.isPresent()) {
          return won.get();
        }
        if (gone) {
          throw new P2pException("the dial of [" + peer + "] was cancelled");
        }
        P2pException failure = new P2pException("no address leads to [" + peer + "]");
        plan.failures()
            .forEach((at, why) -> failure.addSuppressed(new P2pException("[" + at + "] " + why)));
        throw failure;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void cancel() {
      lock.lock();
      try {
        if (!gone && !over) {
          gone = true;
          changed.signalAll();
          if (--waiters == 0) {
            end(Optional.empty());
          }
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
