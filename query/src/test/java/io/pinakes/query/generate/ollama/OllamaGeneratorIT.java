package io.pinakes.query.generate.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.query.generate.Generator;
import io.pinakes.query.generate.ServerOptions;
import io.pinakes.query.generate.wire.ReplayServer;
import io.pinakes.query.generate.wire.ServerGeneratorContract;
import io.pinakes.query.generate.wire.Timing;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OllamaGeneratorIT extends ServerGeneratorContract {
  @Override
  protected Generator generator(ServerOptions options, Timing timing) {
    return new OllamaGenerator(options, timing);
  }

  @Override
  protected String contentType() {
    return "application/x-ndjson";
  }

  @Override
  protected String piece(String json) {
    return raw(
        "{\"model\":\"m\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":"
            + "\"assistant\",\"content\":\""
            + json
            + "\"},\"done\":false}");
  }

  @Override
  protected String end(String reason) {
    return raw(
        "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
            + "\"done_reason\":\""
            + reason
            + "\",\"total_duration\":1,\"prompt_eval_count\":7,\"eval_count\":3}");
  }

  @Override
  protected List<String> midStreamErrors(String message) {
    return List.of(raw("{\"error\":\"" + message + "\"}"), "{\"error\":\"" + message + "\"}");
  }

  @Override
  protected String modelList(List<String> names) {
    return names.stream()
        .map(n -> "{\"name\":\"" + n + "\",\"size\":1}")
        .collect(Collectors.joining(",", "{\"models\":[", "]}"));
  }

  @Override
  protected String raw(String json) {
    return json + "\n";
  }

  @Test
  void theContextIsAskedForAndCuttingForbidden() throws Exception {
    try (ReplayServer server = new ReplayServer(connection -> answerWith(connection, "yes"))) {
      run(server, PATIENT);
      assertThat(server.request())
          .startsWith("POST /api/chat ")
          .contains("\"num_ctx\":4096")
          .contains("\"num_predict\":64")
          .contains("\"truncate\":false");
    }
  }

  @Test
  void thoughtsOfAModelAreNotItsAnswer() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              ok(connection);
              connection.send(
                  raw("{\"message\":{\"content\":\"\",\"thinking\":\"hm\"},\"done\":false}"));
              connection.send(piece("yes") + end("stop"));
            });
    assertThat(outcome.text()).isEqualTo("yes");
  }
}
