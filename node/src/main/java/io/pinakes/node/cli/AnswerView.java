package io.pinakes.node.cli;

import io.pinakes.query.Answer;
import io.pinakes.query.Citation;
import io.pinakes.query.Context;
import java.io.PrintWriter;

/**
 * An answer as a person reads it: the words, where they are from, and what was left out.
 *
 * @param out where it is printed
 * @param columns how wide
 */
record AnswerView(Session session, PrintWriter out, int columns) {
  /** Passages shown where there is no answer, and lines of each. */
  private static final int NEAREST = 3;

  private static final int NEAREST_LINES = 3;

  /** The words. */
  void words(Answer answer) {
    for (String line : Printable.text(answer.answer()).split("\n")) {
      out.println(Paragraphs.wrap(line, columns, "", Integer.MAX_VALUE));
    }
  }

  /** What stands behind each mark. */
  void sources(Answer answer) {
    Style style = session.style();
    if (!answer.citations().isEmpty()) {
      out.println();
      out.println(style.bold("Sources"));
    }
    for (Citation citation : answer.citations()) {
      out.println(
          style.cyan("[" + citation.n() + "] ")
              + Locations.of(citation.place())
              + style.dim("  characters " + citation.start() + "–" + citation.end()));
      out.println(Paragraphs.wrap("“" + citation.quote() + "”", columns, "    ", 6));
      out.println("    " + style.dim(citation.context().hit().chunk().toString()));
    }
  }

  /** What is nearest, where there is no answer. */
  void nearest(Answer answer) {
    if (answer.enough() || answer.contexts().isEmpty()) {
      return;
    }
    out.println();
    out.println("The nearest passages, for your own judgement:");
    for (Context context : answer.contexts().stream().limit(NEAREST).toList()) {
      out.println("  - " + Locations.of(context.hit()));
      String text = Paragraphs.wrap(context.hit().text(), columns, "    ", NEAREST_LINES);
      out.println(session.style().dim(text));
    }
  }

  /** What the check refused, what was cut, and who could not be asked. */
  void remarks(Answer answer) {
    Style style = session.style();
    // The mark goes; the words go only where nothing else was said that could be checked.
    String gone =
        answer.enough() ? "citation taken out, the words stand: " : "left out, not supported: ";
    for (String claim : answer.rejected()) {
      session.note(style.yellow(gone) + Printable.line(claim));
    }
    if (answer.cut()) {
      session.note(style.yellow("The answer reached the limit of its length and was cut."));
    }
    Omissions.print(answer.search().omitted(), session);
  }
}
