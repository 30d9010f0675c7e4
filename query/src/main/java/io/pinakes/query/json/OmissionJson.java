package io.pinakes.query.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.Omission;
import io.pinakes.query.failure.Verdicts;
import java.util.List;

/** Which datasets could not answer a question to all of them, why, and what mends it. */
final class OmissionJson {
  private OmissionJson() {}

  static void write(List<Omission> omitted, ObjectNode document, Verdicts verdicts) {
    ArrayNode array = document.putArray("omitted");
    for (Omission one : omitted) {
      array
          .addObject()
          .put("dataset", one.dataset())
          .put("searched", one.words() ? "text" : "nothing")
          .put("reason", Verdicts.sentence(one.cause()))
          .put("fix", verdicts.judge(one.cause()).fix());
    }
  }
}
