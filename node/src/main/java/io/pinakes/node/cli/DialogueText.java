package io.pinakes.node.cli;

import io.pinakes.query.Answer;
import io.pinakes.query.Context;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation says beside answers.
 *
 * @param out where it is printed
 * @param columns how wide
 */
record DialogueText(Style style, PrintWriter out, int columns) {
  /** What can be typed. */
  static void help(PrintWriter out) {
    out.println("  a question          answered from the documents; the next may build on it");
    out.println("  1, 2, …             open a source of the last answer in its document");
    out.println("  /sources            all passages that the last answer could rest on");
    out.println("  /dataset [NAME…]    ask only these; all: every one; nothing: what there is");
    out.println("  /new                forget what was said");
    out.println("  /quit               end, as Ctrl-D does; Ctrl-C stops an answer");
  }

  /** All passages that the last answer could rest on, numbered. */
  void sources(@Nullable Answer last) {
    if (last == null || last.contexts().isEmpty()) {
      out.println("There is no answer yet.");
      return;
    }
    for (Context context : last.contexts()) {
      String mark = "[" + context.n() + "] ";
      out.println(
          (context.cited() ? style.cyan(mark) : mark)
              + Locations.of(context.hit())
              + style.dim(context.cited() ? "  cited" : ""));
      out.println(style.dim(Paragraphs.wrap(context.hit().text(), columns, "    ", 2)));
    }
  }
}
