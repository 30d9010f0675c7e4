package io.pinakes.ipfs.http.server;

import static io.pinakes.ipfs.http.client.Patience.FOR_EVER;
import static io.pinakes.ipfs.http.client.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.gateway.Content;
import io.pinakes.ipfs.gateway.Gateway;
import io.pinakes.ipfs.gateway.GatewayOptions;
import io.pinakes.ipfs.gateway.NameRecords;
import io.pinakes.ipfs.http.client.Patience;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway on real sockets of the loopback address. */
@Timeout(300)
class GatewayServerIT {
  /** Fewer than the bytes that a head may have. */
  private static final int DRIPS = 1000;

  private static final Duration SHORT = Duration.ofMillis(400);

  /** For whoever is not about being slow: a busy machine may keep a test waiting. */
  private static final ServerOptions.Limits SMALL =
      new ServerOptions.Limits(3, 2, 1, 4096, FOR_EVER, FOR_EVER);

  /** For whoever is about bringing nothing. */
  private static final ServerOptions.Limits IDLE_IS_SHORT =
      new ServerOptions.Limits(3, 2, 1, 4096, SHORT, FOR_EVER);

  /**
   * For whoever is about taking nothing: there is one place, free again only when that one goes.
   */
  private static final ServerOptions.Limits STALL_IS_SHORT =
      new ServerOptions.Limits(3, 1, 1, 4096, FOR_EVER, SHORT);

  private final Content content = new Content();

  @Test
  void thePrivateAndTheAbsentAreTheSameBytesOnTheWire() throws IOException {
    Block secret = Content.raw("secret");
    Block absent = Content.raw("absent");
    content.put(secret);
    try (GatewayServer server = start(content.gateway(GatewayOptions.BROWSER))) {
      for (String query : List.of("?format=raw", "?format=car", "", "/a", "?format=tar")) {
        for (String method : List.of("GET", "HEAD")) {
          String one = ask(server, method, "/ipfs/" + secret.cid() + query, "");
          String two = ask(server, method, "/ipfs/" + absent.cid() + query, "");
          assertThat(one).startsWith("HTTP/1.1 404").isEqualTo(two);
        }
      }
    }
  }

  @Test
  void aHeadHasTheHeadersOfTheAnswerAndNoBody() throws IOException {
    Block block = Content.raw("content");
    content.put(block);
    content.publish(block);
    try (GatewayServer server = start(content.gateway(GatewayOptions.TRUSTLESS))) {
      String target = "/ipfs/" + block.cid() + "?format=raw";
      String get = ask(server, "GET", target, "");
      String head = ask(server, "HEAD", target, "");
      assertThat(get.toLowerCase(Locale.ROOT)).contains("content-length: 7");
      assertThat(head + "content").isEqualTo(get);
    }
  }

