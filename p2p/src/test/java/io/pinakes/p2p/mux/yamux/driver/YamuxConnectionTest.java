package io.pinakes.p2p.mux.yamux.driver;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.mux.MuxedStream;
import io.pinakes.p2p.mux.yamux.YamuxLimits;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ResourceLimits;
import io.pinakes.p2p.resource.ScopeTree;
import io.pinakes.p2p.resource.Turn;
import io.pinakes.p2p.security.SecureChannel;
import io.pinakes.p2p.transport.Cancellation;
import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import io.pinakes.p2p.transport.memory.MemoryNetwork;
import io.pinakes.p2p.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection with its threads and its scope, against a peer that writes frame by frame. */
@Timeout(300)
class YamuxConnectionTest {
  private static final PublicKey PEER =
      PrivateKey.generateEd25519(new SplittableRandom(1)).publicKey();
  private static final int HEAD_BYTES = 12;
  private static final int DATA = 0;
  private static final int PING = 2;
  private static final int SYN = 1;
  private static final int ACK = 2;

  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private ConnectionScope scope;
  private YamuxConnection connection;
  private RawConnection peer;

  @BeforeEach
  void connect() throws IOException {
    Transport transport = new MemoryTransport(new MemoryNetwork());
    Transport.Listener listener = transport.listen(Multiaddr.parse("/memory/0"));
    RawConnection dialled = transport.dial(listener.address(), SOON, new Cancellation());
    peer = listener.accept();
    listener.close();
    ScopeTree scopes = new ScopeTree(ResourceLimits.ofMemory(64 << 20), new OneAtATime());
    scope = scopes.openConnection(Direction.OUTBOUND, "");
    scope.authenticated(PEER.peerId());
    connection =
        new YamuxConnection(
            new Open(dialled, PEER),
            Direction.OUTBOUND,
            YamuxLimits.DEFAULT,
            scope,
            System::nanoTime,
            stream -> {},
            ended::complete);
    connection.start("test");
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    peer.close();
    resultOf(ended);
  }

  /** What it held was once kept until the connection ended: 1,024 such, and no stream opened. */
  @Test
  void aStreamThatIsClosedUnreadWithItsWindowFullHoldsNothing() throws Exception {
    MuxedStream stream = connection.open(SOON);
    peer.write(frame(DATA, ACK, 1, YamuxLimits.INITIAL_WINDOW_BYTES));
    peer.write(new byte[YamuxLimits.INITIAL_WINDOW_BYTES]);
    awaitThatAllWasRead();
    assertThat(scope.streams()).isEqualTo(1);

    stream.close();

    assertThat(scope.streams()).isZero();
  }

  /** An answer to a ping comes after all that was sent before it. */
  private void awaitThatAllWasRead() throws IOException {
    peer.write(frame(PING, SYN, 0, 7));
    while (!Arrays.equals(peer.readExactly(HEAD_BYTES), frame(PING, ACK, 0, 7))) {
      // it opens a stream, and pings itself
    }
  }

  private static byte[] frame(int type, int flags, int id, int length) {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    head.put((byte) 0).put((byte) type).putShort((short) flags).putInt(id).putInt(length);
    return head.array();
  }

  /** A channel that says who is at its other end, and encrypts nothing. */
  private record Open(RawConnection channel, PublicKey peerKey) implements SecureChannel {
    @Override
    public Optional<String> muxer() {
      return Optional.empty();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return channel.read(into, offset, length);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      channel.write(from, offset, length);
    }

    @Override
    public void idle() {}

    @Override
    public void closeOutput() throws IOException {
      channel.closeOutput();
    }

    @Override
    public void close() {
      channel.close();
    }
  }

  private static final class OneAtATime implements Turn {
    @Override
    public synchronized <T> T take(Supplier<T> action) {
      return action.get();
    }
  }
}
