package io.pinakes.query.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.knowledge.Pages;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.query.Hit;
import io.pinakes.query.Place;
import io.pinakes.vectorstore.fusion.StageScore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A hit as JSON: the fields that scripts rely on, then what is there to look at. */
public final class HitJson {
  private HitJson() {}

  /** Writes a hit into a node; what each stage said of it only if it is to be explained. */
  public static void write(Hit hit, ObjectNode node, boolean explain) {
    node.put("rank", hit.rank()).put("score", hit.score()).put("dataset", hit.dataset());
    node.put("document", hit.place().document().toString()).put("chunk", hit.chunk().toString());
    writePlace(hit.place(), node);
    node.put("text", hit.text());
    if (!hit.elsewhere().isEmpty()) {
      ArrayNode elsewhere = node.putArray("elsewhere");
      for (Place place : hit.elsewhere()) {
        ObjectNode other = elsewhere.addObject().put("document", place.document().toString());
        writePlace(place, other);
      }
    }
    if (explain) {
      ArrayNode stages = node.putArray("stages");
      hit.stages()
          .forEach(
              s ->
                  stages
                      .addObject()
                      .put("stage", s.stage())
                      .put("rank", s.rank())
                      .put("score", s.score())
                      .put("contribution", s.contribution()));
      ArrayNode folded = node.putArray("folded");
      hit.folded().forEach(c -> folded.add(c.toString()));
    }
  }

  /** Writes a place; page is null where the document has none. */
  public static void writePlace(Place place, ObjectNode node) {
    node.put("path", place.path());
    if (place.page() > 0) {
      node.put("page", place.page());
    } else {
      node.putNull("page");
    }
    ArrayNode heading = node.putArray("heading");
    place.heading().forEach(heading::add);
    node.put("start", place.start()).put("end", place.end());
  }

  /**
   * Reads a hit back; its context line is in no document, and stays empty.
   *
   * @throws IOException if a name is none
   */
  static Hit read(JsonNode node) throws IOException {
    List<Place> elsewhere = new ArrayList<>();
    for (JsonNode other : node.path("elsewhere")) {
      elsewhere.add(readPlace(other));
    }
    List<StageScore> stages = new ArrayList<>();
    for (JsonNode stage : node.path("stages")) {
      stages.add(
          new StageScore(
              stage.path("stage").asText(),
              stage.path("rank").asInt(),
              (float) stage.path("score").asDouble(),
              stage.path("contribution").asDouble()));
    }
    List<Cid> folded = new ArrayList<>();
    for (JsonNode chunk : node.path("folded")) {
      folded.add(cid(chunk));
    }
    return new Hit(
        node.path("rank").asInt(),
        node.path("score").asDouble(),
        node.path("dataset").asText(),
        cid(node.path("chunk")),
        readPlace(node),
        elsewhere,
        "",
        node.path("text").asText(),
        stages,
        folded);
  }

  private static Place readPlace(JsonNode node) throws IOException {
    List<String> heading = new ArrayList<>();
    node.path("heading").forEach(part -> heading.add(part.asText()));
    return new Place(
        cid(node.path("document")),
        node.path("path").asText(),
        node.path("start").asInt(),
        node.path("end").asInt(),
        Pages.of(node.path("page").asInt(0)),
        heading);
  }

  private static Cid cid(JsonNode text) throws IOException {
    try {
      return Cid.parse(text.asText());
    } catch (MultiformatException e) {
      throw new IOException("[" + text.asText() + "] is no CID", e);
    }
  }
}
