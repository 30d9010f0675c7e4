package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.Patience;
import io.pinakes.query.jobs.JobState;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that documents have, and how they are written in a path. */
@Timeout(600)
class UploadNamesIT {
  private static final String UPLOADS = "/api/v1/datasets/papers/uploads/";

  @TempDir static Path folder;

  private static ServedBank node;

  @BeforeAll
  static void serve() throws Exception {
    node = ServedBank.empty(folder.resolve("home"), ServedBank.Setting.USUAL);
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static HttpResponse<String> put(String path) throws Exception {
    return node.send(
        node.request(path)
            .header("Authorization", node.token.header())
            .PUT(BodyPublishers.ofString("Owls fly without noise.")));
  }

  private static void requireDone(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String job = ServedBank.JSON.readTree(answer.body()).at("/job/id").asText();
    assertThat(node.jobs.get(job).awaitEnd(Patience.TIME)).isEqualTo(JobState.SUCCEEDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Do owls fly?.txt", "Part 1: owls.txt", "\"Owls\" at night.txt", "a/b:c?.txt"})
  void aNameThatTheFileSystemHoldsIsTakenReadAndTakenAway(String name) throws Exception {
    requireDone(put(UPLOADS + encoded(name)));
    assertThat(folder.resolve("home/uploads/papers").resolve(name)).exists();
    String document = "/api/v1/datasets/papers/documents/" + encoded("uploads/" + name);
    assertThat(node.json(document).get("path").asText()).isEqualTo("uploads/" + name);
    assertThat(node.get(document + "/file").body()).isEqualTo("Owls fly without noise.");
    requireDone(
        node.send(
            node.request(UPLOADS + encoded(name))
                .header("Authorization", node.token.header())
                .DELETE()));
    assertThat(folder.resolve("home/uploads/papers").resolve(name)).doesNotExist();
  }

  @Test
  void aPlainSlashInAPathIsToldHowItIsWritten() throws Exception {
    assertThat(fix(put(UPLOADS + "notes/owl.md")))
        .isEqualTo("Write it as %2F: " + UPLOADS + "notes%2Fowl.md");
    String documents = "/api/v1/datasets/papers/documents/";
    assertThat(fix(node.get(documents + "uploads/a/b.md")))
        .endsWith(documents + "uploads%2Fa%2Fb.md");
    assertThat(fix(node.get(documents + "uploads/b.md/text")))
        .endsWith(documents + "uploads%2Fb.md/text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/.hidden", "%2e%2e/x", "a//b", "a/b/", "a/%2Ehidden"})
  void aPathThatLeadsElsewhereIsNotSaidAgain(String path) throws Exception {
    HttpResponse<String> answer = put(UPLOADS + path);
    assertThat(answer.statusCode()).isBetween(400, 405);
    assertThat(ServedBank.JSON.readTree(answer.body()).get("fix").asText()).doesNotContain("%2F");
  }

  private static String fix(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
    JsonNode problem = ServedBank.JSON.readTree(answer.body());
    assertThat(problem.get("code").asText()).isEqualTo("no-such-path");
    return problem.get("fix").asText();
  }
}
