package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /v1}, asked as programs ask that speak to OpenAI. */
@Timeout(600)
class OpenAiIT {
  @TempDir static Path folder;

  private static ServedBank node;

  @BeforeAll
  static void serve() throws Exception {
    node = ServedBank.withSample(folder.resolve("home"), ServedBank.Setting.USUAL);
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  @Test
  void datasetsAndEmbeddingModelsAreListedAsModels() throws Exception {
    JsonNode list = node.json("/v1/models");
    List<String> ids = new ArrayList<>();
    for (JsonNode model : list.get("data")) {
      ids.add(model.get("id").asText());
      assertThat(model.get("object").asText()).isEqualTo("model");
      assertThat(model.get("created").asLong()).isPositive();
    }
    assertThat(ids).contains("pinakes", "pinakes/sample", "all-minilm-l6-v2", "bge-small-en-v1.5");
    for (String path : List.of("pinakes/sample", "pinakes%2Fsample")) {
      assertThat(node.json("/v1/models/" + path).at("/pinakes/documents").asInt()).isEqualTo(8);
    }
    assertThat(node.json("/v1/models/all-minilm-l6-v2").at("/pinakes/dimension").asInt())
        .isEqualTo(384);
    error(node.get("/v1/models/gpt-4"), 404, "model_not_found");
  }

  @Test
  void anAnswerHasTheShapeOfACompletionAndCarriesItsEvidence() throws Exception {
    JsonNode answer = asked(chat("pinakes/sample", "When was the fort built?"));
    assertThat(answer.get("object").asText()).isEqualTo("chat.completion");
    assertThat(answer.get("id").asText()).startsWith("chatcmpl-");
    assertThat(answer.get("model").asText()).isEqualTo("pinakes/sample");
    JsonNode message = answer.at("/choices/0/message");
    String content = message.get("content").asText();
    assertThat(message.get("role").asText()).isEqualTo("assistant");
    assertThat(content).contains("Qaitbay", "[1]");
    assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    JsonNode usage = answer.get("usage");
    assertThat(usage.get("prompt_tokens").asInt()).isGreaterThan(100);
    assertThat(usage.get("completion_tokens").asInt()).isBetween(10, 200);
    assertThat(usage.get("total_tokens").asInt())
        .isEqualTo(usage.get("prompt_tokens").asInt() + usage.get("completion_tokens").asInt());
    JsonNode link = message.at("/annotations/0/url_citation");
    assertThat(content.substring(link.get("start_index").asInt(), link.get("end_index").asInt()))
        .isEqualTo("[1]");
    assertThat(link.get("title").asText()).isEqualTo("files/pharos.md");
    JsonNode evidence = answer.get("pinakes");
    assertThat(evidence.get("enough").asBoolean()).isTrue();
    assertThat(evidence.at("/citations/0/quote").asText()).contains("Qaitbay");
    assertThat(evidence.get("contexts")).hasSizeGreaterThan(1);
    assertThat(link.get("url").asText())
        .as("the console's page of the very words")
        .isEqualTo(
            node.server.uri()
                + "/#/document?in=sample&id="
                + evidence.at("/citations/0/document").asText()
                + "&start="
                + evidence.at("/citations/0/start")
                + "&end="
                + evidence.at("/citations/0/end"));
  }

  @Test
  void aFollowUpIsUnderstoodByWhatWasSaidBefore() throws Exception {
    ObjectNode request = chat("pinakes", "How was papyrus made?");
    say(request, "assistant", "From a reed [1].");
    say(request, "user", "What about parchment?");
    JsonNode answer = asked(request);
    assertThat(answer.at("/pinakes/asked").asText()).isEqualTo("What about parchment?");
    assertThat(answer.at("/pinakes/question").asText()).isEqualTo("How was parchment made?");
    assertThat(answer.at("/pinakes/contexts/0/text").asText()).containsIgnoringCase("parchment");
  }

  @Test
  void aStreamIsChunksThatEndWithTheEvidenceTheUsageAndDone() throws Exception {
    ObjectNode request = chat("pinakes", "When was the fort built?").put("stream", true);
    request.putObject("stream_options").put("include_usage", true);
    HttpResponse<String> answer = node.post("/v1/chat/completions", request.toString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
    assertThat(answer.body()).endsWith("data: [DONE]\n\n");
    List<JsonNode> chunks = chunks(answer.body());
    assertThat(chunks)
        .allSatisfy(
            chunk -> {
              assertThat(chunk.get("object").asText()).isEqualTo("chat.completion.chunk");
              assertThat(chunk.get("id")).isEqualTo(chunks.get(0).get("id"));
            });
    assertThat(chunks.get(0).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
    StringBuilder words = new StringBuilder();
    chunks.forEach(chunk -> words.append(chunk.at("/choices/0/delta/content").asText("")));
    JsonNode closing = chunks.get(chunks.size() - 2);
    assertThat(words).hasToString(closing.at("/pinakes/answer").asText()).contains("Qaitbay");
    assertThat(closing.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(closing.at("/choices/0/delta/annotations")).isNotEmpty();
    assertThat(chunks.subList(0, chunks.size() - 2))
        .allMatch(chunk -> chunk.at("/choices/0/finish_reason").isNull());
    JsonNode usage = chunks.getLast();
    assertThat(usage.get("choices")).isEmpty();
    assertThat(usage.at("/usage/completion_tokens").asInt()).isPositive();
  }

  @Test
  void withoutEvidenceAStreamSaysSoAndStops() throws Exception {
    ObjectNode request = chat("pinakes", "How do I install Kubernetes?").put("stream", true);
    HttpResponse<String> answer = node.post("/v1/chat/completions", request.toString());
    List<JsonNode> chunks = chunks(answer.body());
    assertThat(answer.body()).contains("not enough evidence").doesNotContain("\"usage\"");
    assertThat(chunks.getLast().at("/pinakes/enough").asBoolean(true)).isFalse();
  }

  @Test
  void partsOfTextSystemMessagesAndUnknownParametersAreTaken() throws Exception {
    ObjectNode request = chat("pinakes", "");
    request.putArray("messages").addObject().put("role", "system").put("content", "Be a pirate.");
    ObjectNode message = ((ArrayNode) request.get("messages")).addObject().put("role", "user");
    message.putArray("content").addObject().put("type", "text").put("text", "When was the");
    ((ArrayNode) message.get("content")).addObject().put("type", "text").put("text", "fort built?");
    request.put("temperature", 0.7).put("top_p", 1).putNull("stop").put("user", "u").put("seed", 1);
    request.put("logprobs", false).put("n", 1).putNull("max_tokens").put("something_new", true);
    request.putObject("response_format").put("type", "text");
    request.putArray("tools").addObject().put("type", "function");
    request.put("tool_choice", "auto");
    assertThat(asked(request).at("/choices/0/message/content").asText()).contains("Qaitbay");
  }

  @Test
  void theFilterOfTheBankIsHonouredAndItsFieldsAreChecked() throws Exception {
    ObjectNode request = chat("pinakes", "When was the fort built?");
    request.putObject("pinakes").putArray("filters").add("path=**/papyrus*");
    assertThat(asked(request).at("/pinakes/contexts"))
        .allSatisfy(c -> assertThat(c.get("path").asText()).contains("papyrus"));
    request.putObject("pinakes").put("filtres", 1);
    error(node.post("/v1/chat/completions", request.toString()), 400, "bad_request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"model\":\"gpt-4\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} | 404 |"
            + " model_not_found",
        "{\"model\":\"pinakes/none\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} | 404 |"
            + " model_not_found",
        "{\"model\":\"all-minilm-l6-v2\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} |"
            + " 400 | wrong_model",
        "{\"model\":\"pinakes\",\"messages\":[]} | 400 | bad_request",
        "{\"model\":\"pinakes\"} | 400 | bad_request",
        "{\"model\":\"pinakes\",\"messages\":[{\"role\":\"user\",\"content\":\" \"}]} | 400 |"
            + " no_question",
        "{\"model\":\"pinakes\",\"messages\":[{\"role\":\"system\",\"content\":\"x\"}]} | 400 |"
            + " no_question",
        "{\"model\":\"pinakes\",\"messages\":[{\"role\":\"wizard\",\"content\":\"x\"}]} | 400 |"
            + " bad_request",
        "{\"model\":\"pinakes\",\"n\":2,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} | 400"
            + " | unsupported_parameter",
        "{\"model\":\"pinakes\",\"response_format\":{\"type\":\"json_object\"},\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
            + " | 400 | unsupported_parameter",
        "{\"model\":\"pinakes\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{}}]}]}"
            + " | 400 | unsupported_parameter",
        "{\"model\":\"pinakes\",\"temperature\":\"hot\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
            + " | 400 | bad_request",
        "{\"model\":\"pinakes\",\"max_tokens\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
            + " | 400 | bad_request",
        "{\"model\":\"pinakes\",\"stop\":[\"a\"],\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
            + " | 400 | unsupported_parameter",
        "{ | 400 | not_json",
      })
  void whatCannotBeAnsweredIsAnErrorInTheirShape(String body, int status, String code)
      throws Exception {
    error(node.post("/v1/chat/completions", body), status, code);
  }

  @Test
  void whatTheNodeItselfRefusesHasTheirShapeToo() throws Exception {
    error(node.get("/v1/nothing"), 404, "no_such_path");
    error(node.get("/v1/chat/completions"), 405, "method_not_allowed");
    error(
        node.send(
            node.posting("/v1/chat/completions", "{}").header("Origin", "https://evil.example")),
        403,
        "origin_refused");
    error(node.post("/v1/chat/completions", "x".repeat((1 << 20) + 1)), 413, "body_too_large");
  }

  @Test
  void whereOthersReachThePortATokenIsNeeded() throws Exception {
    try (ServedBank wide =
        ServedBank.empty(folder.resolve("wide"), ServedBank.Setting.USUAL.openToNetwork())) {
      error(wide.get("/v1/models"), 401, "token_missing");
      error(
          wide.send(wide.request("/v1/models").header("Authorization", "Bearer sk-any")),
          401,
          "token_wrong");
      assertThat(
              wide.send(wide.request("/v1/models").header("Authorization", wide.token.header()))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void textsAreEmbeddedAsFloatsOrAsBase64() throws Exception {
    ObjectNode request = embedding("all-minilm-l6-v2");
    request.putArray("input").add("Papyrus is a reed.").add("Bread is baked.");
    JsonNode floats = posted("/v1/embeddings", request);
    JsonNode packed = posted("/v1/embeddings", request.put("encoding_format", "base64"));
    assertThat(floats.get("data")).hasSize(2);
    assertThat(floats.at("/usage/total_tokens").asInt()).isBetween(8, 20);
    for (int i = 0; i < 2; i++) {
      JsonNode numbers = floats.at("/data/" + i + "/embedding");
      assertThat(floats.at("/data/" + i + "/index").asInt()).isEqualTo(i);
      assertThat(numbers).hasSize(384);
      ByteBuffer bytes =
          ByteBuffer.wrap(
                  Base64.getDecoder().decode(packed.at("/data/" + i + "/embedding").asText()))
              .order(ByteOrder.LITTLE_ENDIAN);
      double length = 0;
      for (JsonNode number : numbers) {
        assertThat(bytes.getFloat()).isEqualTo(number.floatValue());
        length += number.doubleValue() * number.doubleValue();
      }
      assertThat(length).isCloseTo(1, within(1e-3));
    }
    assertThat(floats.at("/data/0/embedding")).isNotEqualTo(floats.at("/data/1/embedding"));
    JsonNode alone =
        posted("/v1/embeddings", embedding("all-minilm-l6-v2").put("input", "Bread is baked."));
    assertThat(alone.at("/data/0/embedding")).isEqualTo(floats.at("/data/1/embedding"));
  }

  @Test
  void aQuestionIsEmbeddedAsOneWhereTheModelTellsThemApart() throws Exception {
    ObjectNode request = embedding("bge-small-en-v1.5").put("input", "what is papyrus?");
    JsonNode passage = posted("/v1/embeddings", request).at("/data/0/embedding");
    JsonNode query =
        posted("/v1/embeddings", request.put("input_type", "query")).at("/data/0/embedding");
    assertThat(query).isNotEqualTo(passage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"model\":\"all-minilm-l6-v2\",\"input\":[1,2,3]} | 400 | invalid_input",
        "{\"model\":\"all-minilm-l6-v2\",\"input\":[[1,2],[3]]} | 400 | invalid_input",
        "{\"model\":\"all-minilm-l6-v2\",\"input\":[\"a\",\"\"]} | 400 | invalid_input",
        "{\"model\":\"all-minilm-l6-v2\",\"input\":\"\"} | 400 | bad_request",
        "{\"model\":\"all-minilm-l6-v2\",\"input\":[]} | 400 | bad_request",
        "{\"model\":\"all-minilm-l6-v2\"} | 400 | bad_request",
        "{\"model\":\"all-minilm-l6-v2\",\"input\":\"a\",\"dimensions\":64} | 400 |"
            + " unsupported_parameter",
        "{\"model\":\"all-minilm-l6-v2\",\"input\":\"a\",\"encoding_format\":\"hex\"} | 400 |"
            + " bad_request",
        "{\"model\":\"pinakes\",\"input\":\"a\"} | 400 | wrong_model",
        "{\"model\":\"text-embedding-3-small\",\"input\":\"a\"} | 404 | model_not_found",
      })
  void whatCannotBeEmbeddedIsRefused(String body, int status, String code) throws Exception {
    error(node.post("/v1/embeddings", body), status, code);
  }

  @Test
  void aTextThatIsTooLongIsRefusedAndNamedAndNotCut() throws Exception {
    ObjectNode request = embedding("all-minilm-l6-v2");
    request.putArray("input").add("short").add("word ".repeat(2_000));
    String message =
        error(node.post("/v1/embeddings", request.toString()), 400, "context_length_exceeded");
    assertThat(message).contains("Text [1]", "[2002] tokens");
    ArrayNode many = request.putArray("input");
    for (int i = 0; i < 2_049; i++) {
      many.add("a");
    }
    error(node.post("/v1/embeddings", request.toString()), 400, "bad_request");
  }

  @Test
  void textsAreRankedByAQuestion() throws Exception {
    ObjectNode request = ServedBank.JSON.createObjectNode().put("model", "all-minilm-l6-v2");
    request.put("query", "What is bread made of?").put("return_documents", true).put("top_n", 2);
    ArrayNode documents = request.putArray("documents");
    documents.add("The lighthouse stood on an island.");
    // Too long for the model; what answers stands at its end.
    String longOne = "The sea was calm that day. ".repeat(80) + "Bread is made of flour and water.";
    documents.addObject().put("text", longOne);
    documents.add("");
    JsonNode ranking = posted("/v1/rerank", request);
    assertThat(ranking.get("results")).hasSize(2);
    assertThat(ranking.at("/results/0/index").asInt()).isEqualTo(1);
    assertThat(ranking.at("/results/0/document/text").asText()).isEqualTo(longOne);
    assertThat(ranking.at("/results/1/index").asInt()).isZero();
    assertThat(ranking.at("/results/0/relevance_score").asDouble())
        .isGreaterThan(2 * ranking.at("/results/1/relevance_score").asDouble())
        .isLessThan(1);
    assertThat(ranking.at("/usage/total_tokens").asInt()).isGreaterThan(500);
    request.putArray("documents").add(7);
    error(node.post("/v1/rerank", request.toString()), 400, "bad_request");
    request.putArray("documents").addObject().put("body", "x");
    error(node.post("/v1/rerank", request.toString()), 400, "invalid_input");
  }

  private static ObjectNode chat(String model, String question) {
    ObjectNode request = ServedBank.JSON.createObjectNode().put("model", model);
    request.putArray("messages");
    return say(request, "user", question);
  }

  private static ObjectNode say(ObjectNode request, String role, String content) {
    ((ArrayNode) request.get("messages")).addObject().put("role", role).put("content", content);
    return request;
  }

  private static ObjectNode embedding(String model) {
    return ServedBank.JSON.createObjectNode().put("model", model);
  }

  private static JsonNode asked(ObjectNode request) throws Exception {
    return posted("/v1/chat/completions", request);
  }

  private static JsonNode posted(String path, ObjectNode request) throws Exception {
    HttpResponse<String> answer = node.post(path, request.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return ServedBank.JSON.readTree(answer.body());
  }

  private static List<JsonNode> chunks(String body) throws Exception {
    List<JsonNode> chunks = new ArrayList<>();
    for (String line : body.lines().toList()) {
      if (line.startsWith("data: {")) {
        chunks.add(ServedBank.JSON.readTree(line.substring(6)));
      }
    }
    return chunks;
  }

  private static String error(HttpResponse<String> answer, int status, String code)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode error = ServedBank.JSON.readTree(answer.body()).get("error");
    assertThat(error.get("code").asText()).isEqualTo(code);
    assertThat(error.get("message").asText()).isNotBlank();
    assertThat(error.get("type").asText()).endsWith("_error");
    return error.get("message").asText();
  }
}
