package io.pinakes.p2p.interop;

import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.host.HostOptions.Security;
import io.pinakes.p2p.host.NetworkHost;
import io.pinakes.p2p.host.TestHosts;
import io.pinakes.p2p.resource.Resource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Streams through a Kubo daemon, which joins a libp2p protocol to a TCP port: what we send in a
 * stream comes out of Kubo on a socket of the test, so the other side asserts too.
 */
@Tag("interop")
@Timeout(300)
class KuboStreamsIT {
  private static final String PROTOCOL = "/x/pinakes-echo";
  private static final int GIGABYTE_IN_MEGABYTES = 1_024;
  private static final Duration SOON = Duration.ofSeconds(15);
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Security.class)
  void aGigabyteGoesThroughKuboAndComesBackWithTheSameDigest(Security security) throws Exception {
    try (EchoServer echo = new EchoServer();
        KuboPeer kubo = kubo();
        NetworkHost host = TestHosts.listening(TestHosts.options(security))) {
      kubo.rpc("p2p/listen", "arg=" + PROTOCOL, "arg=/ip4/127.0.0.1/tcp/" + echo.port());
      Connection connection = host.connect(kubo.id(), kubo.addresses());
      try (Stream stream = connection.open(List.of(PROTOCOL))) {
        CompletableFuture<String> sent = new CompletableFuture<>();
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    sent.complete(send(stream));
                  } catch (IOException e) {
                    sent.completeExceptionally(e);
                  }
                });

        String received = digest(stream, (long) GIGABYTE_IN_MEGABYTES << 20);

        assertThat(received).isEqualTo(sent.get(10, TimeUnit.SECONDS));
        assertThat(echo.bytes()).isEqualTo((long) GIGABYTE_IN_MEGABYTES << 20);
      }
    }
  }

  @Test
  void aThousandStreamsAtOnceThroughKubo() throws Exception {
    try (EchoServer echo = new EchoServer();
        KuboPeer kubo = kubo();
        NetworkHost host = TestHosts.listening();
        ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      kubo.rpc("p2p/listen", "arg=" + PROTOCOL, "arg=/ip4/127.0.0.1/tcp/" + echo.port());
      Connection connection = host.connect(kubo.id(), kubo.addresses());
      CountDownLatch allOpen = new CountDownLatch(1_000);
      List<Future<byte[]>> echoes = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        byte[] sent = bytes(i);
        echoes.add(
            users.submit(
                () -> {
                  try (Stream stream = connection.open(List.of(PROTOCOL))) {
                    allOpen.countDown();
                    allOpen.await();
                    stream.write(sent);
                    return stream.readExactly(sent.length);
                  }
                }));
      }

      for (int i = 0; i < 1_000; i++) {
        assertThat(echoes.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(bytes(i));
      }
      assertThat(echo.connections()).isEqualTo(1_000);
    }
  }

  @Test
  void kuboOpensStreamsToUs() throws Exception {
    try (KuboPeer kubo = kubo();
        NetworkHost host = TestHosts.listening()) {
      host.handle(PROTOCOL, EchoServer::echo);
      kubo.rpc("swarm/connect", "arg=" + host.addresses().getFirst().with(host.id()));
      int port = EchoServer.freePort();
      kubo.rpc(
          "p2p/forward",
          "arg=" + PROTOCOL,
          "arg=/ip4/127.0.0.1/tcp/" + port,
          "arg=/p2p/" + host.id());

      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        OutputStream out = socket.getOutputStream();
        out.write(bytes(1));

        assertThat(socket.getInputStream().readNBytes(10_000)).isEqualTo(bytes(1));
      }
    }
  }

  @Test
  void whenKuboDiesInTheMiddleOurStreamFailsAndNothingStaysHeld() throws Exception {
    try (EchoServer echo = new EchoServer();
        NetworkHost host = TestHosts.listening()) {
      KuboPeer kubo = kubo();
      try (kubo) {
        kubo.rpc("p2p/listen", "arg=" + PROTOCOL, "arg=/ip4/127.0.0.1/tcp/" + echo.port());
        Stream stream = host.connect(kubo.id(), kubo.addresses()).open(List.of(PROTOCOL));
        stream.write(new byte[1 << 20]);
        kubo.kill();

        assertThatThrownBy(() -> digest(stream, Long.MAX_VALUE)).isInstanceOf(IOException.class);
        stream.reset();
      }
      eventually("nothing is held", SOON, () -> host.scopes().used(Resource.MEMORY) == 0);
      assertThat(host.connections()).isEmpty();
    }
  }

  @Test
  void whenWeResetTheConnectionInTheMiddleKuboLetsGoOfUs() throws Exception {
    try (EchoServer echo = new EchoServer();
        KuboPeer kubo = kubo();
        NetworkHost host = TestHosts.listening()) {
      kubo.rpc("p2p/listen", "arg=" + PROTOCOL, "arg=/ip4/127.0.0.1/tcp/" + echo.port());
      Connection connection = host.connect(kubo.id(), kubo.addresses());
      Stream stream = connection.open(List.of(PROTOCOL));
      stream.write(new byte[1 << 20]);

      connection.close();

      eventually("kubo has no peers", SOON, () -> peersOf(kubo).equals("{}"));
      eventually("kubo closed its socket", SOON, () -> echo.open() == 0);
      assertThatThrownBy(() -> stream.write(new byte[1])).isInstanceOf(IOException.class);
    }
  }

  private KuboPeer kubo() throws Exception {
    return KuboPeer.start(folder, "Swarm.ResourceMgr.Enabled", "false");
  }

  private static String peersOf(KuboPeer kubo) {
    try {
      return kubo.rpc("swarm/peers")
          .strip()
          .replace("{\"Peers\":null}", "{}")
          .replace("{\"Peers\":[]}", "{}");
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String send(Stream stream) throws IOException {
    MessageDigest digest = sha256();
    byte[] megabyte = new byte[1 << 20];
    new SplittableRandom(5).nextBytes(megabyte);
    for (int i = 0; i < GIGABYTE_IN_MEGABYTES; i++) {
      megabyte[0] = (byte) i;
      digest.update(megabyte);
      stream.write(megabyte);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String digest(Stream stream, long bytes) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[65_536];
    for (long left = bytes; left > 0; ) {
      int count = stream.read(buffer, 0, buffer.length);
      if (count < 0) {
        throw new IOException("ended with [" + left + "] bytes to come");
      }
      digest.update(buffer, 0, count);
      left -= count;
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] bytes(long seed) {
    byte[] bytes = new byte[10_000];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
