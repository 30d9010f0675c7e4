package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.multistream.driver.Negotiator;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ResourceLimits;
import io.pinakes.p2p.resource.ScopeTree;
import io.pinakes.p2p.security.SecureChannel;
import io.pinakes.p2p.security.noise.driver.NoiseSecurity;
import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import io.pinakes.p2p.transport.tcp.TcpTransport;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A peer that goes along up to one stage of a dial, and there says nothing more. */
final class StallingPeer implements AutoCloseable {
  private static final long ALL_OF_IT = 1L << 30;
  private static final int HALF_A_HANDSHAKE_BYTES = 30;
  private static final Duration CONNECT_LOOK = Duration.ofMillis(3);

  private final Stage stage;
  private final PrivateKey key = PrivateKey.generateEd25519(new SecureRandom());
  private final ScopeTree scopes =
      new ScopeTree(ResourceLimits.ofMemory(ALL_OF_IT), new LockedTurn());
  private final List<Closeable> open = new ArrayList<>();
  private final List<Transport.Listener> listeners = new ArrayList<>();
  private final Multiaddr address;
  private final Semaphore stalled = new Semaphore(0);

  StallingPeer(Stage stage) throws IOException {
    this.stage = stage;
    if (stage == Stage.CONNECT) {
      address = listenWithoutRoom();
      return;
    }
    Transport.Listener listener =
        new TcpTransport().listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
    listeners.add(listener);
    address = listener.address();
    Thread.ofVirtual().start(new AcceptLoop(listener, this::begin, e -> {}, time -> true));
  }

  Stage stage() {
    return stage;
  }

  Multiaddr address() {
    return address;
  }

  PeerId id() {
    return key.publicKey().peerId();
  }

  /** Waits until one more dial has come as far as it can; nobody sees one that cannot connect. */
  void awaitStalled() {
    try {
      if (stage == Stage.CONNECT) {
        stalled.tryAcquire(CONNECT_LOOK.toMillis(), TimeUnit.MILLISECONDS);
      } else if (!stalled.tryAcquire(Eventually.SOON.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("no dial comes as far as " + stage);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listeners.forEach(Transport.Listener::close);
    for (Closeable one : open) {
      one.close();
    }
  }

  /** A backlog that is full: the system answers no more calls. */
  private Multiaddr listenWithoutRoom() throws IOException {
    ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    open.add(full);
    for (int i = 0; i < 2; i++) {
      open.add(new Socket(full.getInetAddress(), full.getLocalPort()));
    }
    return Multiaddr.parse("/ip4/127.0.0.1/tcp/" + full.getLocalPort());
  }

  private void begin(RawConnection raw) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                go(raw);
              } catch (IOException e) {
                // the dial was cancelled
              } finally {
                raw.close();
              }
            });
  }

  private void go(RawConnection raw) throws IOException {
    if (stage == Stage.SECURITY) {
      stalled.release();
      drain(raw);
      return;
    }
    if (stage == Stage.NOISE) {
      stopWithin(raw, "/noise", new byte[] {0, 96, 1, 2, 3});
      return;
    }
    if (stage == Stage.TLS) {
      stopWithin(raw, "/tls/1.0.0", new byte[] {22, 3, 3, 0, 122, 2, 0});
      return;
    }
    List<String> muxers = stage == Stage.MUXER ? List.of() : List.of("/yamux/1.0.0");
    Negotiator.listen(raw, "/noise"::equals);
    try (ConnectionScope scope = scopes.openConnection(Direction.INBOUND, "")) {
      SecureChannel channel =
          new NoiseSecurity(key, muxers, new SecureRandom())
              .secure(raw, Direction.INBOUND, Optional.empty(), scope);
      stalled.release();
      drain(channel);
    }
  }

  /** The handshake has begun, and what is said of it does not end. */
  private void stopWithin(RawConnection raw, String security, byte[] said) throws IOException {
    Negotiator.listen(raw, security::equals);
    raw.readExactly(HALF_A_HANDSHAKE_BYTES);
    raw.write(said);
    stalled.release();
    drain(raw);
  }

  /** Reads and says nothing until the other end closes. */
  private static void drain(io.pinakes.p2p.transport.Duplex channel) throws IOException {
    byte[] buffer = new byte[1_024];
    while (channel.read(buffer, 0, buffer.length) >= 0) {
      // nothing is said
    }
  }

  /** Where it stops. */
  enum Stage {
    CONNECT,
    SECURITY,
    /** In the middle of a message of Noise. */
    NOISE,
    /** In the middle of a record of TLS. */
    TLS,
    MUXER,
    IDENTIFY
  }
}
