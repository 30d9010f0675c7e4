package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be done says what can be done instead. */
@Timeout(600)
class RefusalWordsIT {
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

  private static String fix(HttpResponse<String> answer, int status, String code) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode problem = ServedBank.JSON.readTree(answer.body());
    assertThat(problem.get("code").asText()).isEqualTo(code);
    return problem.get("fix").asText();
  }

  @Test
  void aQuestionThatIsTooLongIsToldOfSearchByWordsWhichTakesIt() throws Exception {
    ObjectNode search =
        ServedBank.JSON.createObjectNode().put("query", "papyrus reed ".repeat(700));
    String fix = fix(node.post("/api/v1/search", search.toString()), 400, "too-long");
    assertThat(fix).contains("fewer words", "--mode text");
    HttpResponse<String> byWords =
        node.post("/api/v1/search", search.put("mode", "text").toString());
    assertThat(byWords.statusCode()).as(byWords.body()).isEqualTo(200);
    assertThat(ServedBank.JSON.readTree(byWords.body()).get("hits")).isNotEmpty();
    ObjectNode ask = ServedBank.JSON.createObjectNode().put("question", "papyrus ".repeat(700));
    assertThat(fix(node.post("/api/v1/ask", ask.toString()), 400, "too-long"))
        .contains("fewer words");
  }

  @Test
  void anOpenAiErrorIsMadeOfSentences() throws Exception {
    String message =
        ServedBank.JSON
            .readTree(node.post("/v1/chat/completions", "{}").body())
            .at("/error/message")
            .asText();
    assertThat(message).contains("is missing. See ").doesNotContain("..");
  }

  @Test
  void anAnswerThatMayBeShortIsItsFirstSentenceAndSaysThatItWasCut() throws Exception {
    ObjectNode request = ServedBank.JSON.createObjectNode().put("model", "pinakes");
    request
        .putArray("messages")
        .addObject()
        .put("role", "user")
        .put("content", "When was the fort built?");
    JsonNode whole = chat(request);
    assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    JsonNode cut = chat(request.put("max_tokens", 1));
    assertThat(cut.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    assertThat(whole.at("/choices/0/message/content").asText())
        .startsWith(cut.at("/choices/0/message/content").asText().split("\\[1]", 2)[0].strip());
    assertThat(cut.at("/pinakes/citations")).hasSize(1);
  }

  private static JsonNode chat(ObjectNode request) throws Exception {
    HttpResponse<String> answer = node.post("/v1/chat/completions", request.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return ServedBank.JSON.readTree(answer.body());
  }

  @Test
  void aCursorThatNoListGaveIsRefused() throws Exception {
    for (String list :
        new String[] {"jobs", "datasets/sample/files", "datasets/sample/documents"}) {
      assertThat(fix(node.get("/api/v1/" + list + "?cursor=zzzz"), 400, "bad-cursor"))
          .contains("without a cursor");
    }
    assertThat(fix(node.get("/api/v1/jobs?cursor=YWJj"), 400, "bad-cursor")).isNotEmpty();
  }

  @Test
  void aNameThatIsNoUtf8IsRefusedAndOneThatCannotBeSaysWhatCan() throws Exception {
    for (String name : new String[] {"%ff.md", "a%c3.md", ".hidden", "con.txt"}) {
      HttpResponse<String> answer =
          node.send(
              node.request("/api/v1/datasets/papers/uploads/" + name)
                  .header("Authorization", node.token.header())
                  .PUT(BodyPublishers.ofString("x")));
      assertThat(fix(answer, 400, "upload-name")).contains("another name");
    }
    assertThat(node.bank.home().uploads().resolve("papers")).doesNotExist();
  }

  @Test
  void whatIsNoCidIsToldWhatOneLooksLike() throws Exception {
    assertThat(fix(node.get("/api/v1/chunks/nonsense"), 400, "bad-request")).contains("Qm");
  }
}
