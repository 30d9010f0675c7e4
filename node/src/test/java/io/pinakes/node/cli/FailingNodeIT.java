package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.cli.CommandInTest.Said;
import io.pinakes.node.client.NodeFile;
import io.pinakes.query.http.guard.Identity;
import io.pinakes.query.http.guard.Token;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands while whoever proved to be the home's node does not answer them. */
@Timeout(600)
class FailingNodeIT {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @TempDir static Path folder;

  private static Path home;
  private static Said alone;

  @BeforeAll
  static void ingest() throws Exception {
    home = folder.resolve("home");
    Path documents = CommandBatch.documents(folder.resolve("docs"));
    assertThat(CommandInTest.run(home, List.of("ingest", documents.toString(), "-q")).exitCode())
        .isEqualTo(ExitCode.PARTIAL);
    Token.ensure(home, new SecureRandom());
    alone = search();
    assertThat(alone.out()).contains("papyrus.md");
  }

  private static Said search() {
    Said said = CommandInTest.run(home, List.of("search", "papyrus", "--mode", "text"));
    return new Said(said.exitCode(), said.out(), said.err().replaceAll("in \\d+ ms", "in … ms"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | ended within the answer",
        "'HTTP/1.1 200 OK~Content-Length: 900~~{\"schema\":\"pinakes.search/1\"' | ended within",
        "'HTTP/1.1 200 OK~Transfer-Encoding: chunked~~4~{\"sc~' | ended within the answer",
        "'HTTP/1.1 200 OK~Transfer-Encoding: chunked~~-4~' | does not say how long it is",
        "'HTTP/1.1 503 Not now~Content-Length: 25~~{\"detail\":\"it is ending\"}' | it is ending",
        "'SSH-2.0-OpenSSH~' | does not speak HTTP",
      })
  void aNodeThatEndsOrIsBusyWhileItIsAskedIsSaidAndTheHomeIsReadBesideIt(String answer, String why)
      throws Exception {
    try (Node node = new Node(answer.replace("~", "\r\n"))) {
      Said said = search();
      assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
      assertThat(said.out()).isEqualTo(alone.out());
      assertThat(said.err())
          .contains("The node at " + node.url + " gave no answer (", why, "reading the home beside")
          .doesNotContain("Exception", "\tat ");
      assertThat(node.asked).isEqualTo("POST /api/v1/search HTTP/1.1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 404 Not found\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 400 Bad request\r\nContent-Length: 2\r\n\r\n{}",
        OK + "Content-Length: 31\r\n\r\n{\"schema\":\"pinakes.search/999\"}",
        OK + "Content-Length: 2\r\n\r\n[]",
        OK + "\r\n{\"schema\":\"pinakes.search/1\",\"hits\":[],\"omitted\":[{\"dataset\":\"a\"}]}",
      })
  void aNodeOfAnotherAgeThatDoesNotKnowTheQuestionIsPassedOver(String answer) throws Exception {
    try (Node node = new Node(answer)) {
      assertThat(search()).isEqualTo(alone);
      assertThat(node.asked).startsWith("POST ");
    }
  }

  @Test
  void whoCannotProveToBeTheNodeIsToldNeitherTheQuestionNorTheToken() throws Exception {
    try (Node node = new Node(OK + "\r\n{}")) {
      node.lies = true;
      assertThat(search()).isEqualTo(alone);
      assertThat(node.asked).startsWith("GET /api/v1/node?challenge=");
      assertThat(node.heads).doesNotContain("Authorization");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "killed | ''",
        "killed in the stream | 'HTTP/1.1 200 OK~Transfer-Encoding: chunked~~6~data: '",
        "told to end | 'HTTP/1.1 503 Busy~~{\"title\":\"stopping\"}'",
        "gone behind it | 'HTTP/1.1 200"
            + " OK~~{\"id\":\"job-3\",\"state\":\"queued\",\"ended\":null}'",
      })
  void whoWaitsForAJobOfANodeThatEndsIsToldThatTheJobGoesOn(String how, String events)
      throws Exception {
    try (Node node = new Node(events.replace("~", "\r\n"))) {
      Said said = CommandInTest.run(home, List.of("model", "import", folder.toString()));
      assertThat(said.exitCode()).as(how).isEqualTo(ExitCode.NETWORK);
      assertThat(said.err())
          .contains(
              "the node at " + node.url + " ended while it worked on job-3",
              "once a node serves this home again: ",
              "serve")
          .doesNotContain("Exception", "\tat ");
      assertThat(said.out()).isEmpty();
    }
  }

  @Test
  void whoLosesTouchWithANodeThatGoesOnIsToldWhereTheJobIs() throws Exception {
    try (Node node = new Node("")) {
      node.outlivesJobs = true;
      Said said = CommandInTest.run(home, List.of("model", "import", folder.toString()));
      assertThat(said.exitCode()).isEqualTo(ExitCode.NETWORK);
      assertThat(said.err())
          .contains(
              "job-3 waits for its turn behind job-1, job-2.",
              "said no more of job-3",
              "It goes on with it: look at " + node.url + "/#/jobs");
    }
  }

  /** Proves to be the node, takes a job on, and else answers as it was told to. */
  private static final class Node implements AutoCloseable {
    private final ServerSocket listening;
    private final String answer;
    private final URI url;
    private final Closeable file;
    private final Identity identity;
    private final StringBuilder heads = new StringBuilder();
    private volatile boolean lies;
    private volatile boolean outlivesJobs;
    private volatile String asked = "";

    Node(String answer) throws IOException {
      this.answer = answer;
      this.listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      this.url = URI.create("http://127.0.0.1:" + listening.getLocalPort());
      this.identity = new Identity(Token.read(home));
      identity.listensAt(url);
      this.file = NodeFile.write(home, url);
      Thread.ofPlatform().daemon().start(this::serve);
    }

    private void serve() {
      while (!listening.isClosed()) {
        try (Socket socket = listening.accept()) {
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
          asked = in.readLine();
          int length = 0;
          for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            heads.append(line).append('\n');
            length =
                line.startsWith("Content-Length: ") ? Integer.parseInt(line.substring(16)) : length;
          }
          for (int i = 0; i < length; i++) {
            in.read();
          }
          OutputStream out = socket.getOutputStream();
          out.write(reply().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
          assertThat(listening.isClosed()).as(e.toString()).isTrue();
        }
      }
    }

    private String reply() {
      String[] words = asked.split("challenge=| HTTP", 3);
      if (words.length == 3) {
        return OK + "\r\n{\"proof\":\"" + (lies ? "no" : identity.proof(words[1])) + "\"}";
      }
      if (asked.startsWith("POST /api/v1/jobs ")) {
        lies = !outlivesJobs;
        return OK + "\r\n{\"id\":\"job-3\",\"waits_for\":[\"job-1\",\"job-2\"]}";
      }
      return answer;
    }

    @Override
    public void close() throws IOException {
      file.close();
      listening.close();
    }
  }
}
