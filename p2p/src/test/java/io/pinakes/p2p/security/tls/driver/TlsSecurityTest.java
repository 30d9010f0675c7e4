package io.pinakes.p2p.security.tls.driver;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ResourceLimits;
import io.pinakes.p2p.resource.ScopeTree;
import io.pinakes.p2p.resource.Turn;
import io.pinakes.p2p.security.HandshakeException;
import io.pinakes.p2p.security.SecureChannel;
import io.pinakes.p2p.transport.Cancellation;
import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import io.pinakes.p2p.transport.memory.MemoryNetwork;
import io.pinakes.p2p.transport.memory.MemoryTransport;
import java.io.EOFException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class TlsSecurityTest {
  private static final PrivateKey NEAR = PrivateKey.generateEd25519(new SplittableRandom(1));
  private static final PrivateKey FAR = PrivateKey.generateEd25519(new SplittableRandom(2));
  private static final long MEMORY_BYTES = 1L << 30;
  private static final String MUXER = "/yamux/1.0.0";

  private final ScopeTree scopes =
      new ScopeTree(ResourceLimits.ofMemory(MEMORY_BYTES), new OneAtATime());
  private RawConnection near;
  private RawConnection far;

  @BeforeEach
  void connect() throws IOException {
    Transport transport = new MemoryTransport(new MemoryNetwork());
    Transport.Listener listener = transport.listen(Multiaddr.parse("/memory/0"));
    near = transport.dial(listener.address(), SOON, new Cancellation());
    far = listener.accept();
    listener.close();
  }

  @AfterEach
  void close() {
    near.close();
    far.close();
  }

  @Test
  void bothLearnEachOthersNamesAndTheMuxer() throws Exception {
    CompletableFuture<SecureChannel> listening = listen(security(FAR));
    SecureChannel dialling = dial(FAR.publicKey().peerId());

    assertThat(dialling.peerKey()).isEqualTo(FAR.publicKey());
    assertThat(listening.get().peerKey()).isEqualTo(NEAR.publicKey());
    assertThat(dialling.muxer()).contains(MUXER);
    assertThat(listening.get().muxer()).contains(MUXER);
  }

  @SeededTest(times = 20)
  void bytesOfAnyLengthComeThroughBothWaysAtOnceUpToTheEnd(RandomGenerator random)
      throws Exception {
    CompletableFuture<SecureChannel> listening = listen(security(FAR));
    SecureChannel dialling = dial(FAR.publicKey().peerId());
    byte[] there = new byte[random.nextInt(300_000)];
    byte[] back = new byte[random.nextInt(300_000)];
    random.nextBytes(there);
    random.nextBytes(back);
    CompletableFuture<byte[]> heardThere = readAll(listening.get(), there.length);
    CompletableFuture<byte[]> heardBack = readAll(dialling, back.length);
    CompletableFuture<Boolean> written = writeAll(listening.get(), back, random.nextInt(1, 90_000));
    writeAll(dialling, there, random.nextInt(1, 90_000)).get();
    written.get();

    assertThat(heardThere.get()).isEqualTo(there);
    assertThat(heardBack.get()).isEqualTo(back);
  }

  @Test
  void theEndOfWhatIsWrittenIsTheEndOfWhatIsRead() throws Exception {
    CompletableFuture<SecureChannel> listening = listen(security(FAR));
    SecureChannel dialling = dial(FAR.publicKey().peerId());
    dialling.write(new byte[] {1, 2, 3});
    dialling.closeOutput();

    assertThat(listening.get().readExactly(3)).containsExactly(1, 2, 3);
    assertThat(listening.get().read(new byte[1], 0, 1)).isEqualTo(-1);
  }

  @Test
  void oneReadTakesAllRecordsThatHaveComeWhole() throws Exception {
    CompletableFuture<SecureChannel> listening = listen(security(FAR));
    SecureChannel dialling = dial(FAR.publicKey().peerId());
    dialling.write(new byte[30_000]);
    listening.get().readExactly(30_000); // a busy reader's buffer
    dialling.write(new byte[20_000]);

    assertThat(listening.get().read(new byte[40_000], 0, 40_000)).isEqualTo(20_000);
  }

  @Test
  void anEndThatComesWithBytesHoldsThemUpNoLonger() throws Exception {
    CompletableFuture<SecureChannel> listening = listen(security(FAR));
    SecureChannel dialling = dial(FAR.publicKey().peerId());
    // Else its handshake may take the one record, without the other, which comes later.
    SecureChannel listener = listening.get();
    dialling.write(new byte[700]);
    dialling.write(new byte[300]);
    dialling.closeOutput();

    assertThat(listener.read(new byte[5_000], 0, 5_000)).isEqualTo(1_000);
    assertThat(listener.read(new byte[1], 0, 1)).isEqualTo(-1);
  }

  @Test
  void aRecordOfWhichAPartHasComeHoldsUpNothingThatCameBeforeIt() throws Exception {
    CompletableFuture<SecureChannel> listening = listen(security(FAR));
    SecureChannel dialling = dial(FAR.publicKey().peerId());
    dialling.write(new byte[700]);
    near.write(new byte[] {23, 3, 3, 0, 40, 1, 2, 3});
    CompletableFuture<Integer> read =
        inThread(() -> listening.join().read(new byte[5_000], 0, 5_000));

    assertThat(resultOf(read)).isEqualTo(700);
  }

  @Test
  void whatCameBeforeAChangedRecordIsReadBeforeItsFailureIsTold() throws Exception {
    CompletableFuture<SecureChannel> listening = listen(security(FAR));
    SecureChannel dialling = dial(FAR.publicKey().peerId());
    dialling.write(new byte[700]);
    byte[] changed = new byte[5 + 40];
    System.arraycopy(new byte[] {23, 3, 3, 0, 40}, 0, changed, 0, 5);
    near.write(changed);

    assertThat(listening.get().read(new byte[5_000], 0, 5_000)).isEqualTo(700);
    assertThatThrownBy(() -> listening.get().read(new byte[1], 0, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad_record_mac");
  }

  @Test
  void anEndThatIsNotTlsOwnIsToldFromIt() throws Exception {
    CompletableFuture<SecureChannel> listening = listen(security(FAR));
    dial(FAR.publicKey().peerId());
    near.closeOutput();

    assertThatThrownBy(() -> listening.get().read(new byte[1], 0, 1))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void anotherThanTheExpectedPeerIsRefused() {
    CompletableFuture<SecureChannel> listening = listen(security(FAR));

    assertThatThrownBy(() -> dial(NEAR.publicKey().peerId()))
        .isInstanceOf(HandshakeException.class)
        .hasMessageContaining("should be");
    assertThatThrownBy(() -> resultOf(listening))
        .hasCauseInstanceOf(HandshakeException.class)
        .hasMessageContaining("bad_certificate");
  }

  @Test
  void aRecordLongerThanAnHonestHandshakesIsRefusedByItsHead() throws Exception {
    CompletableFuture<SecureChannel> listening = listen(security(FAR));
    near.write(new byte[] {22, 3, 1, 0x20, 1}); // 8,193 bytes, of which none comes

    assertThatThrownBy(() -> resultOf(listening))
        .isInstanceOf(ExecutionException.class)
        .rootCause()
        .isInstanceOf(HandshakeException.class)
        .hasMessageContaining("8193");
  }

  @Test
  void aHandshakeWithoutEndIsRefused() throws Exception {
    CompletableFuture<SecureChannel> listening = listen(security(FAR));
    CompletableFuture<Boolean> sent =
        inThread(
            () -> {
              // Fragments of one message, each of a byte: a client hello of 7,000 bytes.
              near.write(new byte[] {22, 3, 1, 0, 4, 1, 0, 0x1b, 0x58});
              for (int i = 0; i < 7_000; i++) {
                near.write(new byte[] {22, 3, 1, 0, 1, 0});
              }
              return true;
            });

    assertThatThrownBy(() -> resultOf(listening))
        .isInstanceOf(ExecutionException.class)
        .rootCause()
        .isInstanceOf(HandshakeException.class);
    far.close();
    assertThat(sent).isNotNull();
  }

  @SeededTest(times = 100)
  void nonsenseIsRefusedAndNothingElseIsThrown(RandomGenerator random) throws Exception {
    CompletableFuture<SecureChannel> listening = listen(security(FAR));
    byte[] nonsense = new byte[random.nextInt(1, 2_000)];
    random.nextBytes(nonsense);
    nonsense[0] = 22;
    nonsense[3 % nonsense.length] = 0;
    near.write(nonsense);
    near.closeOutput();

    assertThatThrownBy(() -> resultOf(listening))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  private SecureChannel dial(PeerId expected) throws IOException {
    ConnectionScope scope = scopes.openConnection(Direction.OUTBOUND, "");
    SecureChannel channel =
        security(NEAR).secure(near, Direction.OUTBOUND, Optional.of(expected), scope);
    scope.authenticated(channel.peerKey().peerId());
    return channel;
  }

  private CompletableFuture<SecureChannel> listen(TlsSecurity security) {
    return inThread(
        () -> {
          ConnectionScope scope = scopes.openConnection(Direction.INBOUND, "");
          SecureChannel channel = security.secure(far, Direction.INBOUND, Optional.empty(), scope);
          scope.authenticated(channel.peerKey().peerId());
          return channel;
        });
  }

  private static TlsSecurity security(PrivateKey identity) {
    return new TlsSecurity(identity, List.of(MUXER), new SecureRandom(), InstantSource.system());
  }

  private static CompletableFuture<byte[]> readAll(SecureChannel from, int bytes) {
    return inThread(() -> from.readExactly(bytes));
  }

  private static CompletableFuture<Boolean> writeAll(SecureChannel to, byte[] bytes, int atOnce) {
    return inThread(
        () -> {
          for (int at = 0; at < bytes.length; at += atOnce) {
            to.write(bytes, at, Math.min(atOnce, bytes.length - at));
            to.idle();
          }
          return true;
        });
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
