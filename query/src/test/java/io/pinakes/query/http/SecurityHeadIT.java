package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads that one reader understands in one way, and another in another: none is answered. */
@Timeout(600)
class SecurityHeadIT {
  private static final String HIDDEN = "GET /livez HTTP/1.1\nHost: 127.0.0.1\n\n";

  @TempDir static Path folder;

  private static final SecurityTable table = new SecurityTable();

  private static ServedBank node;

  @BeforeAll
  static void serve() throws Exception {
    node = ServedBank.empty(folder.resolve("home"), ServedBank.Setting.USUAL);
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
    table.print();
  }

  private static String send(String text) throws Exception {
    return RawRequest.send(node.server.uri(), text);
  }

  private static void refused(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer.split("HTTP/1\\.1 ", -1)).as("answers: %s", answer).hasSize(2);
    assertThat(answer).containsIgnoringCase("connection: close").contains("\"fix\":");
  }

  /** {@code ~} ends a line. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: 127.0.0.1~Host: evil.example",
        "Host: 127.0.0.1~Host: 127.0.0.1",
        "Host: 127.0.0.1~Origin: http://127.0.0.1~Origin: https://evil.example",
        "Host: 127.0.0.1~Authorization: Bearer a~Authorization: Bearer b",
        "Host: 127.0.0.1~Sec-Fetch-Site: none~Sec-Fetch-Site: cross-site"
      })
  void aHeaderThatDecidesIsNotThereTwice(String lines) throws Exception {
    String answer =
        send("GET /api/v1/status HTTP/1.1\n" + lines.replace('~', '\n') + "\n\n" + HIDDEN);
    refused(answer, 400);
    assertThat(answer).contains("malformed", "is there twice");
    table.row("a header by which is decided, twice", answer, "400, closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-A: b~ c", "X-A: b~\tc", "Host: 127.0.0.1~ evil.example", "X-A:~ b"})
  void aHeaderDoesNotGoOnInTheNextLine(String lines) throws Exception {
    String head = lines.startsWith("Host") ? "" : "Host: 127.0.0.1\n";
    String answer =
        send("GET /livez HTTP/1.1\n" + head + lines.replace('~', '\n') + "\n\n" + HIDDEN);
    refused(answer, 400);
    assertThat(answer).contains("next line");
    table.row("a header over two lines", answer, "400, closed");
  }

  @Test
  void aHeaderOverTwoLinesIsSeenInPiecesAndBehindAnotherRequest() throws Exception {
    String text =
        "POST /api/v1/search HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 4\n\n\n a\n"
            + "GET /livez HTTP/1.1\nHost: 127.0.0.1\nX-A: b\n c\n\n"
            + HIDDEN;
    try (Socket socket = RawRequest.connect(node.server.uri())) {
      socket.setTcpNoDelay(true);
      // The body is of four bytes, with a line in it that begins with a space.
      for (byte one :
          RawRequest.lines(text).replace("\r\n a\r\n", "\n a\n").getBytes(StandardCharsets.UTF_8)) {
        RawRequest.say(socket, one);
      }
      String answer = RawRequest.rest(socket.getInputStream());
      assertThat(answer).startsWith("HTTP/1.1 415 ").contains("HTTP/1.1 400 ", "next line");
      assertThat(answer.split("HTTP/1\\.1 ", -1)).as("answers: %s", answer).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xchunked",
        "identity",
        "gzip, chunked",
        "chunked, chunked",
        "chunked, identity",
        "chunked\nTransfer-Encoding: chunked",
        "identity\nTransfer-Encoding: chunked",
        "\"chunked\"",
        "chunked;q=1"
      })
  void aBodyIsChunkedOrHasALength(String coding) throws Exception {
    for (String more : new String[] {"", "Content-Length: 5\n"}) {
      String answer =
          send(
              "POST /api/v1/search HTTP/1.1\nHost: 127.0.0.1\nContent-Type: application/json\n"
                  + more
                  + "Transfer-Encoding: "
                  + coding
                  + "\n\n0\n\n"
                  + HIDDEN);
      refused(answer, 400);
      table.row("a Transfer-Encoding that is not just [chunked]", answer, "400, closed");
    }
  }

  @Test
  void httpOneZeroHasNoChunks() throws Exception {
    String answer =
        send(
            "POST /api/v1/search HTTP/1.0\nHost: 127.0.0.1\nContent-Type: application/json\n"
                + "Connection: keep-alive\nTransfer-Encoding: chunked\n\n0\n\n"
                + HIDDEN);
    assertThat(answer).matches("(?s)HTTP/1\\.[01] 400 .*").contains("HTTP/1.0 has no");
    assertThat(answer.split("HTTP/1\\.[01] [0-9]", -1)).hasSize(2);
    table.row("Transfer-Encoding in HTTP/1.0", answer, "400, closed");
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, 127.0.0.1, 403",
    "HTTPS://evil.example:80, 127.0.0.1, 403",
    "http://127.0.0.1@evil.example, 127.0.0.1, 403",
    "http://, 127.0.0.1, 403",
    "http://127.0.0.1, evil.example, 403",
    "http://127.0.0.1, 127.0.0.1, 200",
    "http://library.example, 127.0.0.1, 200"
  })
  void aWholeAddressInTheFirstLineIsHeldToTheNamesToo(String base, String host, int status)
      throws Exception {
    String answer =
        send("GET " + base + "/api/v1/status HTTP/1.1\nHost: " + host + "\nConnection: close\n\n");
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    if (status == 403) {
      assertThat(answer).contains("host-refused");
      table.row("a whole address with another name", answer, "as a Host of that name");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Encoding: gzip, 415",
    "Content-Encoding: identity, 400",
    "Expect: 200-ok, 417",
    "Expect: 100-Continue, 400"
  })
  void whatIsNotDoneWithABodyIsSaid(String header, int status) throws Exception {
    String answer =
        send(
            "POST /api/v1/search HTTP/1.1\nHost: 127.0.0.1\nContent-Type: application/json\n"
                + header
                + "\nContent-Length: 2\nConnection: close\n\n{}");
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    if (status > 400) {
      refused(answer, status);
      table.row("an encoding or an expectation that is not met", answer, "identity, 100-continue");
    }
  }
}
