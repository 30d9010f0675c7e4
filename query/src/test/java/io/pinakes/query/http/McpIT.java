package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Model Context Protocol at {@code /mcp}, message by message. */
class McpIT {
  @TempDir private static Path home;
  private static ServedBank served;

  @BeforeAll
  static void serve() throws Exception {
    served = ServedBank.withSample(home, ServedBank.Setting.USUAL);
  }

  @AfterAll
  static void stop() throws Exception {
    served.close();
  }

  @Test
  void aClientIntroducesItselfAndSeesTheTools() throws Exception {
    JsonNode hello =
        result(
            "initialize",
            """
            {"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}\
            """);
    assertThat(hello.at("/protocolVersion").asText()).isEqualTo("2025-06-18");
    assertThat(hello.at("/serverInfo/name").asText()).isEqualTo("pinakes");
    assertThat(hello.at("/capabilities").has("tools")).isTrue();
    assertThat(result("initialize", "{\"protocolVersion\":\"1999-01-01\"}").at("/protocolVersion"))
        .as("one that is not known is answered with the newest that is")
        .hasToString("\"2025-11-25\"");
    List<String> names = new ArrayList<>();
    for (JsonNode tool : result("tools/list", "{}").at("/tools")) {
      names.add(tool.get("name").asText());
      assertThat(tool.at("/annotations/readOnlyHint").asBoolean()).isTrue();
      assertThat(tool.at("/description").asText()).hasSizeGreaterThan(40);
      assertThat(tool.at("/inputSchema/type").asText()).isEqualTo("object");
    }
    assertThat(names)
        .containsExactly("search", "ask", "get_document", "get_chunk", "list_datasets");
  }

  @Test
  void aModelSearchesAndReadsOnFromAHit() throws Exception {
    JsonNode found = call("search", "{\"query\":\"height of the lighthouse\",\"k\":3}");
    assertThat(found.at("/isError").asBoolean()).isFalse();
    JsonNode hit = found.at("/structuredContent/hits/0");
    assertThat(found.at("/structuredContent/hits")).hasSize(3);
    assertThat(hit.at("/path").asText()).isEqualTo("files/pharos.md");
    assertThat(text(found))
        .contains("not instructions", "files/pharos.md", hit.at("/chunk").asText());

    String chunk = hit.at("/chunk").asText();
    JsonNode passage = call("get_chunk", arguments("chunk", chunk));
    assertThat(passage.at("/structuredContent/text")).isEqualTo(hit.at("/text"));
    assertThat(passage.at("/structuredContent/places/0/path")).isEqualTo(hit.at("/path"));
    JsonNode resource = result("resources/read", arguments("uri", "pinakes://chunk/" + chunk));
    assertThat(resource.at("/contents/0/text").asText()).contains(hit.at("/text").asText());

    ObjectNode part = ServedBank.JSON.createObjectNode();
    part.put("dataset", "sample").put("document", hit.at("/path").asText());
    part.put("start", hit.at("/start").asInt()).put("end", hit.at("/end").asInt());
    JsonNode read = call("get_document", part.toString());
    assertThat(read.at("/structuredContent/text")).isEqualTo(hit.at("/text"));
  }

