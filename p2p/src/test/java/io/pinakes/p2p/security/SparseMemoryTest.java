package io.pinakes.p2p.security;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ResourceLimits;
import io.pinakes.p2p.resource.ScopeTree;
import io.pinakes.p2p.resource.Turn;
import io.pinakes.p2p.security.noise.driver.NoiseSecurity;
import io.pinakes.p2p.security.tls.driver.TlsSecurity;
import io.pinakes.p2p.transport.Cancellation;
import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import io.pinakes.p2p.transport.memory.MemoryNetwork;
import io.pinakes.p2p.transport.memory.MemoryTransport;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Channels of each security protocol whose memory ends while they write. */
@Timeout(300)
class SparseMemoryTest {
  private static final PrivateKey NEAR = PrivateKey.generateEd25519(new SplittableRandom(1));
  private static final PrivateKey FAR = PrivateKey.generateEd25519(new SplittableRandom(2));
  private static final long MEMORY_BYTES = 64 << 20;

  private final SplittableRandom random = new SplittableRandom(3);

  static Stream<Arguments> protocols() {
    return Stream.of(Arguments.of(noise(NEAR), noise(FAR)), Arguments.of(tls(NEAR), tls(FAR)));
  }

  /**
   * Two messages, or eight records, go at once where there is room. A buffer that had grown for a
   * shorter write and could grow no more once broke the next: its parts were reckoned too long.
   */
  @ParameterizedTest
  @MethodSource("protocols")
  void whatIsWrittenComesThroughWhereverTheBufferStoppedGrowing(
      SecurityProtocol near, SecurityProtocol far) throws Exception {
    for (int first : List.of(1, 16_384, 16_385, 40_000, 65_519, 65_520, 100_000, 131_037)) {
      for (int then : List.of(first + 1, first + 18, first + 23, 131_000, 131_072, 300_000)) {
        writes(near, far, first, then);
      }
    }
  }

  private void writes(SecurityProtocol near, SecurityProtocol far, int first, int then)
      throws Exception {
    Transport transport = new MemoryTransport(new MemoryNetwork());
    Transport.Listener listener = transport.listen(Multiaddr.parse("/memory/0"));
    try (RawConnection dialled = transport.dial(listener.address(), SOON, new Cancellation());
        RawConnection accepted = listener.accept()) {
      listener.close();
      ConnectionScope scope = scope();
      CompletableFuture<SecureChannel> listening =
          inThread(
              () -> {
                ConnectionScope other = scope();
                SecureChannel channel =
                    far.secure(accepted, Direction.INBOUND, Optional.empty(), other);
                other.authenticated(channel.peerKey().peerId());
                return channel;
              });
      SecureChannel writer =
          near.secure(dialled, Direction.OUTBOUND, Optional.of(FAR.publicKey().peerId()), scope);
      scope.authenticated(writer.peerKey().peerId());
      SecureChannel reader = resultOf(listening);

      assertThatItComesThrough(writer, reader, first);
      takeAllOf(scope);
      assertThatItComesThrough(writer, reader, then);
      writer.closeOutput();
      assertThat(reader.read(new byte[1], 0, 1))
          .as("after [%s] and [%s]", first, then)
          .isEqualTo(-1);
    }
  }

  private void assertThatItComesThrough(SecureChannel from, SecureChannel to, int length)
      throws Exception {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    CompletableFuture<Boolean> written =
        inThread(
            () -> {
              try {
                from.write(bytes);
                return true;
              } catch (IOException | RuntimeException e) {
                from.close(); // so that nobody waits for what will not come
                throw e;
              }
            });
    CompletableFuture<byte[]> read = inThread(() -> to.readExactly(length));
    assertThat(resultOf(written)).isTrue();
    assertThat(resultOf(read)).isEqualTo(bytes);
  }

  private static void takeAllOf(ConnectionScope scope) {
    for (long step = MEMORY_BYTES; step > 0; ) {
      step = scope.tryReserve(step) ? step : step / 2;
    }
  }

  private static ConnectionScope scope() throws IOException {
    ScopeTree tree = new ScopeTree(ResourceLimits.ofMemory(MEMORY_BYTES), new OneAtATime());
    return tree.openConnection(Direction.OUTBOUND, "");
  }

  private static SecurityProtocol noise(PrivateKey identity) {
    return new NoiseSecurity(identity, List.of(), new SecureRandom());
  }

  private static SecurityProtocol tls(PrivateKey identity) {
    return new TlsSecurity(identity, List.of(), new SecureRandom(), InstantSource.system());
  }

  private static <T> CompletableFuture<T> inThread(Action<T> action) {
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

  private interface Action<T> {
    T run() throws IOException;
  }

  private static final class OneAtATime implements Turn {
    @Override
    public synchronized <T> T take(Supplier<T> action) {
      return action.get();
    }
  }
}
