package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Patience;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Long work on blocks that a node does: it ends soon after somebody asked, and leaves all whole.
 */
@Timeout(600)
class BlocksStoppedIT {
  private static final String SOME_CID =
      "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

  @TempDir Path folder;

  private Path home;
  private ServedProcess node;

  @BeforeEach
  void serve() throws Exception {
    home = folder.resolve("home");
    node = ServedProcess.start(home);
  }

  @AfterEach
  void stop() throws Exception {
    node.stop();
  }

  /** More zeroes than are read in the test's time; their blocks are alike, and take no space. */
  @Test
  void ctrlCStopsWhatTheNodeAdds() throws Exception {
    Path zeroes = folder.resolve("zeroes");
    try (RandomAccessFile file = new RandomAccessFile(zeroes.toFile(), "rw")) {
      file.setLength(1L << 41);
    }
    Process add =
        CommandBatch.program(home)
            .interruptible()
            .start("ipfs", "add", zeroes.toString(), "--progress", "json");
    BufferedReader said =
        new BufferedReader(new InputStreamReader(add.getErrorStream(), StandardCharsets.UTF_8));
    assertThat(said.readLine()).contains("By the node at");
    JsonNode progress = new ObjectMapper().readTree(said.readLine());
    assertThat(progress.path("blocks").asLong()).isPositive();
    assertThat(progress.path("bytes").asLong()).isPositive();
    assertThat(progress.path("bytes_total").asLong()).isEqualTo(1L << 41);
    assertThat(new ProcessBuilder("kill", "-INT", "" + add.pid()).start().waitFor()).isZero();
    assertThat(add.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(add.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
    // That it ends at all is the signal's doing: what it was asked for takes hours.
    node.awaitJobs();
    JsonNode job = node.get("/api/v1/jobs").at("/jobs/0");
    assertThat(job.path("kind").asText()).isEqualTo("add-files");
    assertThat(job.path("state").asText()).isEqualTo("cancelled");
    leavesAllWhole();
  }

  @Test
  void aPullFromOneWhoSaysNothingStopsAtOnce() throws Exception {
    String roots = "{\"kind\":\"pull-dataset\",\"request\":{\"roots\":[\"" + SOME_CID + "\"]";
    String graph = "{\"kind\":\"pull-blocks\",\"request\":{\"cid\":\"" + SOME_CID + "\"";
    String pin = "{\"kind\":\"pin\",\"request\":{\"path\":\"" + SOME_CID + "\"";
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      for (String body : List.of(roots, graph, pin)) {
        String from = body.equals(pin) ? "from" : "gateways";
        String url = "http://127.0.0.1:" + mute.getLocalPort();
        HttpResponse<String> taken =
            node.send(
                node.request("/api/v1/jobs")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body + ",\"" + from + "\":[\"" + url + "\"]}}")));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        try (Socket asked = mute.accept()) {
          assertThat(asked.getInputStream().read()).isEqualTo('G');
          String job = taken.headers().firstValue("location").orElseThrow();
          // It has ended by the time of the answer, which waits two seconds for that.
          HttpResponse<String> stopped = node.send(node.request(job).DELETE());
          assertThat(stopped.statusCode()).as(stopped.body()).isEqualTo(200);
          node.awaitJobs();
          assertThat(node.get(job).path("state").asText()).isEqualTo("cancelled");
        }
      }
    }
    leavesAllWhole();
  }

  private void leavesAllWhole() throws Exception {
    assertThat(CommandInTest.run(home, List.of("ipfs", "pin", "ls")).out()).isEmpty();
    assertThat(CommandInTest.run(home, List.of("gc", "-q")).exitCode()).isZero();
    node.stop();
    CommandInTest.Said doctor = CommandInTest.run(home, List.of("doctor"));
    assertThat(doctor.exitCode()).as(doctor.err()).isZero();
  }
}
