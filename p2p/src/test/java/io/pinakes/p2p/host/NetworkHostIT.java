package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static io.pinakes.p2p.host.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.host.HostOptions.Security;
import io.pinakes.p2p.multistream.UnsupportedProtocolsException;
import io.pinakes.p2p.resource.Resource;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two hosts of ours over real sockets. */
@Timeout(300)
class NetworkHostIT {

  @ParameterizedTest
  @CsvSource({"NOISE, /noise", "TLS, /tls/1.0.0"})
  void twoHostsShakeHandsPingAndLearnOfEachOther(Security security, String name) throws Exception {
    try (NetworkHost alice = TestHosts.listening(TestHosts.options(security));
        NetworkHost bob = TestHosts.listening()) {
      Connection connection = TestHosts.connect(alice, bob);

      assertThat(connection.peer()).isEqualTo(bob.id());
      assertThat(connection.security()).isEqualTo(name);
      assertThat(connection.muxer()).isEqualTo("/yamux/1.0.0");
      assertThat(alice.ping(connection)).isPositive();
      eventually("bob knows alice", SOON, () -> identified(bob).contains(alice.id().toString()));
      eventually("alice knows bob", SOON, () -> identified(alice).contains(bob.id().toString()));
      assertThat(alice.identified(connection).orElseThrow().protocols())
          .contains("/ipfs/id/1.0.0", "/ipfs/id/push/1.0.0", "/ipfs/ping/1.0.0");
      assertThat(alice.identified(connection).orElseThrow().record().orElseThrow().addresses())
          .isEqualTo(bob.addresses());
      assertThat(bob.connections().getFirst().direction()).isEqualTo(Direction.INBOUND);
    }
  }

