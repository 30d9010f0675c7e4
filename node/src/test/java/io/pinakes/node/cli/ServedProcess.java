package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Patience;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A node in a process of its own, and what tests ask it. */
record ServedProcess(Process process, String url, String token, HttpClient client) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Starts one on a home, and waits until it listens.
   *
   * @param options beside where it listens
   */
  static ServedProcess start(Path home, String... options) throws Exception {
    Path errors = home.resolveSibling("serve.err");
    Process process =
        CommandBatch.program(home)
            .errorsTo(errors)
            .start(
                Stream.concat(
                        Stream.of("serve", "--listen", "127.0.0.1:0", "--json"), Stream.of(options))
                    .toArray(String[]::new));
    String first =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    assertThat(first).as(Files.readString(errors)).isNotNull();
    return new ServedProcess(
        process,
        JSON.readTree(first).get("url").asText(),
        Files.readString(home.resolve("token")).strip(),
        HttpClient.newHttpClient());
  }

  /** Brings a file to a dataset; 202 acknowledges it. */
  int upload(String dataset, String name, String text) throws Exception {
    return change(
        request("/api/v1/datasets/" + dataset + "/uploads/" + name)
            .PUT(BodyPublishers.ofString(text)));
  }

  /** Asks for a change with the token; gives the status. */
  int change(HttpRequest.Builder request) throws Exception {
    return send(request).statusCode();
  }

  /** Asks with the token. */
  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(
        request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(Patience.TIME);
  }

  JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString());
    return JSON.readTree(answer.body());
  }

  /** Reads each job's events to their end. */
  void awaitJobs() throws Exception {
    for (JsonNode job : get("/api/v1/jobs?limit=1000").get("jobs")) {
      client.send(
          request("/api/v1/jobs/" + job.get("id").asText() + "/events").build(),
          BodyHandlers.ofString());
    }
  }

  /** The paths of a dataset's documents. */
  List<String> documents(String dataset) throws Exception {
    List<String> paths = new ArrayList<>();
    get("/api/v1/datasets/" + dataset + "/documents?limit=1000")
        .path("documents")
        .forEach(one -> paths.add(one.get("path").asText()));
    return paths;
  }

  /** Kills it, as power or the kernel would. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
    client.shutdownNow();
  }

  /** Tells it to end. */
  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
    client.shutdownNow();
  }
}
