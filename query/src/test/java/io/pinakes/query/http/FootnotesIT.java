package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.query.Answer;
import io.pinakes.query.AskRequest;
import io.pinakes.query.Mark;
import io.pinakes.query.json.AnswerJson;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Documents with {@code [1]} in their own words, as encyclopedias have. */
@Timeout(600)
class FootnotesIT {
  private static final String QUESTION = "When was the tower of Belem built?";
  private static final String QUOTE = "The tower of Belem 🏛 was built in 1519.[1]";

  @TempDir static Path folder;

  private static ServedBank node;

  @BeforeAll
  static void serve() throws Exception {
    Path documents = Files.createDirectory(folder.resolve("documents"));
    Files.writeString(documents.resolve("tower.txt"), QUOTE + "\n");
    node = ServedBank.empty(folder.resolve("home"), ServedBank.Setting.USUAL);
    node.bank.ingest(IngestRequest.of("towers", documents), ProgressListener.NONE);
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  @Test
  void anAnnotationIsAtTheMarkOfTheCitationAndNotAtTheFootnote() throws Exception {
    JsonNode message = completion(false).at("/choices/0/message");
    requireMarked(message.get("content").asText(), message.get("annotations"));
  }

  @Test
  void inAStreamItIsToo() throws Exception {
    StringBuilder words = new StringBuilder();
    JsonNode annotations = null;
    String body = node.post("/v1/chat/completions", chat(true)).body();
    for (String line : body.lines().filter(line -> line.startsWith("data: {")).toList()) {
      JsonNode delta = ServedBank.JSON.readTree(line.substring(6)).at("/choices/0/delta");
      words.append(delta.path("content").asText());
      annotations = delta.has("annotations") ? delta.get("annotations") : annotations;
    }
    assertThat(annotations).isNotNull();
    requireMarked(words.toString(), annotations);
  }

  /** The quote's footnote looks as the citation's mark does. */
  private static void requireMarked(String words, JsonNode annotations) {
    assertThat(words).isEqualTo(QUOTE + " [1]");
    assertThat(annotations).hasSize(1);
    JsonNode link = annotations.at("/0/url_citation");
    assertThat(link.get("start_index").asInt()).isEqualTo(QUOTE.length() + 1);
    assertThat(link.get("end_index").asInt()).isEqualTo(words.length());
  }

  @Test
  void theApiCountsAMarkInCodePointsAndItIsReadBack() throws Exception {
    JsonNode answer = ask();
    assertThat(answer.get("answer").asText()).isEqualTo(QUOTE + " [1]");
    int before = QUOTE.codePointCount(0, QUOTE.length()) + 1;
    assertThat(answer.at("/citations/0/mark/start").asInt()).isEqualTo(before);
    assertThat(answer.at("/citations/0/mark/end").asInt()).isEqualTo(before + 3);
    assertThat(answer.at("/citations/0/quote").asText()).as("verbatim").isEqualTo(QUOTE);
    Answer read = AnswerJson.read(answer, AskRequest.of(QUESTION));
    Mark mark = read.citations().get(0).mark();
    assertThat(read.answer().substring(0, mark.start())).isEqualTo(QUOTE + " ");
    assertThat(mark.end()).isEqualTo(read.answer().length());
  }

  private static JsonNode ask() throws Exception {
    ObjectNode body = ServedBank.JSON.createObjectNode().put("question", QUESTION);
    return ServedBank.JSON.readTree(node.post("/api/v1/ask", body.toString()).body());
  }

  private static JsonNode completion(boolean stream) throws Exception {
    return ServedBank.JSON.readTree(node.post("/v1/chat/completions", chat(stream)).body());
  }

  private static String chat(boolean stream) {
    ObjectNode body = ServedBank.JSON.createObjectNode().put("model", "pinakes");
    body.put("stream", stream).putArray("messages").addObject().put("role", "user");
    body.withArray("messages").forEach(one -> ((ObjectNode) one).put("content", QUESTION));
    return body.toString();
  }
}
