package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Dialing;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.address.Reach;
import io.pinakes.p2p.dial.DialPlan;
import io.pinakes.p2p.dns.DnsAddresses;
import io.pinakes.p2p.dns.NameBudget;
import io.pinakes.p2p.transport.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
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
import java.util.function.Predicate;

/**
 * A plan under way: a thread that follows it, a thread for each address being tried and for each
 * name being followed, and whoever waits. The first connection wins; what else is under way is
 * cancelled, and what comes too late is closed.
 *
 * <p>All names of a dial have one budget and one time. A resolver cannot be cancelled: what it says
 * after that is not listened to, and its thread ends with it.
 */
final class SharedDial {
  private final PeerId peer;
  private final LongSupplier clock;
  private final Predicate<Multiaddr> served;
  private final Follower follower;
  private final Attempt attempt;
  private final Consumer<SharedDial> onEnd;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final DialPlan plan;
  private final Map<Multiaddr, Reach> atLeast = new LinkedHashMap<>();
  private final Map<Multiaddr, Cancellation> running = new LinkedHashMap<>();
  private final DialNames names;
  private int waiters;
  private boolean over;
  private Optional<Connection> won = Optional.empty();

  /**
   * Not begun yet.
   *
   * @param served whether an address that is no name can be dialled at all
   * @param follower follows a name, blocking
   * @param attempt dials an address, blocking
   */
  SharedDial(
      PeerId peer,
      DialPlan plan,
      DialNames names,
      LongSupplier clock,
      Predicate<Multiaddr> served,
      Follower follower,
      Attempt attempt,
      Consumer<SharedDial> onEnd) {
    this.peer = peer;
    this.plan = plan;
    this.names = names;
    this.clock = clock;
    this.served = served;
    this.follower = follower;
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
      add(addresses);
      waiters++;
      changed.signalAll();
      return Optional.of(new Waiter());
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. What nobody can dial takes no place among those that are tried. */
  private void add(Map<Multiaddr, Reach> addresses) {
    List<Multiaddr> usable = new ArrayList<>();
    addresses.forEach(
        (address, reach) -> {
          if (served.test(address)) {
            atLeast.merge(address, reach, (one, other) -> one.compareTo(other) < 0 ? one : other);
            usable.add(address);
          } else if (!DnsAddresses.isName(address)) {
            names.failed(address, "no transport serves [" + address + "]");
          } else if (names.begin(address, clock.getAsLong())) {
            Thread.ofVirtual().name("p2p names of " + peer).start(() -> follow(address));
          }
        });
    plan.add(usable);
  }

  /** What is behind a name that somebody else gave must reach as far as the name was taken to. */
  private void follow(Multiaddr name) {
    Map<Multiaddr, Reach> found = new LinkedHashMap<>();
    String failure = "";
    try {
      Reach reach = Reach.of(name);
      follower.follow(name, names.budget()).forEach(address -> found.put(address, reach));
    } catch (IOException | RuntimeException e) {
      failure = P2pException.reasonOf(e);
    }
    lock.lock();
    try {
      if (names.followed(name) && !over) {
        add(found);
        if (found.isEmpty()) {
          names.failed(name, failure);
        }
        changed.signalAll();
      }
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
        } else if (names.left(clock.getAsLong()) <= 0) {
          names.giveUp();
        } else if (plan.isExhausted() && names.isExhausted()) {
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
    long now = clock.getAsLong();
    OptionalLong next = plan.nextAt();
    long left = next.isPresent() ? next.getAsLong() - now : Long.MAX_VALUE;
    return Math.max(1, Math.min(left, names.left(now)));
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
    names.budget().end();
    changed.signalAll();
    if (!running.isEmpty()) {
      List<Cancellation> losers = List.copyOf(running.values());
      Thread.ofVirtual().start(() -> losers.forEach(Cancellation::cancel)); // not under the lock
    }
    return true;
  }

  /** Follows one name to addresses; none is as good as a failure. */
  @FunctionalInterface
  interface Follower {
    List<Multiaddr> follow(Multiaddr name, NameBudget budget) throws IOException;
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
        Map<Multiaddr, String> all = new LinkedHashMap<>(plan.failures());
        all.putAll(names.failures());
        all.forEach((at, why) -> failure.addSuppressed(new P2pException("[" + at + "] " + why)));
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
