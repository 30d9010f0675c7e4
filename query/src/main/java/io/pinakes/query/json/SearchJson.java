package io.pinakes.query.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.Hit;
import io.pinakes.query.SearchResult;
import io.pinakes.query.failure.Verdicts;

/** What a search found. */
public final class SearchJson {
  private SearchJson() {}

  /**
   * The document {@code pinakes.search/1}.
   *
   * @param explain whether it says what each stage did
   */
  public static ObjectNode document(SearchResult result, boolean explain, Verdicts verdicts) {
    ObjectNode document = Json.document("pinakes.search/1");
    document.put("query", result.request().query());
    document.put("took_ms", result.tookNanos() / 1_000_000.0);
    ArrayNode hits = document.putArray("hits");
    for (Hit hit : result.hits()) {
      HitJson.write(hit, hits.addObject(), explain);
    }
    OmissionJson.write(result.omitted(), document, verdicts);
    if (explain) {
      ArrayNode stages = document.putArray("stages");
      for (SearchResult.StageReport stage : result.stages()) {
        stages
            .addObject()
            .put("name", stage.name())
            .put("detail", stage.detail())
            .put("ms", stage.nanos() / 1_000_000.0);
      }
    }
    return document;
  }
}
