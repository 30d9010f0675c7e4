package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.Patience;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools at {@code /mcp} that change the bank. */
@Timeout(600)
class McpWritesIT {
  @TempDir private static Path folder;
  private static Path allowed;
  private static ServedBank served;

  @BeforeAll
  static void serve() throws Exception {
    allowed = Files.createDirectory(folder.resolve("allowed"));
    served =
        ServedBank.withSample(folder.resolve("home"), ServedBank.Setting.USUAL.writableBy(allowed));
  }

  @AfterAll
  static void stop() throws Exception {
    served.close();
  }

  @Test
  void toolsThatWriteAreListedToWhoShowsTheTokenWithWhatTheyDo() throws Exception {
    Map<String, String> hints = new LinkedHashMap<>();
    for (JsonNode tool : result("tools/list", "{}", true).at("/tools")) {
      JsonNode given = tool.get("annotations");
      hints.put(
          tool.get("name").asText(),
          (given.get("readOnlyHint").asBoolean() ? "reads" : "writes")
              + (given.get("destructiveHint").asBoolean() ? " destructively" : "")
              + (given.get("idempotentHint").asBoolean() ? ", once for all" : ""));
    }
    assertThat(hints)
        .containsEntry("search", "reads, once for all")
        .containsEntry("ingest_folder", "writes destructively, once for all")
        .containsEntry("remove_document", "writes destructively, once for all")
        .containsEntry("get_job", "reads, once for all")
        .hasSize(8);
    assertThat(result("tools/list", "{}", false).at("/tools")).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingest_folder", "remove_document", "get_job"})
  void whoDoesNotShowTheTokenIsToldSo(String tool) throws Exception {
    JsonNode refused = call(tool, "{\"dataset\":\"sample\",\"path\":\"files/pharos.md\"}", false);
    assertThat(refused.at("/isError").asBoolean()).isTrue();
    assertThat(text(refused)).contains("not allowed", "Authorization: Bearer TOKEN");
    assertThat(served.bank.dataset("sample").stats().documents()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingest_folder", "remove_document", "get_job"})
  void aNodeThatWasNotToldToLetAssistantsWriteSaysHow(String tool) throws Exception {
    Path home = folder.resolve("closed-" + tool);
    try (ServedBank closed = ServedBank.empty(home, ServedBank.Setting.USUAL)) {
      String body = message("tools/call", "{\"name\":\"" + tool + "\"}");
      HttpRequest.Builder asked =
          closed.posting("/mcp", body).header("Authorization", closed.token.header());
      JsonNode refused = ServedBank.JSON.readTree(closed.send(asked).body()).get("result");
      assertThat(refused.at("/isError").asBoolean()).isTrue();
      assertThat(text(refused)).contains("pinakes serve --mcp-writes");
    }
  }

  @Test
  void aFolderThatIsIngestedIsFoundAndADocumentThatIsRemovedIsNot() throws Exception {
    Path bees = Files.createDirectory(allowed.resolve("bees"));
    Files.writeString(bees.resolve("hive.md"), "# Bees\n\nA hive holds fifty thousand bees.\n");
    Files.writeString(bees.resolve("broken.pdf"), "%PDF-1.7\nthis is no document\n");
    JsonNode job = ended(call("ingest_folder", request(bees, "bees"), true));
    assertThat(job.at("/structuredContent/state").asText()).isEqualTo("partial");
    assertThat(text(job))
        .contains("1 files indexed", "1 failed", "ingest status --failed --dataset bees");
    String search = "{\"query\":\"how many bees live in a hive?\",\"datasets\":[\"bees\"]}";
    assertThat(text(call("search", search, false))).contains("fifty thousand bees");

    String document = "{\"dataset\":\"bees\",\"path\":\"files/hive.md\"}";
    JsonNode removed = ended(call("remove_document", document, true));
    assertThat(text(removed)).contains("Taken out: bees: files/hive.md");
    assertThat(text(call("search", search, false))).isEqualTo("Nothing was found.");
    JsonNode again = call("remove_document", document, true);
    assertThat(again.at("/isError").asBoolean()).isTrue();
    assertThat(text(again)).contains("failed", "no document at [files/hive.md]", "--purge");
    String id = again.at("/structuredContent/id").asText();
    JsonNode told = call("get_job", "{\"id\":\"" + id + "\"}", true);
    assertThat(told.at("/isError").asBoolean()).as("it was told how the job is").isFalse();
    assertThat(text(told)).contains("failed", "no document at [files/hive.md]");
  }

  @Test
  void aJobThatWasStoppedIsToldSo() throws Exception {
    Path many = Files.createDirectory(allowed.resolve("many"));
    // No passage is like another, so that each is embedded: more than in a call's five seconds.
    for (int i = 0; i < 300; i++) {
      StringBuilder lines = new StringBuilder();
      for (int line = 0; line < 500; line++) {
        lines.append("Line ").append(i * 500 + line).append(" of many words.\n");
      }
      Files.writeString(many.resolve(i + ".txt"), lines);
    }
    JsonNode running = call("ingest_folder", request(many, "many"), true);
    String id = running.at("/structuredContent/id").asText();
    // A slow machine may not have begun, or not have counted them yet.
    while (!text(running).contains("of 300 files")) {
      running = call("get_job", "{\"id\":\"" + id + "\"}", true);
    }
    assertThat(text(running)).contains("is running", "of 300 files", "get_job");
    assertThat(served.jobs.cancel(id).awaitEnd(Patience.TIME).ended()).isTrue();
    JsonNode told = call("get_job", "{\"id\":\"" + id + "\"}", true);
    assertThat(told.at("/structuredContent/state").asText()).isEqualTo("cancelled");
    assertThat(text(told)).contains("was stopped before its end");
  }

  @Test
  void onlyFoldersThatWereNamedAreIngestedWhateverLeadsOutOfThem() throws Exception {
    Path secret = Files.createDirectory(folder.resolve("secret"));
    Path link = Files.createSymbolicLink(allowed.resolve("link"), secret);
    for (Path out : List.of(secret, link, allowed.resolve("../secret"))) {
      JsonNode refused = call("ingest_folder", request(out, "secret"), true);
      assertThat(refused.at("/isError").asBoolean()).as("%s", out).isTrue();
      assertThat(text(refused)).contains("may not be ingested", allowed.toString());
    }
    assertThat(served.bank.datasets()).noneMatch(one -> one.name().equals("secret"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "ingest_folder | {\"dataset\":\"x\"} | the text [path] is missing",
        "ingest_folder | {\"path\":\"papers\",\"dataset\":\"x\"} | must be an absolute path",
        "ingest_folder | {\"path\":\"/etc\",\"dataset\":\"x\",\"purge\":true} | takes no [purge]",
        "remove_document | {\"dataset\":\"sample\"} | the text [path] is missing",
        "remove_document | {\"dataset\":\"none\",\"path\":\"a\"} | [none]",
        "get_job | {} | the text [id] is missing",
        "get_job | {\"id\":\"../status\"} | is no job's id",
        "get_job | {\"id\":\"job-999\"} | there is no job [job-999]",
      })
  void aModelIsToldWhatWasWrongWithACall(String tool, String arguments, String said)
      throws Exception {
    JsonNode result = call(tool, arguments, true);
    assertThat(result.at("/isError").asBoolean()).isTrue();
    assertThat(text(result)).contains(said);
  }

  /** The call's result, or that of the calls that ask for its job's end. */
  private static JsonNode ended(JsonNode begun) throws Exception {
    JsonNode now = begun;
    while (List.of("queued", "running")
        .contains(now.at("/structuredContent/state").asText("failed"))) {
      String id = now.at("/structuredContent/id").asText();
      now = call("get_job", "{\"id\":\"" + id + "\"}", true);
    }
    assertThat(now.at("/isError").asBoolean()).as(now.toString()).isFalse();
    return now;
  }

  private static String request(Path path, String dataset) {
    ObjectNode request = ServedBank.JSON.createObjectNode().put("path", path.toString());
    return request.put("dataset", dataset).toString();
  }

  private static JsonNode call(String tool, String arguments, boolean withToken) throws Exception {
    String params = "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}";
    return result("tools/call", params, withToken);
  }

  private static JsonNode result(String method, String params, boolean withToken) throws Exception {
    HttpRequest.Builder asked = served.posting("/mcp", message(method, params));
    if (withToken) {
      asked.header("Authorization", served.token.header());
    }
    JsonNode answer = ServedBank.JSON.readTree(served.send(asked).body());
    assertThat(answer.has("result")).as(answer.toString()).isTrue();
    return answer.get("result");
  }

  private static String message(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
  }

  private static String text(JsonNode result) {
    return result.at("/content/0/text").asText();
  }
}
