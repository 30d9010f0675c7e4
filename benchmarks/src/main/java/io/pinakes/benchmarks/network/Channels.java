package io.pinakes.benchmarks.network;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ResourceLimits;
import io.pinakes.p2p.resource.ScopeTree;
import io.pinakes.p2p.resource.Turn;
import io.pinakes.p2p.security.SecurityProtocol;
import io.pinakes.p2p.transport.Cancellation;
import io.pinakes.p2p.transport.Duplex;
import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import io.pinakes.p2p.transport.tcp.TcpTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Two ends of one connection over loopback, bare or encrypted. */
final class Channels implements AutoCloseable {
  static final int BLOCK_BYTES = 64 * 1024;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long MEMORY_BYTES = 1L << 30;

  private final Duplex near;
  private final Duplex far;

  private Channels(Duplex near, Duplex far) {
    this.near = near;
    this.far = far;
  }

  static Channels tcp() throws IOException {
    TcpTransport transport = new TcpTransport();
    Transport.Listener listener = transport.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
    try {
      RawConnection near = transport.dial(listener.address(), TIMEOUT, new Cancellation());
      return new Channels(near, listener.accept());
    } finally {
      listener.close();
    }
  }

  /** Over TCP, with a security protocol of each side. */
  static Channels secured(SecurityProtocol dialler, SecurityProtocol listener, PrivateKey identity)
      throws IOException {
    Channels raw = tcp();
    ScopeTree scopes = new ScopeTree(ResourceLimits.ofMemory(MEMORY_BYTES), new OneAtATime());
    CompletableFuture<Duplex> far =
        inThread(
            () -> {
              ConnectionScope scope = scopes.openConnection(Direction.INBOUND, "");
              var channel = listener.secure(raw.far, Direction.INBOUND, Optional.empty(), scope);
              scope.authenticated(channel.peerKey().peerId());
              return channel;
            });
    ConnectionScope scope = scopes.openConnection(Direction.OUTBOUND, "");
    var near =
        dialler.secure(
            raw.near, Direction.OUTBOUND, Optional.of(identity.publicKey().peerId()), scope);
    scope.authenticated(near.peerKey().peerId());
    return new Channels(near, join(far));
  }

  /** Moves bytes from the one end to the other, in blocks of 64 KiB. */
  void move(long bytes) throws IOException {
    CompletableFuture<Long> read = inThread(() -> read(far, bytes));
    write(near, bytes);
    if (join(read) != bytes) {
      throw new IOException("bytes were lost");
    }
  }

  static void write(Duplex to, long bytes) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    for (long left = bytes; left > 0; ) {
      int part = (int) Math.min(left, block.length);
      to.write(block, 0, part);
      left -= part;
    }
  }

  static long read(Duplex from, long bytes) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    long all = 0;
    while (all < bytes) {
      int count = from.read(block, 0, (int) Math.min(block.length, bytes - all));
      if (count < 0) {
        break;
      }
      all += count;
    }
    return all;
  }

  static <T> CompletableFuture<T> inThread(Action<T> action) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                result.complete(action.run());
              } catch (IOException | RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  static <T> T join(CompletableFuture<T> future) throws IOException {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw new IOException("the other end failed", e);
    }
  }

  @Override
  public void close() {
    near.close();
    far.close();
  }

  /** Does something that may fail. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  private static final class OneAtATime implements Turn {
    @Override
    public synchronized <T> T take(Supplier<T> action) {
      return action.get();
    }
  }
}
