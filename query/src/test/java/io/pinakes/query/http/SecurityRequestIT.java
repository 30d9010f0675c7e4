package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.query.Patience;
import io.pinakes.query.http.vertx.ServeOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is not read, or not to its end: every row is a refusal, printed at the end with the bound
 * behind it. Who is not let in is in {@link SecurityAccessIT}.
 */
@Timeout(600)
class SecurityRequestIT {
  private static final int CONNECTIONS = 32;

  @TempDir static Path folder;

  private static final SecurityTable table = new SecurityTable();

  private static ServedBank node;
  private static ServedBank crowded;
  private static ServedBank hasty;
  private static ServedBank dripping;

  @BeforeAll
  static void serve() throws Exception {
    // Only where somebody is slow on purpose: a busy machine is slow, too.
    ServeOptions.Limits usual = ServedBank.PATIENT;
    node = serve("home", usual);
    crowded = serve("crowded", usual.withConnections(CONNECTIONS));
    hasty =
        serve("hasty", usual.withTimes(Duration.ofMillis(900), usual.bodyTime(), usual.stall()));
    dripping =
        serve("dripping", usual.withTimes(usual.idle(), Duration.ofMillis(500), usual.stall()));
  }

  private static ServedBank serve(String home, ServeOptions.Limits limits) throws Exception {
    return ServedBank.empty(folder.resolve(home), ServedBank.Setting.USUAL.with(limits));
  }

  @AfterAll
  static void stop() throws Exception {
    for (ServedBank one : List.of(node, crowded, hasty, dripping)) {
      one.close();
    }
    table.print();
  }

  private static String raw(String head) throws Exception {
    return RawRequest.send(node.server.uri(), head + "\nConnection: close\n\n");
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
    table.row(
        "a path that leads out, raw or encoded", answer, "routes; no file is named by a path");
    assertThat(answer).doesNotContain(node.token.header().substring(7));
  }

  @Test
  void aBodyThatIsTooLongIsNotReadToItsEnd() throws Exception {
    String head = "POST /api/v1/search HTTP/1.1\nHost: 127.0.0.1\nContent-Type: application/json\n";
    assertThat(RawRequest.first(node.server.uri(), head + "Content-Length: 99999999\n\n"))
        .startsWith("HTTP/1.1 413 ")
        .contains("body-too-large");
    table.row(
        "a body that is too long",
        RawRequest.first(node.server.uri(), head + "Content-Length: 99999999\n\n"),
        "256 KiB, uploads 256 MiB to a file");
    String chunk = "8000\n" + "x".repeat(0x8000) + "\n";
    assertThat(
            RawRequest.first(
                node.server.uri(), head + "Transfer-Encoding: chunked\n\n" + chunk.repeat(10)))
        .startsWith("HTTP/1.1 413 ");
    assertThat(
            RawRequest.first(
                node.server.uri(),
                "GET /api/v1/models HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 1\n\nx"))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void aHeadThatIsTooLongIsRefused() throws Exception {
    String long16k = "a".repeat(20_000);
    assertThat(raw("GET /" + long16k + " HTTP/1.1\nHost: 127.0.0.1")).contains(" 414 ");
    assertThat(raw("GET / HTTP/1.1\nHost: 127.0.0.1\nX-Long: " + long16k))
        .contains(" 431 ", "head-too-long", "X-Content-Type-Options: nosniff");
    table.row(
        "a first line or a head that is too long",
        raw("GET / HTTP/1.1\nHost: 127.0.0.1\nX-Long: " + long16k),
        "16 KiB each");
  }

  @Test
  void aBodyThatDripsIsNotWaitedFor() throws Exception {
    // Nothing more is brought: an answer is one that has not waited for it.
    String answer =
        RawRequest.send(
            dripping.server.uri(),
            "POST /api/v1/search HTTP/1.1\nHost: 127.0.0.1\nContent-Type: application/json\n"
                + "Content-Length: 100\n\n{");
    assertThat(answer).startsWith("HTTP/1.1 408 ");
    table.row("a body that drips", answer, "10 s, here 0.5");
  }

  @Test
  void aHeadThatDripsIsCutOff() throws Exception {
    try (Socket socket = RawRequest.connect(hasty.server.uri())) {
      socket.setSoTimeout(50);
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      long end = System.nanoTime() + Patience.TIME.toNanos();
      out.write("GET /livez HTTP/1.1\r\nX-Drip: ".getBytes(StandardCharsets.US_ASCII));
      boolean cut = false;
      while (!cut && System.nanoTime() - end < 0) {
        try {
          out.write('x');
          out.flush();
          cut = in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
          // It is still open; one more byte.
        } catch (IOException e) {
          cut = true;
        }
      }
      assertThat(cut).isTrue();
      table.row("a head that drips", "", "60 s, here 0.9");
    }
  }

  @Test
  void connectionsThatAreTooManyAreClosed() throws Exception {
    List<Socket> open = connections(crowded, CONNECTIONS + 8);
    try {
      awaitClosed(open, 8);
    } finally {
      close(open);
    }
    answers(crowded);
    table.row("connections that are too many", "", "1,024, here " + CONNECTIONS);
  }

  @Test
  void idleConnectionsDoNotStay() throws Exception {
    List<Socket> open = connections(hasty, CONNECTIONS);
    try {
      awaitClosed(open, CONNECTIONS);
      answers(hasty);
      table.row("connections that bring nothing", "", "60 s, here 0.9");
    } finally {
      close(open);
    }
  }

  private static List<Socket> connections(ServedBank to, int count) throws Exception {
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket one = RawRequest.connect(to.server.uri());
      one.setSoTimeout(20);
      open.add(one);
    }
    return open;
  }

