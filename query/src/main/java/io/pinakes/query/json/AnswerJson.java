package io.pinakes.query.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.Answer;
import io.pinakes.query.Citation;
import io.pinakes.query.Context;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.generate.Endpoint;
import java.util.List;

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
      HitJson.writePlace(citation.context().hit().place(), node);
      node.put("start", citation.start()).put("end", citation.end()).put("quote", citation.quote());
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

  /** Writes the passages that a generator sees into an array {@code contexts}. */
  public static void writeContexts(List<Context> contexts, ObjectNode document) {
    ArrayNode shown = document.putArray("contexts");
    for (Context context : contexts) {
      ObjectNode node = shown.addObject().put("n", context.n()).put("cited", context.cited());
      HitJson.write(context.hit(), node, true);
    }
  }
}
