package io.pinakes.ipfs.http.kubo;

import static io.pinakes.ipfs.http.client.Patience.FOR_EVER;
import static io.pinakes.ipfs.http.client.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.ipfs.unixfs.UnixFsProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each way in which a daemon fails, by a socket that does just that. */
@Timeout(300)
class KuboFailuresIT {
  private static final String LINES =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTrailer: X-Stream-Error\r\n"
          .concat("Transfer-Encoding: chunked\r\n\r\n");

  @Test
  void nobodyWhoListensIsUnreachable() throws Exception {
    // Bound and not listened at, so that no other process is given it meanwhile.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = bound.getLocalPort();
      try (KuboClient client = client(port)) {
        assertKind(KuboException.Kind.UNREACHABLE, client.version())
            .hasMessageContaining("http://127.0.0.1:" + port);
      }
    }
  }

  @Test
  void refusalsAreToldApartAndSayWhatTheDaemonSaid() throws Exception {
    try (Daemon daemon = new Daemon(answer("403 Forbidden", "text/plain", "403 - Forbidden"));
        KuboClient client = client(daemon.port())) {
      assertKind(KuboException.Kind.FORBIDDEN, client.version()).hasMessageContaining("403");
    }
    try (Daemon daemon = new Daemon(answer("404 Not Found", "text/plain", "404 page not found"));
        KuboClient client = client(daemon.port())) {
      assertKind(KuboException.Kind.UNKNOWN_COMMAND, client.version());
    }
    String why = "{\"Message\":\"pin: already pinned\",\"Code\":0,\"Type\":\"error\"}";
    try (Daemon daemon = new Daemon(answer("500 Internal Server Error", "application/json", why));
        KuboClient client = client(daemon.port())) {
      assertKind(KuboException.Kind.FAILED, client.version())
          .hasMessageContaining("pin: already pinned");
    }
  }

  @Test
  void anErrorInTheTrailerIsAFailureThoughAllThatCameWasGood() throws Exception {
    String body = "{\"Ref\":\"bafkqaaa\",\"Err\":\"\"}\n";
    String late = LINES + chunk(body) + "0\r\nX-Stream-Error: disk on fire\r\n\r\n";
    try (Daemon daemon = new Daemon(late);
        KuboClient client = client(daemon.port())) {
      assertKind(KuboException.Kind.FAILED_LATE, client.files().refsLocal().toList(10))
          .hasMessageContaining("disk on fire");
      assertKind(KuboException.Kind.FAILED_LATE, client.files().cat("bafkqaaa").toList(10));
    }
  }

  @Test
  void anAnswerThatIsCutOffIsNoAnswer() throws Exception {
    String body = "{\"Ref\":\"bafkqaaa\",\"Err\":\"\"}\n";
    try (Daemon daemon = new Daemon(LINES + chunk(body));
        KuboClient client = client(daemon.port())) {
      assertKind(KuboException.Kind.CUT, client.files().refsLocal().toList(10))
          .hasMessageContaining("refs/local");
    }
    try (Daemon daemon = new Daemon("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
        KuboClient client = client(daemon.port())) {
      assertKind(KuboException.Kind.CUT, client.files().cat("bafkqaaa").toList(10));
    }
    try (Daemon daemon = new Daemon("");
        KuboClient client = client(daemon.port())) {
      assertKind(KuboException.Kind.CUT, client.version());
    }
  }

  @Test
  void aDaemonThatSaysNothingIsWaitedForAsLongAsAskedAndNoLonger() throws Exception {
    try (Daemon daemon = new Daemon(LINES).holding();
        KuboClient client =
            new KuboClient(options(daemon.port()).withSilence(Duration.ofMillis(300)))) {
      assertKind(KuboException.Kind.SILENT, client.version());
    }
  }

  @Test
  void aRefusalThatHangsIsTheRefusalThatItBeganAs() throws Exception {
    String begun = "HTTP/1.1 500 No\r\nContent-Length: 100\r\n\r\nthe disk is full";
    // Longer than it takes to begin.
    try (Daemon daemon = new Daemon(begun).holding();
        KuboClient client =
            new KuboClient(options(daemon.port()).withSilence(Duration.ofSeconds(5)))) {
      assertKind(KuboException.Kind.FAILED, client.version())
          .hasMessageContaining("the disk is full");
    }
    // What may be silent for as long as it likes is no subscription once it is refused.
    try (Daemon daemon = new Daemon(begun).holding();
        KuboClient client =
            new KuboClient(options(daemon.port()).withSilence(Duration.ofMillis(300)))) {
      assertKind(KuboException.Kind.FAILED, client.network().subscribe("any").toList(1))
          .hasMessageContaining("the disk is full");
    }
  }

  @Test
  void whatIsNoAnswerIsMalformedAndWhatNeverEndsIsBounded() throws Exception {
    for (String body : List.of("[1]", "{\"Version\":3}", "{", "{\"Other\":\"x\"}")) {
      try (Daemon daemon = new Daemon(answer("200 OK", "application/json", body));
          KuboClient client = client(daemon.port())) {
        assertKind(KuboException.Kind.MALFORMED, client.version());
      }
    }
    try (Daemon daemon = new Daemon(LINES).endless(chunk("a".repeat(60_000)));
        KuboClient client = client(daemon.port())) {
      assertKind(KuboException.Kind.MALFORMED, client.files().refsLocal().toList(10))
          .hasMessageContaining("bytes long");
    }
  }

  @Test
  void noMoreIsReadThanWasAskedForAndCancellingEndsTheConnection() throws Exception {
    try (Daemon daemon =
            new Daemon(LINES).endless(chunk("{\"Ref\":\"bafkqaaa\",\"Err\":\"\"}\n".repeat(2000)));
        KuboClient client = client(daemon.port())) {
      Slow slow = new Slow();
      client.files().refsLocal().subscribe(slow);
      slow.subscription.get(SOON.toSeconds(), TimeUnit.SECONDS).request(3);
      slow.three.await();
      // It writes until the buffers of both ends are full; then its write waits.
      daemon.awaitStuck();
      assertThat(slow.count.get()).isEqualTo(3);
      slow.subscription.get().cancel();
      assertThat(daemon.gone.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anUploadThatCannotBeReadFailsWithTheReasonAndEndsTheConnection() throws Exception {
    try (Daemon daemon = new Daemon("").holding();
        KuboClient client = client(daemon.port())) {
      KuboUpload broken =
          KuboUpload.of(
              () -> {
                throw new IOException("the disk is gone");
              });
      assertThatThrownBy(
              () -> client.files().add(broken, UnixFsProfile.V0_2015, true).toList(9).get())
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("the disk is gone");
    }
  }

  @Test
  void anUploadThatHasADefectFailsWithItAndEndsTheConnection() throws Exception {
    try (Daemon daemon = new Daemon("").holding();
        KuboClient client = client(daemon.port())) {
      KuboUpload broken =
          KuboUpload.of(
              () -> {
                throw new IllegalStateException("a mistake of ours");
              });
      assertThatThrownBy(
              () ->
                  client
                      .files()
                      .add(broken, UnixFsProfile.V0_2015, true)
                      .toList(9)
                      .get(SOON.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("a mistake of ours");
    }
  }

  private static final class Slow implements Flow.Subscriber<Object> {
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final CountDownLatch three = new CountDownLatch(3);
    private final AtomicLong count = new AtomicLong();

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription.complete(given);
    }

    @Override
    public void onNext(Object item) {
      count.incrementAndGet();
      three.countDown();
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {
      throw new AssertionError("it never ends");
    }
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertKind(
      KuboException.Kind kind, CompletableFuture<?> call) {
    return assertThat(
            Assertions.catchThrowableOfType(
                    ExecutionException.class, () -> call.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .getCause())
        .isInstanceOfSatisfying(
            KuboException.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  /** Whatever ends does so for another reason than its time. */
  private static KuboOptions options(int port) {
    KuboOptions base = KuboOptions.at(URI.create("http://127.0.0.1:" + port));
    return new KuboOptions(base.api(), base.authorization(), 4, 1 << 20, FOR_EVER, FOR_EVER);
  }

  private static KuboClient client(int port) {
    return new KuboClient(options(port));
  }

  private static String answer(String status, String type, String body) {
    return String.join(
        "\r\n",
        "HTTP/1.1 " + status,
        "Content-Type: " + type,
        "Content-Length: " + body.length(),
        "",
        body);
  }

  private static String chunk(String body) {
    return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
  }

  /** Reads a request's head, says its one answer, and closes, holds still, or never ends. */
  private static final class Daemon implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final String said;
    private final CountDownLatch gone = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong written = new AtomicLong();
    private volatile String more = "";
    private volatile boolean holds;

    Daemon(String said) throws IOException {
      this.said = said;
      Thread.ofVirtual().start(this::accept);
    }

    Daemon holding() {
      holds = true;
      return this;
    }

    Daemon endless(String piece) {
      more = piece;
      return this;
    }

    int port() {
      return server.getLocalPort();
    }

    private void accept() {
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          serve(socket);
        } catch (IOException e) {
          gone.countDown();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
      InputStream in = socket.getInputStream();
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
      String line = lines.readLine();
      while (line != null && !line.isEmpty()) {
        line = lines.readLine();
      }
      OutputStream out = socket.getOutputStream();
      out.write(said.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      while (!more.isEmpty()) {
        out.write(more.getBytes(StandardCharsets.ISO_8859_1));
        written.incrementAndGet();
      }
      if (holds) {
        closed.await();
      }
    }

    /** Waits until nothing has been written for a while. */
    void awaitStuck() throws InterruptedException {
      long before = -1;
      while (written.get() != before) {
        before = written.get();
        assertThat(gone.await(300, TimeUnit.MILLISECONDS)).isFalse();
      }
      assertThat(before).isLessThan(4_000);
    }

    @Override
    public void close() throws IOException {
      closed.countDown();
      server.close();
    }
  }
}
