package io.pinakes.node.cli;

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
}
