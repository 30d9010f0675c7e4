package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is not let in, and what is not read: every row is a refusal. */
@Timeout(60)
class SecurityTableIT {
  @TempDir static Path folder;

  private static ServedBank node;
  private static ServedBank wide;

  @BeforeAll
  static void serve() throws Exception {
    io.pinakes.query.http.vertx.ServeOptions.Limits quick =
        io.pinakes.query.http.vertx.ServeOptions.Limits.DEFAULT.withTimes(
            Duration.ofMillis(700), Duration.ofMillis(700), Duration.ofSeconds(2));
    node = ServedBank.empty(folder.resolve("home"), ServedBank.Setting.USUAL.with(quick));
    wide = ServedBank.empty(folder.resolve("wide"), ServedBank.Setting.USUAL.openToNetwork());
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
    wide.close();
  }

  private static String raw(String head) throws Exception {
    return RawRequest.send(node.server.uri(), head + "\nConnection: close\n\n");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 200",
    "127.0.0.1:7070, 200",
    "localhost, 200",
    "app.localhost:80, 200",
    "[::1]:7070, 200",
    "library.example, 200",
    "evil.example, 403",
    "127.0.0.1.evil.example, 403",
    "localhost.evil.example, 403",
    "library.example.evil.example, 403",
    "evil.example:7070, 403",
  })
  void aNameThatPointsHereIsNotEnough(String host, int status) throws Exception {
    for (String path : new String[] {"/api/v1/models", "/livez", "/nothing"}) {
      String answer = raw("GET " + path + " HTTP/1.1\nHost: " + host);
      int expected = status == 200 && path.equals("/nothing") ? 404 : status;
      assertThat(answer).as(path).startsWith("HTTP/1.1 " + expected + " ");
    }
  }

  @Test
  void aRequestWithoutAHostIsRefused() throws Exception {
    assertThat(raw("GET /api/v1/models HTTP/1.1\nAccept: */*")).startsWith("HTTP/1.1 4");
    assertThat(raw("GET /api/v1/models HTTP/1.0\nAccept: */*")).contains("403");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1:1",
        "Origin: http://localhost",
        "Origin: https://127.0.0.1.evil.example",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Mode: no-cors\nSec-Fetch-Site: cross-site"
      })
  void aPageElsewhereGetsNothingEvenWithTheToken(String header) throws Exception {
    String more = "\nHost: 127.0.0.1\nAuthorization: " + node.token.header() + "\n" + header;
    assertThat(raw("GET /api/v1/models HTTP/1.1" + more)).startsWith("HTTP/1.1 403 ");
    String job = "Content-Type: application/json" + System.lineSeparator() + "Content-Length: 0";
    String posted = raw("POST /api/v1/jobs HTTP/1.1" + more + "\n" + job);
    assertThat(posted).startsWith("HTTP/1.1 403 ").contains("origin-refused");
    assertThat(raw("OPTIONS /api/v1/jobs HTTP/1.1" + more))
        .doesNotContainIgnoringCase("access-control-allow");
  }

  @Test
  void theNodesOwnPagesAndLinksToThemWork() throws Exception {
    String own = "GET /api/v1/models HTTP/1.1\nHost: localhost:7070\n";
    assertThat(raw(own + "Origin: http://localhost:7070\nSec-Fetch-Site: same-origin"))
        .startsWith("HTTP/1.1 200 ");
    String link =
        """
        GET /docs HTTP/1.1
        Host: localhost
        Sec-Fetch-Site: cross-site
        Sec-Fetch-Mode: navigate\
        """;
    assertThat(raw(link)).startsWith("HTTP/1.1 200 ").containsIgnoringCase("script-src 'self'");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/jobs",
    "DELETE, /api/v1/jobs/job-1",
    "PUT, /api/v1/pins/bafkqaaa",
    "DELETE, /api/v1/pins/bafkqaaa"
  })
  void nothingIsChangedWithoutTheToken(String method, String path) throws Exception {
    String head = method + " " + path + " HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 0";
    assertThat(raw(head)).startsWith("HTTP/1.1 401 ").contains("token-missing", "WWW-Authenticate");
    for (String wrong :
        new String[] {
          "Bearer",
          "Bearer x",
          "Basic " + node.token.header().substring(7),
          node.token.header() + "x"
        }) {
      assertThat(raw(head + "\nAuthorization: " + wrong)).contains("token-wrong");
    }
    assertThat(raw(head + "\nAuthorization: " + node.token.header()))
        .doesNotStartWith("HTTP/1.1 401 ");
  }

  @Test
  void openToTheNetworkNothingOfTheHomeIsShownWithoutTheToken() throws Exception {
    for (String path :
        new String[] {"/api/v1/models", "/api/v1/status", "/readyz", "/metrics", "/nothing"}) {
      assertThat(wide.get(path).statusCode()).as(path).isEqualTo(401);
      HttpResponse<String> shown =
          wide.send(wide.request(path).header("Authorization", wide.token.header()));
      assertThat(shown.statusCode()).as(path).isNotEqualTo(401);
    }
    assertThat(wide.post("/api/v1/search", "{\"query\":\"x\"}").statusCode()).isEqualTo(401);
    assertThat(wide.get("/livez").statusCode()).isEqualTo(200);
    assertThat(wide.get("/openapi.json").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/docs/../../../../etc/passwd",
        "/docs/%2e%2e/%2e%2e/etc/passwd",
        "/docs/..%2f..%2fetc%2fpasswd",
        "/docs/docs.js%00.html",
        "/api/v1/datasets/..%2f..%2fkeys/documents",
        "/api/v1/datasets/x/documents/..%2f..%2f..%2ftoken",
        "/api/v1/datasets/%00/documents",
        "/%zz",
        "//etc/passwd",
        "/token"
      })
  void noPathLeadsOutOfWhatIsServed(String path) throws Exception {
    String answer = raw("GET " + path + " HTTP/1.1\nHost: 127.0.0.1");
    assertThat(answer).matches("(?s)HTTP/1\\.1 40[04] .*").doesNotContain("root:");
    assertThat(answer).doesNotContain(node.token.header().substring(7));
  }

  @Test
  void aBodyThatIsTooLongIsNotReadToItsEnd() throws Exception {
    String head = "POST /api/v1/search HTTP/1.1\nHost: 127.0.0.1\nContent-Type: application/json\n";
    assertThat(RawRequest.send(node.server.uri(), head + "Content-Length: 99999999\n\n"))
        .startsWith("HTTP/1.1 413 ")
        .contains("body-too-large");
    String chunk = "8000\n" + "x".repeat(0x8000) + "\n";
    assertThat(
            RawRequest.send(
                node.server.uri(), head + "Transfer-Encoding: chunked\n\n" + chunk.repeat(10)))
        .startsWith("HTTP/1.1 413 ");
    assertThat(
            RawRequest.send(
                node.server.uri(),
                "GET /api/v1/models HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 1\n\nx"))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void aHeadThatIsTooLongIsRefused() throws Exception {
    String long16k = "a".repeat(20_000);
    assertThat(raw("GET /" + long16k + " HTTP/1.1\nHost: 127.0.0.1")).contains(" 414 ");
    assertThat(raw("GET / HTTP/1.1\nHost: 127.0.0.1\nX-Long: " + long16k)).contains(" 431 ");
  }

  @Test
  void aBodyThatDripsIsNotWaitedFor() throws Exception {
    long start = System.nanoTime();
    String answer =
        RawRequest.send(
            node.server.uri(),
            "POST /api/v1/search HTTP/1.1\nHost: 127.0.0.1\nContent-Type: application/json\n"
                + "Content-Length: 100\n\n{");
    assertThat(answer).startsWith("HTTP/1.1 408 ");
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(5);
  }

  @Test
  void aHeadThatDripsIsCutOff() throws Exception {
    try (Socket socket = RawRequest.connect(node.server.uri())) {
      socket.setSoTimeout(50);
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
      out.write("GET /livez HTTP/1.1\r\nX-Drip: ".getBytes(StandardCharsets.US_ASCII));
      boolean cut = false;
      while (!cut && System.nanoTime() < end) {
        try {
          out.write('x');
          out.flush();
          cut = in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
          // It is still open; one more byte.
        } catch (java.io.IOException e) {
          cut = true;
        }
      }
      assertThat(cut).isTrue();
    }
  }

  @Test
  void theTokenIsItsOwnersAlone() throws Exception {
    Path file = folder.resolve("home").resolve("token");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(node.token.header()).hasSizeGreaterThan(40);
    Path shown = Files.createDirectory(folder.resolve("shown"));
    Path copy = shown.resolve("token");
    Files.copy(file, copy);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r-----"));
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> io.pinakes.query.http.guard.Token.read(shown))
        .hasMessageContaining("others can read the token");
  }

  @Test
  void everyAnswerTellsBrowsersToBeCareful() throws Exception {
    for (String path : new String[] {"/livez", "/api/v1/models", "/nothing", "/docs"}) {
      HttpResponse<String> answer = node.get(path);
      assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("content-security-policy"))
          .hasValueSatisfying(
              policy ->
                  assertThat(policy)
                      .contains("default-src 'none'", "frame-ancestors 'none'")
                      .doesNotContain("unsafe"));
      assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    }
  }
}
