package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.ProtocolHandler;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.identify.IdentifyMessage;
import io.pinakes.p2p.multistream.driver.Negotiator;
import io.pinakes.p2p.mux.MuxedStream;
import io.pinakes.p2p.mux.yamux.YamuxLimits;
import io.pinakes.p2p.mux.yamux.driver.YamuxConnection;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ResourceRefusedException;
import io.pinakes.p2p.transport.RawConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** A connection of a host, and what becomes of the streams that the peer opens. */
final class HostConnection implements Connection {
  private final RawConnection raw;
  private final Upgrader.Upgraded upgraded;
  private final ConnectionScope scope;
  private final Duration streamTimeout;
  private final Deadlines deadlines;
  private final Function<String, Optional<ProtocolHandler>> handlers;
  private final BiConsumer<HostConnection, String> onEnd;
  private final long since;
  private final YamuxConnection muxed;
  private volatile boolean open = true;
  private volatile int told = Integer.MAX_VALUE; // a peer that has not asked is told nothing
  private Optional<IdentifyMessage> identified = Optional.empty(); // guarded by this

  HostConnection(
      RawConnection raw,
      Upgrader.Upgraded upgraded,
      ConnectionScope scope,
      Duration streamTimeout,
      Deadlines deadlines,
      LongSupplier clock,
      YamuxLimits yamux,
      Function<String, Optional<ProtocolHandler>> handlers,
      BiConsumer<HostConnection, String> onEnd) {
    this.raw = raw;
    this.upgraded = upgraded;
    this.scope = scope;
    this.streamTimeout = streamTimeout;
    this.deadlines = deadlines;
    this.handlers = handlers;
    this.onEnd = onEnd;
    since = clock.getAsLong();
    muxed =
        new YamuxConnection(
            upgraded.channel(),
            raw.direction(),
            yamux,
            scope,
            clock,
            this::onInbound,
            this::onEnded);
  }

  void start() {
    muxed.start("p2p " + peer());
  }

  @Override
  public PeerId peer() {
    return peerKey().peerId();
  }

  @Override
  public PublicKey peerKey() {
    return upgraded.channel().peerKey();
  }

  @Override
  public Direction direction() {
    return raw.direction();
  }

  @Override
  public Multiaddr localAddress() {
    return raw.localAddress();
  }

  @Override
  public Multiaddr remoteAddress() {
    return raw.remoteAddress();
  }

  @Override
  public String security() {
    return upgraded.security();
  }

  @Override
  public String muxer() {
    return upgraded.muxer();
  }

  @Override
  public Stream open(List<String> protocols) throws IOException {
    MuxedStream stream = muxed.open(streamTimeout);
    try {
      return spoken(stream, () -> Negotiator.dial(stream, protocols));
    } catch (IOException | RuntimeException e) {
      stream.reset();
      throw e;
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false; // so that whoever dials this peer from now on gets another
    muxed.close();
  }

  /** What the peer says of itself; empty as long as it has not. */
  synchronized Optional<IdentifyMessage> identified() {
    return identified;
  }

  /** Which state of ours the peer was told last, counted from the host's begin. */
  int told() {
    return told;
  }

  void told(int changes) {
    told = changes;
  }

  /** The peer said what it is. */
  synchronized void identified(IdentifyMessage heard) throws ResourceRefusedException {
    keep(heard);
  }

  /** The peer said what has changed. */
  synchronized void pushed(IdentifyMessage heard) throws ResourceRefusedException {
    keep(identified.map(old -> old.updatedBy(heard)).orElse(heard));
  }

  /** The peer pays for what is kept of it; what it said before goes. */
  private void keep(IdentifyMessage message) throws ResourceRefusedException {
    long bytes = message.heldBytes();
    scope.reserve(bytes);
    scope.release(identified.map(IdentifyMessage::heldBytes).orElse(0L));
    identified = Optional.of(message);
  }

  /** Pays for whatever is held for the peer. */
  ConnectionScope scope() {
    return scope;
  }

  /** When it was through, in nanoseconds of the host's clock. */
  long since() {
    return since;
  }

  void closeIfStalled() {
    muxed.closeIfStalled();
  }

  /** At once, without a word to the peer. */
  void abort() {
    muxed.close();
    raw.close();
  }

  private void onInbound(MuxedStream stream) {
    Thread.ofVirtual().name("p2p stream of " + peer()).start(() -> serve(stream));
  }

  private void serve(MuxedStream stream) {
    try {
      HostStream spoken =
          spoken(stream, () -> Negotiator.listen(stream, name -> handlers.apply(name).isPresent()));
      ProtocolHandler handler =
          handlers
              .apply(spoken.protocol())
              .orElseThrow(() -> new IOException("[" + spoken.protocol() + "] has gone"));
      handler.handle(spoken);
      stream.close();
    } catch (IOException | RuntimeException e) {
      stream.reset(); // what a stranger does wrong on a stream costs it that stream
    }
  }

  private HostStream spoken(MuxedStream stream, Deadlines.Action<String> negotiation)
      throws IOException {
    String protocol = deadlines.within(streamTimeout, stream::reset, negotiation);
    stream.speaks(protocol);
    return new HostStream(stream, this, protocol);
  }

  private void onEnded(String cause) {
    open = false;
    scope.close();
    onEnd.accept(this, cause);
  }
}
