package io.pinakes.p2p.mux.yamux;

import io.pinakes.p2p.Direction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The streams of a session: how each comes, is acknowledged, ends, and is forgotten. */
final class StreamTable {
  private final YamuxLimits limits;
  private final Consumer<YamuxViolation> violated;
  private final Outbox outbox;
  private final Map<Integer, YamuxStream> streams = new LinkedHashMap<>();
  private final Map<Integer, Long> lingering = new LinkedHashMap<>(); // in order of deadline
  private final Deque<YamuxEvent> events = new ArrayDeque<>();
  private int unacknowledged;
  private boolean openerWaits;

  /** The consumer hears of a peer that makes us answer more than it reads. */
  StreamTable(YamuxLimits limits, Consumer<YamuxViolation> violated) {
    this.limits = limits;
    this.violated = violated;
    outbox = new Outbox(limits, this::onSent);
  }

  Outbox outbox() {
    return outbox;
  }

  void say(YamuxEvent event) {
    events.addLast(event);
  }

  Optional<YamuxEvent> nextEvent() {
    return Optional.ofNullable(events.pollFirst());
  }

  int size() {
    return streams.size();
  }

  List<Integer> ids() {
    return List.copyOf(streams.keySet());
  }

  boolean has(int id) {
    return streams.containsKey(id);
  }

  Optional<YamuxStream> find(int id) {
    return Optional.ofNullable(streams.get(id));
  }

  YamuxStream required(int id) {
    return find(id)
        .orElseThrow(() -> new IllegalArgumentException("no stream of id [" + id + "] is open"));
  }

  /** Whether few enough of our streams wait for the peer to acknowledge them. */
  boolean mayOpen() {
    return unacknowledged < limits.maxUnackedStreams();
  }

  /** Says {@link YamuxEvent.Openable} once there is room again. */
  void openerWaits() {
    openerWaits = true;
  }

  void add(YamuxStream stream) {
    streams.put(stream.id, stream);
    if (stream.direction == Direction.OUTBOUND) {
      unacknowledged++;
      outbox.windowUpdate(stream, YamuxHeader.SYN, 0);
    } else {
      say(new YamuxEvent.Opened(stream.id));
    }
  }

  void accept(int id) {
    find(id)
        .filter(stream -> stream.direction == Direction.INBOUND && !stream.acknowledged)
        .ifPresent(
            stream -> {
              stream.acknowledged = true;
              outbox.windowUpdate(stream, YamuxHeader.ACK, 0);
            });
  }

  /** The peer has acknowledged it, be it by ending it. */
  void acknowledged(YamuxStream stream) {
    if (stream.direction == Direction.OUTBOUND && !stream.acknowledged) {
      stream.acknowledged = true;
      unacknowledged--;
      if (openerWaits) {
        openerWaits = false;
        say(new YamuxEvent.Openable());
      }
    }
  }

  /** Waits for the peer to close what is closed here, or ends it where that cannot come. */
  void lingerIfClosed(YamuxStream stream, long now) {
    if (!stream.closedBothWaysHere() || stream.finReceived || stream.gone) {
      return;
    }
    if (stream.credit == 0 && stream.out.isEmpty()) {
      // The peer can neither send nor know that it should stop. The stream's owner has to know,
      // too:
      // it keeps what the stream holds until it is told of the end.
      resetFor(stream, "closed with its window full");
    } else {
      lingering.putIfAbsent(stream.id, now + limits.lingerNanos());
    }
  }

  /** Resets those that have waited for their peer for too long. */
  void resetOverdue(long now) {
    while (!lingering.isEmpty() && now - firstDeadline() >= 0) {
      find(lingering.keySet().iterator().next())
          .ifPresent(stream -> resetFor(stream, "the peer did not close the stream"));
    }
  }

  /** The sooner of that time and of when a stream has waited for too long. */
  long deadlineBefore(long other) {
    return lingering.isEmpty() || firstDeadline() - other > 0 ? other : firstDeadline();
  }

  void forgetIfFinished(YamuxStream stream) {
    if (!stream.gone && stream.isFinished()) {
      forget(stream);
      say(new YamuxEvent.Finished(stream.id));
    }
  }

  /** Resets it and says so. */
  void resetFor(YamuxStream stream, String cause) {
    resetHere(stream);
    say(new YamuxEvent.Reset(stream.id, cause));
  }

  /**
   * Resets it for its user. A stream of ours of which the peer has not heard is just forgotten; one
   * of the peer that was not yet acknowledged to it is refused.
   */
  void resetHere(YamuxStream stream) {
    forget(stream);
    if (stream.wasToldToPeer()) {
      outbox.reset(stream.id);
    } else if (stream.direction == Direction.INBOUND) {
      try {
        outbox.refuse(stream.id);
      } catch (YamuxViolation e) {
        violated.accept(e);
      }
    }
  }

  void forget(YamuxStream stream) {
    streams.remove(stream.id);
    lingering.remove(stream.id);
    acknowledged(stream);
    stream.drop();
    outbox.forget(stream);
  }

  void dropAll() {
    streams.values().forEach(YamuxStream::drop);
    streams.clear();
    lingering.clear();
  }

  private void onSent(YamuxStream stream) {
    stream.settle();
    if (stream.writerWaits && stream.out.size() <= limits.sendBufferBytes() / 2) {
      stream.writerWaits = false;
      say(new YamuxEvent.WriteReady(stream.id));
    }
    forgetIfFinished(stream);
  }

  private long firstDeadline() {
    return lingering.values().iterator().next();
  }
}
