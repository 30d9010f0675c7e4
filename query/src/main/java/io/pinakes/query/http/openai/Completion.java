package io.pinakes.query.http.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.Answer;
import io.pinakes.query.Citation;
import io.pinakes.query.Mark;
import io.pinakes.query.Place;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.json.AnswerJson;
import io.pinakes.query.json.Json;
import java.time.Instant;
import java.util.List;

/**
 * A chat completion being written: as one document, or as the chunks of a stream.
 *
 * @param id names it
 * @param created when it was begun
 * @param model as the caller named it
 * @param base this node's address as the caller knows it, for links to the console
 */
record Completion(String id, Instant created, String model, String base) {

  /** What it took, in tokens. */
  record Usage(int prompt, int completion) {
    ObjectNode json() {
      return Json.MAPPER
          .createObjectNode()
          .put("prompt_tokens", prompt)
          .put("completion_tokens", completion)
          .put("total_tokens", prompt + completion);
    }
  }

  /**
   * All of it.
   *
   * @param asked the question as the caller put it
   */
  ObjectNode whole(Answer answer, String asked, Usage usage, Verdicts verdicts) {
    ObjectNode document = head("chat.completion");
    ObjectNode choice = document.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    message.put("content", answer.answer()).putNull("refusal");
    message.set(
        "annotations",
        annotations(answer, answer.citations().stream().map(Citation::mark).toList()));
    choice.putNull("logprobs").put("finish_reason", finish(answer));
    document.set("usage", usage.json());
    document.set("pinakes", evidence(answer, asked, verdicts));
    return document;
  }

  /** The first chunk: who speaks. */
  ObjectNode opening() {
    return chunk(Json.MAPPER.createObjectNode().put("role", "assistant").put("content", ""), null);
  }

  /** Some words. */
  ObjectNode words(String piece) {
    return chunk(Json.MAPPER.createObjectNode().put("content", piece), null);
  }

  /**
   * The last chunk of the choice, with the evidence.
   *
   * @param marks where its citations stand in the words that were sent
   */
  ObjectNode closing(Answer answer, List<Mark> marks, String asked, Verdicts verdicts) {
    ObjectNode delta = Json.MAPPER.createObjectNode();
    delta.set("annotations", annotations(answer, marks));
    ObjectNode chunk = chunk(delta, finish(answer));
    chunk.set("pinakes", evidence(answer, asked, verdicts));
    return chunk;
  }

  /** The chunk behind it, without a choice. */
  ObjectNode usage(Usage usage) {
    ObjectNode chunk = head("chat.completion.chunk");
    chunk.putArray("choices");
    chunk.set("usage", usage.json());
    return chunk;
  }

  private ObjectNode chunk(
      ObjectNode delta, @org.jspecify.annotations.Nullable String finishReason) {
    ObjectNode chunk = head("chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs").put("finish_reason", finishReason);
    return chunk;
  }

  private ObjectNode head(String object) {
    return Json.MAPPER
        .createObjectNode()
        .put("id", id)
        .put("object", object)
        .put("created", created.getEpochSecond())
        .put("model", model)
        .putNull("system_fingerprint");
  }

  private static String finish(Answer answer) {
    return answer.cut() ? "length" : "stop";
  }

  private static ObjectNode evidence(Answer answer, String asked, Verdicts verdicts) {
    return AnswerJson.document(answer, verdicts).put("asked", asked);
  }

  /**
   * Each mark of a citation in the text, with where it leads. Ranges are UTF-16 units. The text is
   * not searched for them: what it quotes may hold a {@code [1]} too.
   */
  private ArrayNode annotations(Answer answer, List<Mark> marks) {
    ArrayNode annotations = Json.MAPPER.createArrayNode();
    for (int i = 0; i < marks.size(); i++) {
      Citation citation = answer.citations().get(i);
      Place place = citation.place();
      ObjectNode annotation = annotations.addObject().put("type", "url_citation");
      annotation
          .putObject("url_citation")
          .put("start_index", marks.get(i).start())
          .put("end_index", marks.get(i).end())
          .put("title", place.page() > 0 ? place.path() + ", page " + place.page() : place.path())
          .put("url", base + page(citation));
    }
    return annotations;
  }

  /** The console's page that shows the quoted words in their document. */
  private static String page(Citation citation) {
    Place place = citation.place();
    // Names of datasets and CIDs have no character that an address has to escape.
    String range = "&start=" + citation.start() + "&end=" + citation.end();
    return "/#/document?in="
        + citation.context().hit().dataset()
        + "&id="
        + place.document()
        + range
        + (place.page() > 0 ? "&page=" + place.page() : "");
  }
}
