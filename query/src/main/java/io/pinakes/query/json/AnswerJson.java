package io.pinakes.query.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.Answer;
import io.pinakes.query.AskRequest;
import io.pinakes.query.Citation;
import io.pinakes.query.Context;
import io.pinakes.query.Hit;
import io.pinakes.query.Mark;
import io.pinakes.query.SearchRequest;
import io.pinakes.query.SearchResult;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.generate.Endpoint;
import io.pinakes.query.generate.GeneratorInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer with its citations and the passages that the generator saw. */
public final class AnswerJson {
  private AnswerJson() {}

  /** The document {@code pinakes.ask/1}. */
  public static ObjectNode document(Answer answer, Verdicts verdicts) {
    ObjectNode document = Json.document("pinakes.ask/1");
    document
        .put("question", answer.question())
        .put("answer", answer.answer())
        .put("enough", answer.enough());
    ArrayNode citations = document.putArray("citations");
    for (Citation citation : answer.citations()) {
      ObjectNode node = citations.addObject().put("n", citation.n());
      node.put("chunk", citation.context().hit().chunk().toString());
      node.put("document", citation.context().hit().place().document().toString());
      HitJson.writePlace(citation.place(), node);
      node.put("quote", citation.quote());
      writeMark(citation.mark(), answer.answer(), node.putObject("mark"));
    }
    writeContexts(answer.contexts(), document);
    ArrayNode rejected = document.putArray("rejected");
    answer.rejected().forEach(rejected::add);
    ObjectNode by = document.putObject("generator");
    by.put("name", answer.generator().name()).put("model", answer.generator().model());
    by.put("endpoint", answer.generator().endpoint().map(Endpoint::toString).orElse(null));
    OmissionJson.write(answer.search().omitted(), document, verdicts);
    return document.put("cut", answer.cut());
  }

  /**
   * Reads such a document back.
   *
   * @param request what was asked
   * @throws IOException if it is none, or tells of datasets that were left out, whose causes it
   *     cannot give back
   */
  public static Answer read(JsonNode document, AskRequest request) throws IOException {
    if (!document.path("schema").asText().equals("pinakes.ask/1")
        || !document.path("omitted").isEmpty()) {
      throw new IOException("this is no whole answer to a question");
    }
    Map<Integer, Context> contexts = new LinkedHashMap<>();
    for (JsonNode node : document.path("contexts")) {
      int n = node.path("n").asInt();
      contexts.put(n, new Context(n, HitJson.read(node), node.path("cited").asBoolean()));
    }
    String words = document.path("answer").asText();
    List<Citation> citations = new ArrayList<>();
    for (JsonNode node : document.path("citations")) {
      Context context = contexts.get(node.path("n").asInt());
      if (context == null) {
        throw new IOException("a citation names no passage of the answer");
      }
      citations.add(
          new Citation(
              context.n(),
              context,
              node.path("start").asInt(),
              node.path("end").asInt(),
              node.path("page").asInt(0),
              node.path("quote").asText(),
              readMark(node.path("mark"), words)));
    }
    List<String> rejected = new ArrayList<>();
    document.path("rejected").forEach(claim -> rejected.add(claim.asText()));
    JsonNode by = document.path("generator");
    return new Answer(
        document.path("question").asText(),
        words,
        document.path("enough").asBoolean(),
        citations,
        List.copyOf(contexts.values()),
        rejected,
        document.path("cut").asBoolean(),
        new GeneratorInfo(
            by.path("name").asText(),
            by.path("model").asText(),
            Optional.ofNullable(by.path("endpoint").textValue()).map(Endpoint::parse)),
        found(request, contexts.values().stream().map(Context::hit).toList()));
  }

  /** Counts in code points, as all of the API does. */
  private static void writeMark(Mark mark, String words, ObjectNode node) {
    int start = words.codePointCount(0, mark.start());
    node.put("start", start);
    node.put("end", start + words.codePointCount(mark.start(), mark.end()));
  }

  private static Mark readMark(JsonNode node, String words) throws IOException {
    int start = node.path("start").asInt(-1);
    int end = node.path("end").asInt(-1);
    if (start < 0 || end <= start || end > words.codePointCount(0, words.length())) {
      throw new IOException("a citation names no place in the answer");
    }
    int from = words.offsetByCodePoints(0, start);
    return new Mark(from, words.offsetByCodePoints(from, end - start));
  }

  private static SearchResult found(AskRequest request, List<Hit> hits) {
    SearchRequest search =
        new SearchRequest(
            request.question(),
            request.datasets(),
            request.contexts(),
            request.mode(),
            request.filter());
    return new SearchResult(search, hits, List.of(), List.of(), 0);
  }

  /** Writes the passages that a generator sees into an array {@code contexts}. */
  public static void writeContexts(List<Context> contexts, ObjectNode document) {
    ArrayNode shown = document.putArray("contexts");
    for (Context context : contexts) {
      ObjectNode node = shown.addObject().put("n", context.n()).put("cited", context.cited());
      HitJson.write(context.hit(), node, true);
    }
  }
}
