package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.ProtocolHandler;
import io.pinakes.p2p.ProtocolLimits;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.identify.IdentifyMessage;
import io.pinakes.p2p.multistream.driver.LazyDial;
import io.pinakes.p2p.multistream.driver.Negotiator;
import io.pinakes.p2p.mux.MuxedStream;
import io.pinakes.p2p.mux.yamux.YamuxLimits;
import io.pinakes.p2p.mux.yamux.driver.YamuxConnection;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.Resource;
import io.pinakes.p2p.resource.ResourceRefusedException;
import io.pinakes.p2p.resource.ScopeLimits;
import io.pinakes.p2p.transport.RawConnection;
import java.io.IOException;
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
  private final HostTimeouts timeouts;
  private final Deadlines deadlines;
  private final LongSupplier clock;
  private final Function<String, Optional<Served>> handlers;
  private final BiConsumer<HostConnection, String> onEnd;
  private final long since;
  private final YamuxConnection muxed;
  private volatile boolean open = true;
  private volatile boolean leaving;
  private volatile int told = Integer.MAX_VALUE; // a peer that has not asked is told nothing
  private Optional<IdentifyMessage> identified = Optional.empty(); // guarded by this

  HostConnection(
      RawConnection raw,
      Upgrader.Upgraded upgraded,
      ConnectionScope scope,
      HostTimeouts timeouts,
      Deadlines deadlines,
      LongSupplier clock,
      YamuxLimits yamux,
      Function<String, Optional<Served>> handlers,
      BiConsumer<HostConnection, String> onEnd) {
    this.raw = raw;
    this.upgraded = upgraded;
    this.scope = scope;
    this.timeouts = timeouts;
    this.clock = clock;
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
    MuxedStream stream = muxed.open(timeouts.stream());
    try {
      String protocol = within(stream, () -> Negotiator.dial(stream, protocols));
      stream.speaks(protocol, ScopeLimits.NONE);
      return new HostStream(stream, stream, this, protocol, () -> {});
    } catch (IOException | RuntimeException e) {
      stream.reset();
      throw e;
    }
  }

  @Override
  public Stream propose(String protocol) throws IOException {
    MuxedStream stream = muxed.open(timeouts.stream());
    try {
      stream.speaks(protocol, ScopeLimits.NONE);
      LazyDial channel = new LazyDial(stream, protocol, wait -> hear(stream, wait));
      return new HostStream(stream, channel, this, protocol, () -> {});
    } catch (IOException | RuntimeException e) {
      stream.reset();
      throw e;
    }
  }

  private void hear(MuxedStream stream, LazyDial.Wait wait) throws IOException {
    boolean heard = false;
    try {
      heard =
          within(
              stream,
              () -> {
                wait.run();
                return true;
              });
    } finally {
      if (!heard) {
        stream.reset();
      }
    }
  }

  @Override
  public boolean isOpen() {
    return open && !muxed.isOver();
  }

  @Override
  public void close() {
    open = false; // so that whoever dials this peer from now on gets another
    muxed.close();
  }

  /** Takes no more streams of the peer's; those that there are go on. */
  void leave() {
    leaving = true;
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

  /**
   * The peer said what it is.
   *
   * @param paid is told once the peer has paid for that, and before anybody sees it
   */
  synchronized void identified(IdentifyMessage heard, Runnable paid)
      throws ResourceRefusedException {
    keep(heard, paid);
  }

  /** The peer said what has changed; as above. */
  synchronized void pushed(IdentifyMessage heard, Runnable paid) throws ResourceRefusedException {
    keep(identified.map(old -> old.updatedBy(heard)).orElse(heard), paid);
  }

  /** The peer pays for what is kept of it; what it said before goes. */
  private void keep(IdentifyMessage message, Runnable paid) throws ResourceRefusedException {
    long bytes = message.heldBytes();
    scope.reserve(bytes);
    paid.run();
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
    muxed.closeIfStalled(timeouts.stall());
  }

  /** Bytes held for it. */
  long heldBytes() {
    return scope.memoryBytes();
  }

  /** Whether it has no streams. */
  boolean isIdle() {
    return scope.streams() == 0;
  }

  /** At once, and what it holds is given back before this returns. */
  void cut() {
    open = false;
    abort();
    scope.close();
  }

  /** At once, without a word to the peer. */
  void abort() {
    muxed.close();
    raw.close();
  }

  private void onInbound(MuxedStream stream) {
    Runnable served = leaving ? stream::reset : () -> serve(stream);
    Thread.ofVirtual().name("p2p stream of " + peer()).start(served);
  }

  private void serve(MuxedStream stream) {
    long begun = clock.getAsLong();
    try {
      String protocol =
          within(stream, () -> Negotiator.listen(stream, name -> handlers.apply(name).isPresent()));
      Served served =
          handlers
              .apply(protocol)
              .orElseThrow(() -> new IOException("[" + protocol + "] has gone"));
      stream.speaks(protocol, served.ofPeer());
      handle(stream, protocol, served, begun);
      stream.close();
    } catch (IOException | RuntimeException e) {
      stream.reset(); // what a stranger does wrong on a stream costs it that stream
    }
  }

  private void handle(MuxedStream stream, String protocol, Served served, long begun)
      throws IOException {
    StreamWatch watch =
        new StreamWatch(deadlines, clock, begun, served.limits(), stream::reset).start();
    try {
      served.handler().handle(new HostStream(stream, stream, this, protocol, watch::touch));
    } finally {
      watch.over();
    }
  }

  private <T> T within(MuxedStream stream, Deadlines.Action<T> negotiation) throws IOException {
    return deadlines.within(timeouts.stream(), "the negotiation", stream::reset, negotiation);
  }

  private void onEnded(String cause) {
    open = false;
    onEnd.accept(this, cause);
  }

  /** Gives back all that it holds. */
  void release() {
    scope.close();
  }

  /** What speaks a protocol, and how far. */
  record Served(ProtocolHandler handler, ProtocolLimits limits) {
    private ScopeLimits ofPeer() {
      return ScopeLimits.NONE.with(Resource.INBOUND_STREAMS, limits.streamsOfPeer());
    }
  }
}