  @Test
  void anArchiveThatCannotBeCompletedEndsWithoutTheEndOfItsBody() throws IOException {
    Block big = Block.of(Multicodec.RAW, new byte[1 << 20]);
    Block gone = Content.raw("gone");
    Block root = Content.list(big, gone);
    content.put(big, root);
    content.publish(root);
    try (GatewayServer server = start(content.gateway(GatewayOptions.TRUSTLESS))) {
      String answer = ask(server, "GET", "/ipfs/" + root.cid() + "?format=car", "");
      assertThat(answer).startsWith("HTTP/1.1 200").doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  void aReaderWhoStopsIsNotReadAheadForAndIsDropped() throws Exception {
    AtomicInteger read = new AtomicInteger();
    CountDownLatch first = new CountDownLatch(1);
    List<Cid> links = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[1 << 20];
      bytes[0] = (byte) i;
      links.add(Cid.of(Multicodec.RAW, bytes));
    }
    Block root = bigList(links);
    BlockReader endless =
        new BlockReader() {
          @Override
          public Optional<byte[]> get(Cid cid) {
            if (cid.equals(root.cid())) {
              return Optional.of(root.bytes());
            }
            read.incrementAndGet();
            first.countDown();
            byte[] bytes = new byte[1 << 20];
            bytes[0] = (byte) links.indexOf(cid);
            return Optional.of(bytes);
          }

          @Override
          public boolean has(Cid cid) {
            return true;
          }
        };
    Gateway gateway =
        new Gateway(endless, NameRecords.NONE, GatewayOptions.TRUSTLESS, InstantSource.system());
    try (GatewayServer server = start(gateway, STALL_IS_SHORT);
        Socket socket = connect(server)) {
      socket.setReceiveBufferSize(64 << 10);
      send(socket, "GET", "/ipfs/" + root.cid() + "?format=car", "");
      assertThat(first.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      // Nothing but its stalling ends it, and others are answered only when it has left.
      long end = System.nanoTime() + SOON.toNanos();
      while (!hasLeft(server)) {
        assertThat(System.nanoTime()).as("it is dropped").isLessThan(end);
      }
      assertThat(read.get()).isLessThan(40);
    }
  }

  /** Whether the place for requests is free again. */
  private static boolean hasLeft(GatewayServer server) throws IOException {
    return ask(server, "GET", "/ipfs/bafkqaaa?format=raw", "").startsWith("HTTP/1.1 200");
  }

  @Test
  void whoDripsAHeadOrSaysNothingIsClosedInTime() throws IOException {
    try (GatewayServer server = start(content.gateway(GatewayOptions.TRUSTLESS), IDLE_IS_SHORT);
        Socket silent = connect(server);
        Socket dripping = connect(server)) {
      silent.setSoTimeout(Math.toIntExact(SOON.toMillis()));
      assertThat(silent.getInputStream().read()).isNegative();
      dripping.setSoTimeout(Math.toIntExact(SOON.toMillis() / DRIPS));
      assertThat(dripUntilClosed(dripping)).isTrue();
    }
  }

  private static boolean dripUntilClosed(Socket socket) throws IOException {
    try {
      for (int i = 0; i < DRIPS; i++) {
        socket.getOutputStream().write('G');
        socket.getOutputStream().flush();
        if (ended(socket)) {
          return true;
        }
      }
    } catch (IOException closed) {
      return true;
    }
    return false;
  }

  private static boolean ended(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() >= 0 || socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @Test
  void aHeadOverTheLimitIsRefused() throws IOException {
    try (GatewayServer server = start(content.gateway(GatewayOptions.TRUSTLESS))) {
      String header = "X-Long: " + "a".repeat(5000) + "\r\n";
      assertThat(ask(server, "GET", "/ipfs/bafkqaaa?format=raw", header)).contains(" 431 ");
      assertThat(ask(server, "GET", "/" + "a".repeat(5000), "")).contains(" 414 ");
    }
  }

  @Test
  void connectionsOverTheLimitAreClosed() throws IOException {
    try (GatewayServer server = start(content.gateway(GatewayOptions.TRUSTLESS));
        Socket one = connect(server);
        Socket two = connect(server);
        Socket three = connect(server);
        Socket four = connect(server)) {
      List<Socket> all = List.of(one, two, three, four);
      // None of them is ever closed for its silence.
      long end = System.nanoTime() + SOON.toNanos();
      boolean closed = false;
      while (!closed && System.nanoTime() < end) {
        for (Socket socket : all) {
          closed |= isClosed(socket);
        }
      }
      assertThat(closed).isTrue();
    }
  }

  private static boolean isClosed(Socket socket) throws IOException {
    socket.setSoTimeout(20);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    }
  }

  @Test
  void whoHoldsPlacesWithoutUsingThemKeepsNobodyOut() throws IOException {
    try (GatewayServer server = start(content.gateway(GatewayOptions.TRUSTLESS));
        Socket silent = connect(server);
        Socket alsoSilent = connect(server);
        Socket begun = connect(server)) {
      begun.getOutputStream().write("GET /ipfs/b".getBytes(StandardCharsets.US_ASCII));
      // Until the longest of them is no longer taken to be in use.
      long end = System.nanoTime() + SOON.toNanos();
      while (!ask(server, "GET", "/ipfs/bafkqaaa?format=raw", "").startsWith("HTTP/1.1 200")) {
        assertThat(System.nanoTime()).as("somebody gives way").isLessThan(end);
      }
      boolean gaveWay = false;
      while (!gaveWay) {
        assertThat(System.nanoTime()).as("it was one of them").isLessThan(end);
        for (Socket holder : List.of(silent, alsoSilent, begun)) {
          gaveWay |= isClosed(holder);
        }
      }
    }
  }

  @Test
  void aNameThatPointsHereIsNoWayIn() throws IOException {
    try (GatewayServer server = start(content.gateway(GatewayOptions.BROWSER))) {
      assertThat(raw(server, "GET /ipfs/bafkqaaa HTTP/1.1\r\nHost: evil.example\r\n"))
          .startsWith("HTTP/1.1 403");
      assertThat(raw(server, "GET /ipfs/bafkqaaa HTTP/1.1\r\nHost: localhost:80\r\n"))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aBodyIsNotTakenIn() throws IOException {
    try (GatewayServer server = start(content.gateway(GatewayOptions.BROWSER))) {
      assertThat(ask(server, "GET", "/ipfs/bafkqaaa", "Content-Length: 9999999999\r\n"))
          .startsWith("HTTP/1.1 400");
      assertThat(ask(server, "GET", "/ipfs/bafkqaaa", "Transfer-Encoding: chunked\r\n"))
          .startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void aDefectIsAnsweredAndTheNextRequestToo() throws IOException {
    BlockReader broken =
        new BlockReader() {
          @Override
          public Optional<byte[]> get(Cid cid) {
            throw new StackOverflowError("too deep");
          }

          @Override
          public boolean has(Cid cid) {
            throw new StackOverflowError("too deep");
          }
        };
    Gateway gateway =
        new Gateway(broken, NameRecords.NONE, GatewayOptions.BROWSER, InstantSource.system());
    String target = "/ipfs/" + Content.raw("any").cid() + "?format=raw";
    try (GatewayServer server = start(gateway)) {
      for (int i = 0; i < 9; i++) {
        assertThat(ask(server, "GET", target, ""))
            .startsWith("HTTP/1.1 500")
            .doesNotContain("too deep");
      }
    }
  }

  @Test
  void overTlsItSpeaksHttp2(@TempDir Path folder) throws Exception {
    Block block = Content.raw("content");
    content.put(block);
    content.publish(block);
    SelfSigned identity = SelfSigned.make(folder);
    try (GatewayServer server =
            GatewayServer.start(
                content.gateway(GatewayOptions.TRUSTLESS),
                Patience.server().withTls(identity.files()));
        HttpClient client =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(identity.trusting())
                .build()) {
      HttpRequest request =
          HttpRequest.newBuilder(server.uri().resolve("/ipfs/" + block.cid() + "?format=raw"))
              .build();
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body()).isEqualTo(block.bytes());
    }
  }

  private static GatewayServer start(Gateway gateway) throws IOException {
    return start(gateway, SMALL);
  }

  private static GatewayServer start(Gateway gateway, ServerOptions.Limits limits)
      throws IOException {
    return GatewayServer.start(gateway, ServerOptions.loopback(0).withLimits(limits));
  }

  private static Block bigList(List<Cid> links) {
    return Block.of(Multicodec.DAG_CBOR, DagCbor.STRICT.encode(ListNode.ofLinks(links)));
  }

  private static Socket connect(GatewayServer server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort());
  }

  private static void send(Socket socket, String method, String target, String headers)
      throws IOException {
    String request = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String ask(GatewayServer server, String method, String target, String headers)
      throws IOException {
    return raw(server, method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers);
  }

  private static String raw(GatewayServer server, String head) throws IOException {
    try (Socket socket = connect(server)) {
      socket.setSoTimeout((int) SOON.toMillis());
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return drained(socket.getInputStream());
    }
  }

  private static String drained(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (IOException reset) {
      // How the other end breaks off.
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }
}
