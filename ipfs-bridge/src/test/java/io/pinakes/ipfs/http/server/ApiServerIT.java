package io.pinakes.ipfs.http.server;

import static io.pinakes.ipfs.http.client.Patience.FOR_EVER;
import static io.pinakes.ipfs.http.client.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.api.Api;
import io.pinakes.ipfs.api.BearerToken;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.gateway.Content;
import io.pinakes.ipfs.gateway.NameRecords;
import io.pinakes.ipfs.gc.Gc;
import io.pinakes.ipfs.gc.GcOptions;
import io.pinakes.ipfs.gc.GcRoots;
import io.pinakes.ipfs.graph.Completer;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.rpc.Rpc;
import io.pinakes.ipfs.rpc.RpcHome;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.unixfs.UnixFsImporter;
import io.pinakes.ipfs.unixfs.UnixFsProfile;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The RPC on real sockets of the loopback address. */
@Timeout(300)
class ApiServerIT {
  private static final String END = "0\r\n\r\n";

  private final Store store = MemoryStore.create();
  private ApiServer server;

  @BeforeEach
  void start() throws IOException {
    server = ApiServer.start(rpc(), options());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    store.close();
  }

  private Api rpc() {
    return rpc(Completer.NONE);
  }

  private Api rpc(Completer completer) {
    GcRoots roots = GcRoots.of(new Pins(store));
    return new Rpc(
        new RpcHome(
            store,
            NameRecords.NONE,
            roots,
            gone -> new Gc(store, GcOptions.DEFAULTS).collect(roots, gone),
            completer,
            () -> PrivateKey.generateEd25519(new Random(3)).publicKey(),
            Path.of("home"),
            "0.0.0"));
  }

