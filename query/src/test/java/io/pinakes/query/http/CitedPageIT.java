package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.query.Answer;
import io.pinakes.query.AskRequest;
import io.pinakes.query.json.AnswerJson;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A passage that goes across two pages, and words of it that stand on the second. */
@Timeout(600)
class CitedPageIT {
  private static final String QUESTION = "When does the kingfisher dive for fish?";
  private static final String QUOTE = "The kingfisher dives for small fish at noon.";

  @TempDir static Path folder;

  private static ServedBank node;

  @BeforeAll
  static void serve() throws Exception {
    Path documents = Files.createDirectory(folder.resolve("documents"));
    Files.write(
        documents.resolve("birds.pdf"),
        SmallPdf.of("The heron waits in the reeds until the evening comes.", QUOTE));
    node = ServedBank.empty(folder.resolve("home"), ServedBank.Setting.USUAL);
    node.bank.ingest(IngestRequest.of("birds", documents), ProgressListener.NONE);
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  @Test
  void aCitationIsOnThePageOfItsWordsAndItsPassageOnThatWhereItBegins() throws Exception {
    JsonNode answer = ask();
    assertThat(answer.at("/citations/0/quote").asText()).as(answer.toString()).isEqualTo(QUOTE);
    assertThat(answer.at("/citations/0/page").asInt()).isEqualTo(2);
    assertThat(answer.at("/contexts/0/page").asInt()).isEqualTo(1);
    assertThat(answer.at("/contexts/0/text").asText()).contains("heron", "kingfisher");
  }

  @Test
  void anAnswerThatIsReadBackSaysTheSamePage() throws Exception {
    Answer read = AnswerJson.read(ask(), AskRequest.of(QUESTION));
    assertThat(read.citations().getFirst().page()).isEqualTo(2);
    assertThat(read.citations().getFirst().place().page()).isEqualTo(2);
  }

  @Test
  void assistantsAndProgramsForOpenAiGetThatPageToo() throws Exception {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"ask\","
            + "\"arguments\":{\"question\":\""
            + QUESTION
            + "\"}}}";
    JsonNode said = ServedBank.JSON.readTree(node.post("/mcp", body).body());
    assertThat(said.at("/result/content/0/text").asText()).contains("birds.pdf, page 2");
    assertThat(said.at("/result/structuredContent/citations/0/page").asInt()).isEqualTo(2);

    ObjectNode chat = ServedBank.JSON.createObjectNode().put("model", "pinakes");
    chat.putArray("messages").addObject().put("role", "user").put("content", QUESTION);
    JsonNode completion =
        ServedBank.JSON.readTree(node.post("/v1/chat/completions", chat.toString()).body());
    JsonNode link = completion.at("/choices/0/message/annotations/0/url_citation");
    assertThat(link.get("title").asText()).endsWith("birds.pdf, page 2");
    assertThat(link.get("url").asText()).endsWith("&page=2");
  }

  private static JsonNode ask() throws Exception {
    ObjectNode body = ServedBank.JSON.createObjectNode().put("question", QUESTION);
    return ServedBank.JSON.readTree(node.post("/api/v1/ask", body.toString()).body());
  }
}
