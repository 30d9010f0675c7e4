package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are brought to a node that is killed: those that it acknowledged are read. */
@Timeout(180)
class UploadKillIT {
  private static final int KILLS = 3;

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedBeforeAKillIsReadByTheNextNode() throws Exception {
    Path home = folder.resolve("home");
    List<String> acknowledged = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      Node node = Node.start(home);
      boolean killed = false;
      // While files are on their way, not between them.
      int after = acknowledged.size() + 1 + 4 * kill;
      for (int i = 0; !killed; i++) {
        String name = "kill" + kill + "-file" + i + ".txt";
        try {
          if (node.put(name, "What file " + name + " says of whales. ".repeat(200)) == 202) {
            acknowledged.add("uploads/" + name);
          }
        } catch (java.io.IOException gone) {
          killed = true;
        }
        if (acknowledged.size() >= after && node.process.isAlive()) {
          Thread.startVirtualThread(node.process::destroyForcibly);
        }
      }
      node.process.waitFor();
    }
    assertThat(acknowledged).hasSizeGreaterThan(KILLS);
    Node node = Node.start(home);
    try {
      node.awaitJobs();
      assertThat(node.documents()).containsAll(acknowledged);
      try (var parts = Files.list(home.resolve("tmp"))) {
        assertThat(parts.filter(part -> part.getFileName().toString().startsWith("upload-")))
            .isEmpty();
      }
    } finally {
      node.process.destroy();
      node.process.waitFor();
    }
  }

  /** A node in a process of its own. */
  private record Node(Process process, String url, String token, HttpClient client) {
    static Node start(Path home) throws Exception {
      Path errors = home.resolveSibling("serve.err");
      Process process =
          CommandBatch.program(home)
              .errorsTo(errors)
              .start("serve", "--listen", "127.0.0.1:0", "--json");
      String first =
          new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      assertThat(first).as(Files.readString(errors)).isNotNull();
      return new Node(
          process,
          new ObjectMapper().readTree(first).get("url").asText(),
          Files.readString(home.resolve("token")).strip(),
          HttpClient.newHttpClient());
    }

    int put(String name, String text) throws Exception {
      return client
          .send(
              request("/api/v1/datasets/papers/uploads/" + name)
                  .header("Authorization", "Bearer " + token)
                  .PUT(BodyPublishers.ofString(text))
                  .build(),
              BodyHandlers.ofString())
          .statusCode();
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60));
    }

    private JsonNode get(String path) throws Exception {
      HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString());
      return new ObjectMapper().readTree(answer.body());
    }

    /** Reads each job's events to their end. */
    void awaitJobs() throws Exception {
      for (JsonNode job : get("/api/v1/jobs?limit=500").get("jobs")) {
        client.send(
            request("/api/v1/jobs/" + job.get("id").asText() + "/events").build(),
            BodyHandlers.ofString());
      }
    }

    List<String> documents() throws Exception {
      List<String> paths = new ArrayList<>();
      get("/api/v1/datasets/papers/documents?limit=500")
          .get("documents")
          .forEach(one -> paths.add(one.get("path").asText()));
      return paths;
    }
  }
}
