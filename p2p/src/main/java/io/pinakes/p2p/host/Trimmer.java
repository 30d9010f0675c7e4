package io.pinakes.p2p.host;

import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.trim.TrimLimits;
import io.pinakes.p2p.trim.TrimPlan;
import io.pinakes.p2p.trim.TrimPlan.Candidate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Closes connections when there are too many. */
final class Trimmer {
  private final TrimPlan plan;
  private final PeerWorth worth;
  private final LongSupplier clock;
  private final Consumer<HostEvent> events;

  Trimmer(TrimLimits limits, PeerWorth worth, LongSupplier clock, Consumer<HostEvent> events) {
    plan = new TrimPlan(limits);
    this.worth = worth;
    this.clock = clock;
    this.events = events;
  }

  /** Looks at all connections that there are, after one more has come. */
  void trim(Collection<HostConnection> connections) {
    for (HostConnection open : plan.choose(candidates(connections), clock.getAsLong())) {
      events.accept(new HostEvent.Trimmed(open.peer(), open.remoteAddress()));
      open.close();
    }
  }

  /** Cuts the least useful connection for a newcomer; false if all must stay. */
  boolean makeRoom(Collection<HostConnection> connections) {
    Optional<HostConnection> least = TrimPlan.leastUseful(candidates(connections));
    least.ifPresent(
        open -> {
          events.accept(new HostEvent.Trimmed(open.peer(), open.remoteAddress()));
          open.cut();
        });
    return least.isPresent();
  }

  private List<Candidate<HostConnection>> candidates(Collection<HostConnection> connections) {
    return connections.stream()
        .filter(HostConnection::isOpen)
        .map(
            open ->
                new Candidate<>(
                    open,
                    worth.worth(open.peer()),
                    worth.isProtected(open.peer()),
                    open.since(),
                    open.isIdle(),
                    open.heldBytes()))
        .toList();
  }
}