  @Test
  void aThousandStreamsAtOnceEchoAndGiveAllBack() throws Exception {
    try (NetworkHost alice = TestHosts.listening();
        NetworkHost bob = TestHosts.listening();
        ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      bob.handle("/echo", TestHosts.UNHURRIED, NetworkHostIT::echo);
      Connection connection = TestHosts.connect(alice, bob);
      CountDownLatch allOpen = new CountDownLatch(1_000);
      List<Future<byte[]>> echoes = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        byte[] sent = bytes(i, 10_000);
        echoes.add(
            users.submit(
                () -> {
                  try (Stream stream = connection.open(List.of("/echo"))) {
                    allOpen.countDown();
                    allOpen.await();
                    stream.write(sent);
                    stream.closeOutput();
                    return stream.readExactly(sent.length);
                  }
                }));
      }

      for (int i = 0; i < 1_000; i++) {
        assertThat(resultOf(echoes.get(i))).isEqualTo(bytes(i, 10_000));
      }
      eventually("streams are given back", SOON, () -> streams(alice) + streams(bob) == 0);
    }
  }

  /** How fast they are depends on the machine, and is nothing that this is about. */
  @ParameterizedTest
  @EnumSource(Security.class)
  @Timeout(300)
  void aHundredMegabytesArriveEachWayWithTheSameDigest(Security security) throws Exception {
    try (NetworkHost alice = TestHosts.listening(TestHosts.options(security));
        NetworkHost bob = TestHosts.listening()) {
      CompletableFuture<String> received = new CompletableFuture<>();
      bob.handle("/sink", stream -> received.complete(digestOf(stream)));
      bob.handle("/source", stream -> send(stream, 100));
      Connection connection = TestHosts.connect(alice, bob);

      String sent;
      try (Stream stream = connection.open(List.of("/sink"))) {
        sent = send(stream, 100);
        stream.closeOutput();
        assertThat(received.get()).isEqualTo(sent);
      }
      try (Stream stream = connection.open(List.of("/source"))) {
        assertThat(digestOf(stream)).isEqualTo(sent);
      }
    }
  }

  @Test
  void aReaderThatDoesNotReadHoldsUpItsWriterAndNobodyElse() throws Exception {
    try (NetworkHost alice = TestHosts.listening();
        NetworkHost bob = TestHosts.listening()) {
      CountDownLatch release = new CountDownLatch(1);
      bob.handle("/deaf", TestHosts.UNHURRIED, stream -> await(release));
      Connection connection = TestHosts.connect(alice, bob);
      Stream deaf = connection.open(List.of("/deaf"));
      CompletableFuture<Void> writing = new CompletableFuture<>();
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      deaf.write(new byte[10 << 20]);
                      writing.complete(null);
                    } catch (IOException e) {
                      writing.completeExceptionally(e);
                    }
                  });

      assertThat(alice.ping(connection)).isPositive();
      eventually("the window is full", SOON, () -> memory(bob) > 262_144);
      assertThat(writing).isNotDone();
      assertThat(memory(bob)).as("one window and what is flat").isLessThan(600_000);
      deaf.reset();
      writer.join();
      assertThat(writing).isCompletedExceptionally();
      release.countDown();
    }
  }

  @ParameterizedTest
  @EnumSource(Security.class)
  void whoIsNotWhomWeDialledIsRefusedAndLeavesNothing(Security security) throws Exception {
    try (NetworkHost alice = TestHosts.listening(TestHosts.options(security));
        NetworkHost bob = TestHosts.listening();
        NetworkHost carol = TestHosts.listening()) {
      assertThatThrownBy(() -> alice.connect(carol.id(), bob.addresses()))
          .isInstanceOf(P2pException.class)
          .hasMessage("no address leads to [" + carol.id() + "]");
      assertThatThrownBy(() -> alice.connect(alice.id(), alice.addresses()))
          .isInstanceOf(P2pException.class);

      eventually("all is given back", SOON, () -> memory(alice) + memory(bob) == 0);
      assertThat(alice.connections()).isEmpty();
    }
  }

  @Test
  void aProtocolThatThePeerDoesNotSpeakIsAnErrorThatNamesIt() throws Exception {
    try (NetworkHost alice = TestHosts.listening();
        NetworkHost bob = TestHosts.listening()) {
      Connection connection = TestHosts.connect(alice, bob);

      assertThatThrownBy(() -> connection.open(List.of("/x", "/y")))
          .isInstanceOf(UnsupportedProtocolsException.class)
          .hasMessage("peer speaks none of [/x, /y]");
      assertThat(alice.ping(connection)).isPositive();
    }
  }

  @Test
  void whenAHostClosesItsPeersSeeTheEndAndKeepNothing() throws Exception {
    try (NetworkHost alice = TestHosts.listening()) {
      Connection connection;
      try (NetworkHost bob = TestHosts.listening()) {
        connection = TestHosts.connect(alice, bob);
        assertThat(alice.ping(connection)).isPositive();
      }

      eventually("alice sees it", SOON, () -> !connection.isOpen());
      eventually("alice keeps nothing", SOON, () -> memory(alice) == 0);
      assertThat(alice.connections()).isEmpty();
      assertThatThrownBy(() -> connection.open(List.of("/x"))).isInstanceOf(P2pException.class);
    }
  }

  private static void echo(Stream stream) throws IOException {
    byte[] buffer = new byte[4_096];
    for (int count = stream.read(buffer, 0, 4_096);
        count > 0;
        count = stream.read(buffer, 0, 4_096)) {
      stream.write(buffer, 0, count);
    }
  }

  private static String send(Stream stream, int megabytes) throws IOException {
    MessageDigest digest = sha256();
    byte[] megabyte = bytes(7, 1 << 20);
    for (int i = 0; i < megabytes; i++) {
      megabyte[0] = (byte) i;
      digest.update(megabyte);
      stream.write(megabyte);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String digestOf(Stream stream) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[65_536];
    for (int count = stream.read(buffer, 0, 65_536);
        count > 0;
        count = stream.read(buffer, 0, 65_536)) {
      digest.update(buffer, 0, count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String identified(NetworkHost host) {
    return host.connections().stream()
        .flatMap(connection -> host.identified(connection).stream())
        .flatMap(message -> message.key().stream())
        .map(key -> key.peerId().toString())
        .toList()
        .toString();
  }

  private static long streams(NetworkHost host) {
    return host.scopes().used(Resource.INBOUND_STREAMS)
        + host.scopes().used(Resource.OUTBOUND_STREAMS);
  }

  private static long memory(NetworkHost host) {
    return host.scopes().used(Resource.MEMORY);
  }

  private static byte[] bytes(long seed, int count) {
    byte[] bytes = new byte[count];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
