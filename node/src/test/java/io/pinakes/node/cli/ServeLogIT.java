package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Patience;
import java.io.BufferedReader;
import java.io.InputStreamReader;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a node that serves writes to standard error, when it says all that it ever says. */
@Tag("slow")
@Timeout(600)
class ServeLogIT {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Stands in a document, in questions, and in what is shown as a token. */
  private static final String PLANTED = "zyxomma";

  @TempDir Path folder;

  private static String ask(String words) {
    return JSON.createObjectNode().put("question", words).toString();
  }

  private record Sent(String id, String path, int status) {}

  private static Sent send(HttpClient client, String url, String path, String body, String token)
      throws Exception {
    String id = "test-" + path.hashCode() + "-" + body.hashCode();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("X-Request-Id", id)
            .header("Authorization", "Bearer " + token);
    if (body.isEmpty()) {
      request.GET();
    } else {
      request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }
    var response = client.send(request.build(), BodyHandlers.ofString());
    return new Sent(id, path, response.statusCode());
  }

  private List<String> serve(String format, List<Sent> sent) throws Exception {
    Path home = folder.resolve("home");
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.writeString(
        files.resolve("a.md"), "# Dragonflies\n\nThe " + PLANTED + " flies at dusk.\n");
    Path errors = folder.resolve(format + ".err");
    Process node =
        CommandBatch.program(home)
            .errorsTo(errors)
            .start(
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--json",
                "--log-format",
                format,
                "--log-level",
                "trace",
                "--trace-endpoint",
                "http://127.0.0.1:1");
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
        HttpClient client = HttpClient.newHttpClient()) {
      String url = JSON.readTree(lines.readLine()).get("url").asText();
      String token = Files.readString(home.resolve("token")).strip();
      assertThat(CommandBatch.program(home).run("ingest", files.toString(), "-q").exitCode())
          .isZero();
      String question = "When does the " + PLANTED + " fly?";
      String chat =
          "{\"model\":\"pinakes\",\"messages\":[{\"role\":\"user\",\"content\":\""
              + question
              + "\"}]}";
      String call =
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"ask\","
              + "\"arguments\":{\"question\":\""
              + question
              + "\"}}}";
      for (String shown : List.of(token, PLANTED)) {
        sent.add(send(client, url, "/api/v1/ask", ask(question), shown));
        sent.add(send(client, url, "/api/v1/ask?" + PLANTED + "=1", ask(question), shown));
        sent.add(send(client, url, "/api/v1/search", "{\"query\":\"" + PLANTED + "\"}", shown));
        sent.add(send(client, url, "/api/v1/search", "{\"" + PLANTED + "\":", shown));
        sent.add(send(client, url, "/api/v1/" + PLANTED, "", shown));
        sent.add(send(client, url, "/api/v1/datasets/" + PLANTED, "", shown));
        sent.add(send(client, url, "/v1/chat/completions", chat, shown));
        sent.add(
            send(
                client,
                url,
                "/v1/embeddings",
                "{\"model\":\"" + PLANTED + "\",\"input\":\"x\"}",
                shown));
        sent.add(send(client, url, "/mcp", call, shown));
        sent.add(
            send(
                client,
                url,
                "/api/v1/jobs",
                "{\"kind\":\"ingest\",\"request\":{\"folder\":\"/nowhere/else\"}}",
                shown));
      }
      assertThat(sent.stream().map(Sent::status)).contains(200, 400, 401, 404);
      List<String> secrets = List.of(token, Files.readString(home.resolve("token")));
      node.destroy();
      assertThat(node.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      String log = Files.readString(errors);
      assertThat(log).doesNotContain(secrets);
      return log.lines().toList();
    } finally {
      node.destroyForcibly();
    }
  }

  @Test
  void eachRequestHasALineUnderItsIdAndNoLineHasWhatWasAskedReadOrShown() throws Exception {
    List<Sent> sent = new ArrayList<>();
    List<String> lines = serve("json", sent);
    List<JsonNode> answered = new ArrayList<>();
    for (String line : lines) {
      JsonNode event = JSON.readTree(line);
      assertThat(event.fieldNames()).toIterable().contains("time", "level", "logger", "message");
      if (event.get("message").asText().equals("answered")) {
        answered.add(event);
      }
    }
    for (Sent each : sent) {
      JsonNode event =
          answered.stream()
              .filter(line -> line.get("request").asText().equals(each.id()))
              .filter(line -> line.get("status").asInt() == each.status())
              .findFirst()
              .orElseThrow(() -> new AssertionError("no line for " + each));
      assertThat(event.get("method").asText()).isIn("GET", "POST");
      assertThat(event.get("ms").isIntegralNumber()).isTrue();
    }
    assertThat(lines.stream().filter(line -> line.contains("\"serving\""))).hasSize(1);
    assertThat(lines.stream().filter(line -> line.contains("\"stopping\""))).hasSize(1);
    assertThat(lines.stream().filter(line -> line.contains(PLANTED)).collect(Collectors.joining()))
        .isEmpty();
  }

  @Test
  void soItIsInLinesForPeople() throws Exception {
    List<Sent> sent = new ArrayList<>();
    List<String> lines = serve("text", sent);
    for (Sent each : sent) {
      assertThat(lines)
          .anyMatch(
              line ->
                  line.contains("answered request=" + each.id())
                      && line.contains("status=" + each.status()));
    }
    assertThat(lines.stream().filter(line -> line.contains(PLANTED)).collect(Collectors.joining()))
        .isEmpty();
  }
}
