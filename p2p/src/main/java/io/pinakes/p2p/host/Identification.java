package io.pinakes.p2p.host;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Host;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.address.Reach;
import io.pinakes.p2p.identify.Identify;
import io.pinakes.p2p.identify.IdentifyMessage;
import io.pinakes.p2p.record.PeerRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Who we are, told to whoever asks; and who they are, asked of everybody who is connected. */
final class Identification {
  private static final String PROTOCOL_VERSION = "ipfs/0.1.0";

  /** So that what changes together is told together. */
  private static final Duration PUSH_DELAY = Duration.ofMillis(50);

  private final Host host;
  private final HostOptions options;
  private final Consumer<HostEvent> events;
  private final Deadlines deadlines;
  private final KnownPeers known;
  private final InstantSource wallClock;
  private final LongSupplier clock;
  private final AcceptLoop.Pause pause;
  private final PushPace pace = new PushPace();
  private final AtomicInteger changes = new AtomicInteger();
  private final AtomicBoolean pushIsDue = new AtomicBoolean();

  /**
   * Of a host that nobody has been told of yet.
   *
   * @param wallClock numbers signed records
   * @param clock nanoseconds of a monotonic clock, by which peers are heard in turn
   * @param pause waits for a turn
   */
  Identification(
      Host host,
      HostOptions options,
      Consumer<HostEvent> events,
      Deadlines deadlines,
      KnownPeers known,
      InstantSource wallClock,
      LongSupplier clock,
      AcceptLoop.Pause pause) {
    this.host = host;
    this.options = options;
    this.events = events;
    this.deadlines = deadlines;
    this.known = known;
    this.wallClock = wallClock;
    this.clock = clock;
    this.pause = pause;
  }

  /** Asks a peer who it is; a peer need not speak identify. */
  void ask(HostConnection connection) {
    try (Stream stream = connection.open(List.of(Identify.PROTOCOL))) {
      stream.closeOutput();
      IdentifyMessage heard =
          deadlines.within(
              options.timeouts().exchange(),
              "identify",
              stream::reset,
              () -> Identify.hear(stream, connection.scope()));
      // In this order: whoever sees who it is also finds where it is.
      connection.identified(heard, () -> known.heard(connection, heard));
      events.accept(new HostEvent.Identified(connection.peer(), heard.agent().orElse("")));
      if (connection.told() < changes.get()) {
        push(connection); // something changed after the peer asked and before we knew that it hears
      }
    } catch (IOException | RuntimeException e) {
      // Whoever asks the connection later finds nothing known.
      if (connection.isOpen()) { // else that it is over says it all
        events.accept(
            new HostEvent.IdentifyFailed(
                connection.peer(), connection.remoteAddress(), P2pException.reasonOf(e)));
      }
    }
  }

  /** Answers one who asks. */
  void answer(Stream stream) throws IOException {
    say(stream);
  }

  /** Something about us has changed: soon those are told who want to hear it, once for all. */
  void changed() {
    changes.incrementAndGet();
    if (!host.connections().isEmpty() && pushIsDue.compareAndSet(false, true)) {
      var unused = deadlines.after(PUSH_DELAY, this::pushToAll);
    }
  }

  private void pushToAll() {
    pushIsDue.set(false);
    for (Connection connection : host.connections()) {
      Thread.ofVirtual()
          .name("p2p push to " + connection.peer())
          .start(() -> push((HostConnection) connection));
    }
  }

  private void push(HostConnection connection) {
    boolean hears =
        connection.identified().filter(it -> it.protocols().contains(Identify.PUSH)).isPresent();
    if (!hears) {
      return;
    }
    try (Stream stream = connection.propose(Identify.PUSH)) {
      deadlines.within(
          options.timeouts().stream(),
          "identify push",
          stream::reset,
          () -> {
            say(stream);
            return stream;
          });
    } catch (IOException | RuntimeException e) {
      // It will ask when it connects again.
      if (connection.isOpen()) {
        events.accept(HostEvent.StreamFailed.of(connection, Identify.PUSH, e));
      }
    }
  }

  /** A peer is told the addresses that lead from where it is to here, and no others. */
  private void say(Stream stream) throws IOException {
    ((HostConnection) stream.connection()).told(changes.get());
    PrivateKey key = options.identity();
    Multiaddr peer = stream.connection().remoteAddress();
    List<Multiaddr> addresses = Reach.of(peer).filter(host.addresses());
    IdentifyMessage message =
        new IdentifyMessage(
            Optional.of(key.publicKey()),
            addresses,
            List.copyOf(host.protocols()),
            Optional.of(peer),
            Optional.of(PROTOCOL_VERSION),
            Optional.of(options.agent()),
            Optional.empty());
    PeerRecord record = new PeerRecord(host.id(), wallClock.millis(), addresses);
    Identify.say(stream, message, Optional.of(record.seal(key).toBytes()));
  }

  /** Hears what has changed, once it is this peer's turn: each costs a signature's check. */
  void hearPush(Stream stream) throws IOException {
    HostConnection connection = (HostConnection) stream.connection();
    Duration turn =
        pace.turn(connection.peer(), options.timeouts().exchange(), clock.getAsLong())
            .orElseThrow(() -> new P2pException("it says too often what has changed"));
    if (turn.isPositive() && !pause.orEnd(turn)) {
      throw new P2pException("the host is closed");
    }
    IdentifyMessage heard = Identify.hear(stream, connection.scope());
    connection.pushed(heard, () -> known.heard(connection, heard));
  }
}
