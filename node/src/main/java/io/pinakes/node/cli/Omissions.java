package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.Omission;
import java.util.List;

/** Says which datasets could not answer a question to all of them, why, and what mends it. */
final class Omissions {
  private Omissions() {}

  static void print(List<Omission> omitted, Session session) {
    for (Omission one : omitted) {
      session.note(
          session.style().yellow("warning: ")
              + "dataset ["
              + one.dataset()
              + (one.words() ? "] was searched by its words alone: " : "] was left out: ")
              + Printable.line(Failures.sentence(one.cause())));
      String fix = new Verdicts(session).judge(one.cause()).fix();
      if (!fix.isEmpty()) {
        session.note("  " + fix);
      }
    }
  }

  static void write(List<Omission> omitted, ObjectNode document, Session session) {
    ArrayNode array = document.putArray("omitted");
    for (Omission one : omitted) {
      array
          .addObject()
          .put("dataset", one.dataset())
          .put("searched", one.words() ? "text" : "nothing")
          .put("reason", Failures.sentence(one.cause()))
          .put("fix", new Verdicts(session).judge(one.cause()).fix());
    }
  }
}
