package io.pinakes.query.generate.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.query.generate.Endpoint;
import io.pinakes.query.generate.GenerationException.Kind;
import io.pinakes.query.generate.Generator;
import io.pinakes.query.generate.ServerOptions;
import io.pinakes.query.generate.wire.ReplayServer;
import io.pinakes.query.generate.wire.ServerGeneratorContract;
import io.pinakes.query.generate.wire.Timing;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenAiGeneratorIT extends ServerGeneratorContract {
  private Map<String, String> environment = Map.of();

  @Override
  protected Generator generator(ServerOptions options, Timing timing) {
    return new OpenAiGenerator(options, environment, timing);
  }

  @Override
  protected String contentType() {
    return "text/event-stream";
  }

  @Override
  protected String piece(String json) {
    return raw(
        "{\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":"
            + "{\"content\":\""
            + json
            + "\"},\"finish_reason\":null}]}");
  }

  @Override
  protected String end(String reason) {
    return raw("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}")
        + raw("{\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}")
        + raw("[DONE]");
  }

  @Override
  protected List<String> midStreamErrors(String message) {
    return List.of(
        raw("{\"error\":{\"code\":500,\"message\":\"" + message + "\",\"type\":\"server_error\"}}"),
        raw("{\"error\":\"" + message + "\"}"),
        raw("{\"object\":\"error\",\"message\":\"" + message + "\"}"),
        "error: {\"code\":500,\"message\":\"" + message + "\"}\n\n",
        "event: error\ndata: {\"message\":\"" + message + "\"}\n\n",
        "event: error\ndata: " + message);
  }

  @Override
  protected String modelList(List<String> names) {
    return names.stream()
        .map(n -> "{\"id\":\"" + n + "\",\"object\":\"model\"}")
        .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));
  }

  @Override
  protected String raw(String json) {
    return "data: " + json + "\n\n";
  }

  @Test
  void commentsCarriageReturnsAndUnknownFieldsDoNotMatter() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              ok(connection);
              connection.send(": keep-alive\r\n\r\nid: 4\r\nretry: 10\r\n");
              connection.send(piece("yes").replace("\n", "\r"));
              connection.send(end("stop").replace("\n", "\r\n"));
            });
    assertThat(outcome.text()).isEqualTo("yes");
  }

  @Test
  void anEndWithoutTheWordDoneIsOneIfAReasonWasGiven() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              ok(connection);
              connection.send(piece("yes"));
              connection.send(raw("{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}"));
            });
    assertThat(outcome.text()).isEqualTo("yes");
    outcome.ended();
  }

  @Test
  void aServerThatDoesNotStreamIsUnderstood() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              connection.head("200 OK", "Content-Type: application/json; charset=utf-8");
              connection.send(
                  "{\"choices\":[{\"message\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}");
            });
    assertThat(outcome.text()).isEqualTo("yes");
  }

  @Test
  void anAnswerHeldBackByAFilterIsARefusal() throws Exception {
    Outcome outcome =
        ask(
            connection -> {
              ok(connection);
              connection.send(piece("It bega") + end("content_filter"));
            });
    assertThat(outcome.failure(Kind.REFUSED)).contains("content filter");
  }

  @Test
  void theKeyComesFromTheEnvironmentAndIsNeverShown() throws Exception {
    environment = Map.of(OpenAiGenerator.KEY_VARIABLE, " sk-secret ", "OPENAI_API_KEY", "sk-other");
    try (ReplayServer server =
        new ReplayServer(
            connection -> {
              connection.head("401 Unauthorized");
              connection.send("{\"error\":{\"message\":\"Incorrect API key: sk-secret\"}}");
            },
            connection -> {
              ok(connection);
              connection.send(midStreamErrors("bad key sk-secret").get(0));
            })) {
      assertThat(run(server, PATIENT).failure(Kind.REFUSED)).endsWith("Incorrect API key: [key]");
      assertThat(server.request())
          .startsWith("POST /chat/completions ")
          .contains("Authorization: Bearer sk-secret\r\n");
      assertThat(run(server, PATIENT).failure(Kind.SERVER_FAILED)).endsWith("bad key [key]");
    }
  }

  @Test
  void aKeyDoesNotTravelInTheClear() {
    environment = Map.of(OpenAiGenerator.KEY_VARIABLE, "sk-secret");
    ServerOptions away = ServerOptions.of(Endpoint.parse("http://example.org/v1"), "m");
    assertThatThrownBy(() -> generator(away, timing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https")
        .hasMessageNotContaining("sk-secret");
  }
}