  @Test
  void whoHangsUpEndsWhatWasFetchedForItAndItsPlaceIsFree() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch ended = new CountDownLatch(2);
    Completer endless =
        (root, into) -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            ended.countDown();
          }
        };
    Cid old = Content.raw("old").cid();
    store.blocks().put(List.of(Content.raw("old")));
    new Pins(store).add(new Pin(old, Pin.Kind.RECURSIVE, ""));
    Cid wanted = Content.raw("wanted").cid();
    // Two places, both taken, and two who may wait for one.
    ServerOptions two =
        ServerOptions.loopback(0)
            .withLimits(new ServerOptions.Limits(64, 2, 2, 4096, FOR_EVER, FOR_EVER));
    try (ApiServer small = ApiServer.start(rpc(endless), two)) {
      try (Socket one = new Socket(InetAddress.getLoopbackAddress(), small.uri().getPort());
          Socket other = new Socket(InetAddress.getLoopbackAddress(), small.uri().getPort())) {
        String end = " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
        one.getOutputStream().write(text("POST /api/v0/pin/add?arg=" + wanted + end));
        String update = "POST /api/v0/pin/update?arg=" + old + "&arg=" + wanted + end;
        other.getOutputStream().write(text(update));
        assertThat(begun.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      }
      assertThat(ended.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      String line = "POST /api/v0/version HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
      assertThat(send(small, line + "\r\n")).startsWith("HTTP/1.1 200");
    }
    assertThat(new Pins(store).find(wanted)).isEmpty();
    assertThat(new Pins(store).find(old)).isPresent();
  }

  @Test
  void aDefectIsAnsweredAndTheNextRequestToo() throws IOException {
    Api broken =
        request -> {
          throw new StackOverflowError("too deep");
        };
    try (ApiServer other = ApiServer.start(broken, options())) {
      for (int i = 0; i < 9; i++) {
        assertThat(send(other, "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
            .startsWith("HTTP/1.1 500")
            .doesNotContain("too deep");
      }
    }
  }

  private static ServerOptions options() {
    return options(FOR_EVER);
  }

  private static ServerOptions options(Duration stall) {
    return ServerOptions.loopback(0)
        .withLimits(new ServerOptions.Limits(64, 4, 4, 4096, FOR_EVER, stall));
  }

  @Test
  void onlyPostsOfProgramsOnThisMachineAreAnswered() throws IOException {
    assertThat(ask("POST /api/v0/id", "")).startsWith("HTTP/1.1 200").contains("\"ID\":\"12D3");
    assertThat(ask("GET /api/v0/id", "")).startsWith("HTTP/1.1 405").contains("Allow: POST");
    assertThat(ask("OPTIONS /api/v0/id", "")).startsWith("HTTP/1.1 405");
    for (String header :
        List.of(
            "Origin: http://example.org",
            "Origin: null",
            "Origin: http://127.0.0.1",
            "Referer: http://example.org/page",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-origin")) {
      assertThat(ask("POST /api/v0/id", header + "\r\n")).as(header).startsWith("HTTP/1.1 403");
    }
    assertThat(
            send("POST /api/v0/id HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(ask("POST /api/v0/shutdown", "")).startsWith("HTTP/1.1 404");
    assertThat(ask("POST /ipfs/bafkqaaa", "")).startsWith("HTTP/1.1 404");
  }

  @Test
  void whoKnowsTheTokenAloneIsAnsweredWhenOneIsAskedFor() throws IOException {
    Api guarded = new BearerToken("0123456789abcdef").before(rpc());
    try (ApiServer closed = ApiServer.start(guarded, options())) {
      String line = "POST /api/v0/id HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
      assertThat(send(closed, line + "\r\n")).startsWith("HTTP/1.1 403");
      assertThat(send(closed, line + "Authorization: Bearer 0123456789abcdeg\r\n\r\n"))
          .startsWith("HTTP/1.1 403");
      assertThat(send(closed, line + "Authorization: Bearer 0123456789abcdef\r\n\r\n"))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void errorsHaveTheFormOfKubo() throws IOException {
    String absent = Content.raw("absent").cid().toString();
    assertThat(ask("POST /api/v0/block/get?arg=" + absent, ""))
        .startsWith("HTTP/1.1 500")
        .contains("Content-Type: application/json")
        .contains("\"Type\":\"error\"")
        .contains("block was not found locally (offline): ipld: could not find " + absent);
    assertThat(ask("POST /api/v0/cat", "")).startsWith("HTTP/1.1 500").contains("required");
    assertThat(ask("POST /api/v0/cat?arg=nonsense", "")).startsWith("HTTP/1.1 500");
    assertThat(ask("POST /api/v0/add", "")).startsWith("HTTP/1.1 500").contains("form");
  }

  @Test
  void aFailureBehindTheFirstBytesIsSaidInATrailer() throws IOException {
    byte[] content = new byte[4 << 20];
    new Random(5).nextBytes(content);
    Cid file =
        new UnixFsImporter(UnixFsProfile.V1_2025, block -> store.blocks().put(List.of(block)))
            .addFile(new ByteArrayInputStream(content))
            .cid();
    Block last = Block.of(0x55, Arrays.copyOfRange(content, 3 << 20, 4 << 20));
    store.blocks().delete(List.of(last.cid()));
    assertThat(ask("POST /api/v0/cat?arg=" + file, ""))
        .startsWith("HTTP/1.1 200")
        .contains("X-Stream-Output: 1")
        .endsWith("X-Stream-Error: block [" + last.cid() + "] is not here\r\n\r\n");
  }

  @Test
  void aFileIsAddedWhileItComesAndItsProgressGoesBackMeanwhile() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          text(
              lines(
                  "POST /api/v0/add?progress=true HTTP/1.1",
                  "Host: localhost",
                  "Content-Type: multipart/form-data; boundary=b",
                  "Transfer-Encoding: chunked",
                  "",
                  "")));
      chunk(out, text("--b\r\nContent-Disposition: form-data; filename=\"one\"\r\n\r\n"));
      chunk(out, new byte[600_000]);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String line = in.readLine();
      while (!line.contains("\"Bytes\"")) {
        line = in.readLine();
      }
      assertThat(line).contains("\"Name\":\"one\"");
      chunk(out, text("\r\n--b--\r\n"));
      out.write(text(END));
      while (!line.contains("\"Hash\"")) {
        line = in.readLine();
      }
      assertThat(line).contains("\"Name\":\"one\"");
      String end = in.readLine();
      while (!end.equals("0")) {
        end = in.readLine();
      }
      assertThat(new Pins(store).find(Cid.parse(line.replaceAll(".*Hash\":\"|\",.*", ""))))
          .isPresent();
    }
  }

  @Test
  void aSenderWhoStallsOrGoesLeavesNothingPinned() throws IOException {
    String head =
        lines(
            "POST /api/v0/add HTTP/1.1",
            "Host: localhost",
            "Content-Length: 1000000",
            "Content-Type: multipart/form-data; boundary=b",
            "",
            "--b",
            "Content-Disposition: form-data; filename=\"one\"",
            "",
            "some");
    // Of its own: the senders of the other tests may be kept waiting by the machine for as long.
    try (ApiServer hasty = ApiServer.start(rpc(), options(Duration.ofMillis(500)))) {
      assertThat(send(hasty, head)).startsWith("HTTP/1.1 500").contains("sent nothing for");
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hasty.uri().getPort())) {
        socket.getOutputStream().write(text(head));
      }
    }
    boolean[] any = new boolean[1];
    new Pins(store).list(pin -> any[0] = true);
    assertThat(any[0]).isFalse();
  }

  @Test
  void aBodyThatNobodyWantsEndsTheConnectionAndNotTheServer() throws IOException {
    String answer =
        send(
            "POST /api/v0/nonsense HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
                + "some");
    assertThat(answer).startsWith("HTTP/1.1 404").containsIgnoringCase("connection: close");
    assertThat(ask("POST /api/v0/version", "")).startsWith("HTTP/1.1 200");
  }

  private static void chunk(OutputStream out, byte[] bytes) throws IOException {
    out.write(text(Integer.toHexString(bytes.length) + "\r\n"));
    out.write(bytes);
    out.write(text("\r\n"));
    out.flush();
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String ask(String line, String headers) throws IOException {
    return send(line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers + "\r\n");
  }

  private String send(String request) throws IOException {
    return send(server, request);
  }

  /** Sends it and reads until the server closes. */
  private static String send(ApiServer server, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
      socket.setSoTimeout((int) SOON.toMillis());
      socket.getOutputStream().write(text(request));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
