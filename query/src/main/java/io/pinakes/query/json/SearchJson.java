package io.pinakes.query.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.Hit;
import io.pinakes.query.SearchRequest;
import io.pinakes.query.SearchResult;
import io.pinakes.query.failure.Verdicts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * Reads such a document back.
   *
   * @param request what was asked
   * @throws IOException if it is none, or tells of datasets that were left out, whose causes it
   *     cannot give back
   */
  public static SearchResult read(JsonNode document, SearchRequest request) throws IOException {
    if (!document.path("schema").asText().equals("pinakes.search/1")
        || !document.path("omitted").isEmpty()) {
      throw new IOException("this is no whole answer to a search");
    }
    List<Hit> hits = new ArrayList<>();
    for (JsonNode hit : document.path("hits")) {
      hits.add(HitJson.read(hit));
    }
    List<SearchResult.StageReport> stages = new ArrayList<>();
    for (JsonNode stage : document.path("stages")) {
      stages.add(
          new SearchResult.StageReport(
              stage.path("name").asText(),
              stage.path("detail").asText(),
              nanos(stage.path("ms").asDouble())));
    }
    return new SearchResult(
        request, hits, List.of(), stages, nanos(document.path("took_ms").asDouble()));
  }

  private static long nanos(double millis) {
    return Math.round(millis * 1_000_000);
  }
}
