package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Dialing;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.address.Reach;
import io.pinakes.p2p.dial.BackOff;
import io.pinakes.p2p.dial.DialLimits;
import io.pinakes.p2p.dial.DialPlan;
import io.pinakes.p2p.dns.DnsAddresses;
import io.pinakes.p2p.dns.NameBudget;
import io.pinakes.p2p.transport.Cancellation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Dials peers, each once at a time: who asks for a peer that is being dialled joins that dial and
 * brings addresses along, so that no two connections come of it.
 *
 * <p>Order of locks: this object's, then a dial's. Neither is held while anything is dialled.
 */
final class Dialer {
  private final DialLimits limits;
  private final LongSupplier clock;
  private final Function<PeerId, Optional<Connection>> connected;
  private final Predicate<Multiaddr> served;
  private final DnsAddresses names;
  private final Attempt attempt;
  private final FailureListener onFailure;

  // Guarded by this.
  private final Map<PeerId, SharedDial> dials = new LinkedHashMap<>();
  private final BackOff backOff;

  /**
   * A dialer with nothing to do.
   *
   * @param clock nanoseconds of a monotonic clock
   * @param connected finds the connection that there is
   * @param served whether an address can be dialled at all
   * @param names follows those that are names
   * @param attempt dials one address, blocking; its connection is among those that are found by the
   *     time it returns
   */
  Dialer(
      DialLimits limits,
      LongSupplier clock,
      Function<PeerId, Optional<Connection>> connected,
      Predicate<Multiaddr> served,
      DnsAddresses names,
      Attempt attempt,
      FailureListener onFailure) {
    this.limits = limits;
    this.clock = clock;
    this.connected = connected;
    this.served = served;
    this.names = names;
    this.attempt = attempt;
    this.onFailure = onFailure;
    backOff = new BackOff(limits);
  }

  /**
   * Dials these addresses, or joins the dial that there is.
   *
   * @param addresses each with how far what it stands for must reach at least
   */
  synchronized Dialing dial(PeerId peer, Map<Multiaddr, Reach> addresses) {
    while (true) {
      // In this order: a dial that ends has its connection among those that are found.
      Optional<SharedDial> running = Optional.ofNullable(dials.get(peer));
      Optional<Connection> known = connected.apply(peer);
      if (known.isPresent()) {
        return new Done(known.get());
      }
      Optional<Dialing> joined = running.flatMap(dial -> dial.join(addresses));
      if (joined.isPresent()) {
        return joined.get();
      }
      if (running.isEmpty()) {
        return begin(peer, addresses);
      }
      dials.remove(peer, running.get());
    }
  }

  /** Those of the addresses that have not failed lately. */
  synchronized List<Multiaddr> notHeld(PeerId peer, List<Multiaddr> addresses) {
    long now = clock.getAsLong();
    return addresses.stream().filter(address -> !backOff.isHeld(peer, address, now)).toList();
  }

  private Dialing begin(PeerId peer, Map<Multiaddr, Reach> addresses) {
    SharedDial dial =
        new SharedDial(
            peer,
            new DialPlan(limits, clock.getAsLong()),
            new DialNames(limits.names()),
            clock,
            served,
            (name, budget) -> follow(peer, name, budget),
            (address, atLeast, cancellation) -> tryAddress(peer, address, atLeast, cancellation),
            this::forget);
    Dialing first = dial.join(addresses).orElseThrow();
    dials.put(peer, dial);
    dial.start();
    return first;
  }

  /** A name that leads nowhere is left alone for a while, as an address is. */
  private List<Multiaddr> follow(PeerId peer, Multiaddr name, NameBudget budget)
      throws IOException {
    try {
      List<Multiaddr> found = names.resolve(name, budget);
      if (found.isEmpty()) {
        throw new P2pException("the name leads to no address of that peer");
      }
      synchronized (this) {
        backOff.succeeded(peer, name);
      }
      return found;
    } catch (IOException | RuntimeException e) {
      if (!budget.isSpent()) {
        failed(peer, name, e);
      }
      throw e;
    }
  }

  private void failed(PeerId peer, Multiaddr address, Exception cause) {
    synchronized (this) {
      backOff.failed(peer, address, clock.getAsLong());
    }
    onFailure.failed(peer, address, cause);
  }

  private Connection tryAddress(
      PeerId peer, Multiaddr address, Reach atLeast, Cancellation cancellation) throws IOException {
    try {
      Connection connection = attempt.dial(peer, address, atLeast, cancellation);
      synchronized (this) {
        backOff.succeeded(peer, address);
      }
      return connection;
    } catch (IOException | RuntimeException e) {
      if (!cancellation.isCancelled()) {
        failed(peer, address, e);
      }
      throw e;
    }
  }

  private synchronized void forget(SharedDial dial) {
    dials.remove(dial.peer(), dial);
  }

  /** Dials one address of a peer. */
  @FunctionalInterface
  interface Attempt {
    Connection dial(PeerId peer, Multiaddr address, Reach atLeast, Cancellation cancellation)
        throws IOException;
  }

  /** Hears of each address that did not lead to its peer. */
  @FunctionalInterface
  interface FailureListener {
    void failed(PeerId peer, Multiaddr address, Exception cause);
  }

  /** Nothing had to be dialled. */
  private record Done(Connection connection) implements Dialing {
    @Override
    public Connection await() {
      return connection;
    }

    @Override
    public void cancel() {}
  }
}
