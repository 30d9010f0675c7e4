package io.pinakes.query.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.Hit;
import io.pinakes.query.Place;

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
}
