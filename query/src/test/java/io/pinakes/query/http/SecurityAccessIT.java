package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.query.jobs.BankTasks;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who is not let in: every row is a refusal, printed at the end with the bound behind it. What is
 * not read is in {@link SecurityRequestIT}.
 */
@Timeout(600)
class SecurityAccessIT {

  @TempDir static Path folder;

  private static final SecurityTable table = new SecurityTable();

  private static ServedBank node;
  private static ServedBank wide;

  @BeforeAll
  static void serve() throws Exception {
    node = ServedBank.empty(folder.resolve("home"), ServedBank.Setting.USUAL);
    wide = ServedBank.empty(folder.resolve("wide"), ServedBank.Setting.USUAL.openToNetwork());
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
    wide.close();
    table.print();
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
      if (status == 403) {
        table.row(
            "DNS rebinding: a name that points here",
            answer,
            "Host: an address, localhost, or named");
      }
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
    table.row("a page elsewhere, with the token", posted, "Origin and Sec-Fetch-Site; no CORS");
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
    table.row(
        "a change without the token, or with a wrong one", raw(head), "the token, file mode 0600");
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
  void noJobOfAnyKindIsTakenWithoutTheToken() throws Exception {
    for (String kind : BankTasks.KINDS) {
      String body = "{\"kind\":\"" + kind + "\",\"request\":{\"file\":\"/etc/hostname\"}}";
      assertThat(node.post("/api/v1/jobs", body).statusCode()).as(kind).isEqualTo(401);
    }
    table.row("a job that reads files of this machine", "401 | the token");
  }

  @Test
  void openToTheNetworkNothingOfTheHomeIsShownWithoutTheToken() throws Exception {
    for (String path : new String[] {"/api/v1/models", "/api/v1/status", "/metrics", "/nothing"}) {
      assertThat(wide.get(path).statusCode()).as(path).isEqualTo(401);
      table.row("reading from other machines without the token", "401 | the token");
      HttpResponse<String> shown =
          wide.send(wide.request(path).header("Authorization", wide.token.header()));
      assertThat(shown.statusCode()).as(path).isNotEqualTo(401);
    }
    assertThat(wide.post("/api/v1/search", "{\"query\":\"x\"}").statusCode()).isEqualTo(401);
    assertThat(wide.get("/livez").statusCode()).isEqualTo(200);
    assertThat(wide.get("/openapi.json").statusCode()).isEqualTo(200);
  }

  @Test
  void whoWatchesOverANodeFromFarIsToldThatItIsReadyAndNothingOfTheHome() throws Exception {
    for (String path : new String[] {"/readyz", "/healthz"}) {
      HttpResponse<String> answer = wide.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body())
          .contains("\"ready\":true", "\"shelf\"", "\"ok\":true")
          .doesNotContain("detail");
      HttpResponse<String> shown =
          wide.send(wide.request(path).header("Authorization", wide.token.header()));
      assertThat(shown.body()).contains("a detail of the home");
      assertThat(node.get(path).body()).contains("a detail of the home");
      table.row("whether it is ready, from other machines without the token", "200 | yes or no");
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain; charset=application/json",
        "application/jsonp"
      })
  void aFormOfAPageChangesAndFindsNothing(String type) throws Exception {
    String body = "{\"kind\":\"gc\",\"request\":{}}";
    String form =
        " HTTP/1.1\nHost: 127.0.0.1\nContent-Type: " + type + "\nContent-Length: " + body.length();
    // Browsers send forms without asking first; old ones without a word of where they come from.
    String old =
        RawRequest.send(
            node.server.uri(), "POST /api/v1/jobs" + form + "\nConnection: close\n\n" + body);
    assertThat(old).startsWith("HTTP/1.1 401 ");
    String known =
        RawRequest.send(
            node.server.uri(),
            "POST /api/v1/jobs"
                + form
                + "\nAuthorization: "
                + node.token.header()
                + "\nConnection: close\n\n"
                + body);
    assertThat(known).startsWith("HTTP/1.1 415 ");
    String search =
        RawRequest.send(
            node.server.uri(), "POST /api/v1/search" + form + "\nConnection: close\n\n" + body);
    assertThat(search).startsWith("HTTP/1.1 415 ");
    assertThat(node.json("/api/v1/jobs").get("jobs")).isEmpty();
    table.row("CSRF: a form posted to jobs", old, "the token, which no page knows");
    table.row("CSRF: a body that is not called JSON", search, "application/json");
  }
}
