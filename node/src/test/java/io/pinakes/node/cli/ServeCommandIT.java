package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Patience;
import io.pinakes.node.testing.PinakesProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code pinakes serve} as a process of its own, and commands beside it. */
@Timeout(600)
class ServeCommandIT {
  private static final int BY_SIGTERM = 128 + 15;
  private static final Path SAMPLE = Path.of("..", "datasets", "sample");

  @TempDir Path folder;

  @Test
  void aNodeServesBesideReadersTakesWritersWorkAndEndsWhenToldUnderLoad() throws Exception {
    Path home = folder.resolve("home");
    assertThat(run(home, "ingest", SAMPLE.toString(), "-q").exitCode()).isZero();
    try (Served node = Served.start(home)) {
      assertThat(run(home, "search", "papyrus").exitCode()).isZero();
      assertThat(run(home, "status", "--json").out()).contains("\"home\"");
      PinakesProcess.Outcome second = run(home, "serve", "--listen", "127.0.0.1:0");
      assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.CONFLICT);
      assertThat(second.err()).contains("is being written by process", "pinakes serve");

      PinakesProcess.Outcome ingest =
          run(home, "ingest", SAMPLE.toString(), "--dataset", "more", "--json");
      assertThat(ingest.exitCode()).as(ingest.err()).isZero();
      JsonNode report = new ObjectMapper().readTree(ingest.out());
      assertThat(report.get("schema").asText()).isEqualTo("pinakes.ingest/1");
      assertThat(report.at("/files/indexed").asInt()).isEqualTo(8);
      assertThat(node.get("/api/v1/datasets/more")).contains("\"version\":1");
      assertThat(node.get("/api/v1/jobs")).contains("\"kind\":\"ingest\"");
      PinakesProcess.Outcome shown = run(home, "dataset", "publish", "more", "--json");
      assertThat(shown.exitCode()).as(shown.err()).isZero();
      JsonNode publication = new ObjectMapper().readTree(shown.out());
      assertThat(publication.get("public").asBoolean()).isTrue();
      assertThat(publication.get("root").asText()).startsWith("b");
      assertThat(node.get("/api/v1/datasets/more")).contains("\"private\":false");
      PinakesProcess.Outcome hidden = run(home, "dataset", "unpublish", "more");
      assertThat(hidden.out()).as(hidden.err()).contains("more is private");
      assertThat(node.get("/api/v1/datasets/more")).contains("\"private\":true");
      assertThat(run(home, "dataset", "publish", "none").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
      PinakesProcess.Outcome missing = run(home, "ingest", folder.resolve("none").toString());
      assertThat(missing.exitCode()).as(missing.err()).isEqualTo(ExitCode.NOT_FOUND);

      AtomicBoolean stop = new AtomicBoolean();
      AtomicInteger answered = new AtomicInteger();
      AtomicInteger broken = new AtomicInteger();
      List<CompletableFuture<Void>> load = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        load.add(CompletableFuture.runAsync(() -> node.searchUntil(stop, answered, broken)));
      }
      while (answered.get() < 20) {
        Thread.onSpinWait();
      }
      assertThat(node.end()).isEqualTo(BY_SIGTERM);
      stop.set(true);
      for (CompletableFuture<Void> one : load) {
        one.get(Patience.SECONDS, TimeUnit.SECONDS);
      }
      assertThat(broken.get()).as("answers that were begun and not ended").isZero();
      assertThat(home.resolve("node.json")).doesNotExist();
    }
    assertThat(run(home, "doctor").exitCode()).isZero();
  }

  @Test
  void aNodeWhoseHomeHasGoneIsNotReady() throws Exception {
    Path home = folder.resolve("home");
    assertThat(run(home, "ingest", SAMPLE.toString(), "-q").exitCode()).isZero();
    try (Served node = Served.start(home)) {
      assertThat(node.get("/readyz")).contains("\"ready\":true");
      Files.move(home, folder.resolve("elsewhere"));
      assertThat(node.get("/readyz")).contains("\"ready\":false").contains("\"ok\":false");
      Files.move(folder.resolve("elsewhere"), home);
      assertThat(node.get("/readyz")).contains("\"ready\":true");
    }
  }

  @Test
  void aNodeThatIsOpenToTheNetworkSaysWhereToOpenItAndThatItIsReadyWithoutToken() throws Exception {
    Path home = folder.resolve("home");
    Process process = CommandBatch.program(home).start("serve", "--listen", "0.0.0.0:0");
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        HttpClient client = HttpClient.newHttpClient()) {
      String first = lines.readLine();
      assertThat(first).startsWith("serving " + home + " at http://127.0.0.1:");
      String url = first.substring(first.indexOf("http://"));
      for (String path : List.of("/livez", "/readyz")) {
        assertThat(
                client
                    .send(
                        HttpRequest.newBuilder(URI.create(url + path)).build(),
                        BodyHandlers.ofString())
                    .statusCode())
            .as(path)
            .isEqualTo(200);
      }
    } finally {
      process.destroy();
      assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aTakenPortIsAClearError() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      PinakesProcess.Outcome outcome = run(folder.resolve("home"), "serve", "--listen", address);
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.CONFLICT);
      assertThat(outcome.err())
          .contains("something listens at [" + address + "] already", "--listen 127.0.0.1:0")
          .doesNotContain("Exception");
    }
    PinakesProcess.Outcome wrong = run(folder.resolve("home"), "serve", "--listen", "7070");
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
    PinakesProcess.Outcome none = run(folder.resolve("home"), "serve", "--listen", "999.1.1.1:70");
    assertThat(none.exitCode()).as(none.err()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("[999.1.1.1] is no address", "--listen 127.0.0.1:7070");
  }

  private static PinakesProcess.Outcome run(Path home, String... line) throws Exception {
    return CommandBatch.program(home).run(line);
  }

  /** A node in a process. */
  private record Served(Process process, String url, HttpClient client) implements AutoCloseable {
    static Served start(Path home) throws IOException {
      Path errors = home.resolveSibling("serve.err");
      Process process =
          CommandBatch.program(home)
              .errorsTo(errors)
              .start("serve", "--listen", "127.0.0.1:0", "--json");
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String first = lines.readLine();
      assertThat(first).as(Files.readString(errors)).isNotNull();
      return new Served(
          process,
          new ObjectMapper().readTree(first).get("url").asText(),
          HttpClient.newHttpClient());
    }

    String get(String path) throws Exception {
      return client
          .send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString())
          .body();
    }

    /** A refusal is an answer; a connection that ends within an answer is not. */
    void searchUntil(AtomicBoolean stop, AtomicInteger answered, AtomicInteger broken) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/api/v1/search"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"query\":\"how was papyrus made?\"}"))
              .build();
      while (!stop.get()) {
        try {
          int status = client.send(request, BodyHandlers.ofString()).statusCode();
          if (status == 200) {
            answered.incrementAndGet();
          } else if (status != 503) {
            broken.incrementAndGet();
          }
        } catch (IOException e) {
          if (String.valueOf(e.getMessage()).contains("fixed content-length")) {
            broken.incrementAndGet();
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }

    /** Asks it to end, as a supervisor does. */
    int end() throws InterruptedException {
      process.destroy();
      assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
      client.close();
    }
  }
}