  /** Waits until so many are; nobody here closes any. */
  private static void awaitClosed(List<Socket> open, int wanted) throws Exception {
    long end = System.nanoTime() + Patience.TIME.toNanos();
    Set<Socket> closed = new HashSet<>();
    while (closed.size() < wanted) {
      assertThat(System.nanoTime() - end).as("%d are cut off", closed.size()).isNegative();
      for (Socket one : open) {
        if (!closed.contains(one) && isClosed(one)) {
          closed.add(one);
        }
      }
    }
  }

  private static void close(List<Socket> open) throws Exception {
    for (Socket one : open) {
      one.close();
    }
  }

  /** Whoever comes too slowly, or before a place is free, is closed like others, and asks again. */
  private static void answers(ServedBank asked) throws Exception {
    long end = System.nanoTime() + Patience.TIME.toNanos();
    boolean answered = false;
    while (!answered) {
      assertThat(System.nanoTime() - end).as("it is answered").isNegative();
      try {
        answered = asked.get("/livez").statusCode() == 200;
      } catch (IOException e) {
        answered = false;
      }
    }
  }

  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "PATCH", "PROPFIND", "get", "DELETE", "GETX", "CONNECT"})
  void aMethodIsTakenForNoOther(String method) throws Exception {
    String answer = raw(method + " /api/v1/search HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 0");
    assertThat(answer).matches("(?s)HTTP/1\\.1 (400|404|405|501) .*");
    table.row("a method that is none, or another's", answer, "routes; Allow names those that are");
    String disguised =
        raw(
            "POST /api/v1/search HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 0\n"
                + "X-HTTP-Method-Override: DELETE\nX-Method-Override: GET");
    assertThat(disguised).startsWith("HTTP/1.1 415 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..%2f..%2ftoken",
        "%2e%2e%2ftoken",
        "%2e%2e",
        "a%2f..%2f..%2f..%2ftoken",
        "%2ftoken",
        "a%00.txt",
        "a%0d%0aX-Injected:%20yes.txt",
        "a%5c..%5c..%5ctoken",
        "..%5ctoken",
        "../../../../token"
      })
  void noUploadsNameLeadsOutOfItsFolder(String name) throws Exception {
    Path home = folder.resolve("home");
    byte[] token = Files.readAllBytes(home.resolve("token"));
    for (String dataset : new String[] {"papers", "..%2f..", "%2e%2e"}) {
      String answer =
          RawRequest.send(
              node.server.uri(),
              "PUT /api/v1/datasets/"
                  + dataset
                  + "/uploads/"
                  + name
                  + " HTTP/1.1\nHost: 127.0.0.1\nAuthorization: "
                  + node.token.header()
                  + "\nContent-Length: 4\nConnection: close\n\nevil");
      assertThat(answer).matches("(?s)HTTP/1\\.1 40[045] .*").doesNotContain("X-Injected: yes");
      table.row(
          "an upload whose name leads out, raw or encoded",
          answer,
          "names that are one plain piece");
    }
    assertThat(Files.readAllBytes(home.resolve("token"))).isEqualTo(token);
    assertThat(ServedFiles.of(home, "evil")).isEmpty();
  }

  /** {@code ~} ends a line; {@code #} is where another request begins. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 6~Transfer-Encoding: chunked~~0~~#",
        "Transfer-Encoding: chunked~Content-Length: 6~~0~~#",
        "Transfer-Encoding: chunked~Content-Length: 0~~0~~#",
        "Content-Length: 60~Transfer-Encoding: chunked~~2~{}~0~~#",
        "Content-Length: 0~Content-Length: 60~~#",
        "Content-Length: 60~Content-Length: 0~~#",
        "Content-Length: 2~Content-Length: 2~~{}#",
        "Content-Length: 0, 60~~#",
        "Content-Length: +0~~#",
        "Content-Length: -1~~#",
        "Content-Length: 0x0~~#",
        "Content-Length: 6~Transfer-Encoding : chunked~~0~~#",
        "Content-Length: 6~Transfer-Encoding: identity, chunked~~0~~#",
        "Transfer-Encoding: chunked~Transfer-Encoding: identity~Content-Length: 6~~0~~#",
      })
  void noRequestIsHiddenInAnother(String framing) throws Exception {
    String hidden = "GET /livez HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n";
    String head = "POST /api/v1/search HTTP/1.1\nHost: 127.0.0.1\nContent-Type: application/json\n";
    String sent = head + framing.replace('~', '\n').replace("#", hidden);
    String answer = RawRequest.send(node.server.uri(), sent);
    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"malformed\"");
    assertThat(answer.split("HTTP/1\\.1 ", -1)).as("answers: %s", answer).hasSize(2);
    assertThat(answer).containsIgnoringCase("connection: close");
    table.row("smuggling: a request that says in two ways how long it is", answer, "400, closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x0", "-1", "+0", "zz"})
  void behindAChunkOfNoLengthNothingIsRead(String length) throws Exception {
    String answer =
        RawRequest.send(
            node.server.uri(),
            "POST /api/v1/search HTTP/1.1\nHost: 127.0.0.1\nContent-Type: application/json\n"
                + "Transfer-Encoding: chunked\n\n"
                + length
                + "\n\nGET /livez HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n");
    assertThat(answer).isEmpty();
    table.row("smuggling: behind a chunk of no length", answer, "the connection ends");
  }
}