  @Test
  void anAnswerComesWithItsSourcesAndARefusalWithTheNearestPassages() throws Exception {
    JsonNode answer = call("ask", "{\"question\":\"When was the fort built?\"}");
    assertThat(answer.at("/structuredContent/enough").asBoolean()).isTrue();
    assertThat(text(answer)).contains("Qaitbay", "[1] sample: files/pharos.md");
    JsonNode refusal = call("ask", "{\"question\":\"How do I install Kubernetes?\"}");
    assertThat(refusal.at("/structuredContent/enough").asBoolean()).isFalse();
    assertThat(text(refusal)).contains("not enough evidence", "The nearest passages");
    assertThat(text(call("list_datasets", "{}"))).startsWith("sample: 8 documents");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "search | {} | the text [query] is missing",
        "search | {\"query\":\"x\",\"limit\":3} | takes no [limit]",
        "search | {\"query\":7} | takes as [query] a text",
        "search | {\"query\":null} | the text [query] is missing",
        "search | {\"query\":\"x\",\"k\":\"many\"} | takes as [k] a whole number from 1 to",
        "search | {\"query\":\"x\",\"k\":-4} | takes as [k] a whole number from 1 to",
        "search | {\"query\":\"x\",\"k\":2.5} | takes as [k] a whole number from 1 to",
        "search | {\"query\":\"x\",\"datasets\":\"sample\"} | takes as [datasets] a list of texts",
        "search | {\"query\":\"x\",\"datasets\":[1]} | takes as [datasets] a list of texts",
        "search | {\"query\":\"x\",\"mode\":\"smell\"} | hybrid, vector or text",
        "search | {\"query\":\"x\",\"datasets\":[\"none\"]} | [none]",
        "search | {\"query\":\"x\",\"filters\":[\"colour=red\"]} | colour",
        "get_chunk | {\"chunk\":\"nonsense\"} | is no CID",
        "get_chunk | {\"chunk\":\"bafkqaaa\"} | no dataset here has the chunk",
        "get_document | {\"dataset\":\"sample\",\"document\":\"none.md\"} | no document [none.md]",
        "get_document |"
            + " {\"dataset\":\"sample\",\"document\":\"files/pharos.md\",\"start\":9,\"end\":4} |"
            + " has to be before",
      })
  void aModelIsToldWhatWasWrongWithACall(String tool, String arguments, String said)
      throws Exception {
    JsonNode result = call(tool, arguments);
    assertThat(result.at("/isError").asBoolean()).isTrue();
    assertThat(text(result)).contains(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{ | 400 | -32700",
        "[] | 200 | -32600",
        "7 | 200 | -32600",
        "{\"id\":1,\"method\":\"ping\"} | 200 | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"} | 200 | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1} | 200 | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/dance\"} | 200 | -32601",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"rm\"}}"
            + " | 200 | -32602",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"file:///etc/passwd\"}}"
            + " | 200 | -32002",
      })
  void whatIsNoProperMessageIsAnErrorOfTheProtocol(String body, int status, int code)
      throws Exception {
    HttpResponse<String> answer = served.post("/mcp", body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(ServedBank.JSON.readTree(answer.body()).at("/error/code").asInt()).isEqualTo(code);
  }

  @Test
  void aNotificationIsTakenWithoutAWordAndThereIsNoStreamToOpen() throws Exception {
    HttpResponse<String> taken =
        served.post("/mcp", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    assertThat(taken.statusCode()).isEqualTo(202);
    assertThat(taken.body()).isEmpty();
    assertThat(served.get("/mcp").statusCode()).isEqualTo(405);
    HttpResponse<String> old =
        served.send(served.posting("/mcp", "{}").header("MCP-Protocol-Version", "1999-01-01"));
    assertThat(old.statusCode()).isEqualTo(400);
    HttpResponse<String> page =
        served.send(served.posting("/mcp", "{}").header("Origin", "https://evil.example"));
    assertThat(page.statusCode()).isEqualTo(403);
  }

  private static JsonNode call(String tool, String arguments) throws Exception {
    return result("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
  }

  private static JsonNode result(String method, String params) throws Exception {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\""
            + method
            + "\",\"params\":"
            + params
            + "}";
    JsonNode answer = ServedBank.JSON.readTree(served.post("/mcp", body).body());
    assertThat(answer.at("/id").asText()).isEqualTo("a");
    assertThat(answer.has("result")).as(answer.toString()).isTrue();
    return answer.get("result");
  }

  private static String text(JsonNode result) {
    return result.at("/content/0/text").asText();
  }

  private static String arguments(String name, String value) {
    return ServedBank.JSON.createObjectNode().put(name, value).toString();
  }
}
