package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ipfs.visibility.VisibilityReport;
import java.util.ArrayList;
import java.util.List;

/** What the doctor says of what is shown to others. */
final class PublicHealth {
  private final Session session;
  private final VisibilityReport found;
  private final VisibilityReport left;

  /**
   * Of a home.
   *
   * @param found how it was
   * @param left how it is, when all has been mended that can be
   */
  PublicHealth(Session session, VisibilityReport found, VisibilityReport left) {
    this.session = session;
    this.found = found;
    this.left = left;
  }

  /** Writes it as programs read it. */
  void write(ObjectNode node) {
    node.put("roots", left.roots()).put("blocks", left.blocks()).put("sound", left.isSound());
    node.put("shown_too_many", left.shown()).put("hidden", left.hidden());
    node.put("miscounted", left.miscounted()).put("unfinished", left.unfinished());
    node.put("repaired", !found.isSound() && left.isSound());
  }

  /** Prints it for people; nothing if nothing is or was public. */
  void print() {
    if (left.isSound() && found.isSound() && left.roots() == 0) {
      return;
    }
    boolean mended = !found.isSound() && left.isSound();
    String verdict =
        left.isSound()
            ? session.style().green(mended ? "mended" : "sound")
            : session.style().red("wrong");
    session
        .outWriter()
        .println(
            "public: "
                + verdict
                + ", "
                + Figures.count(left.roots(), "root")
                + ", "
                + Figures.count(left.blocks(), "block"));
    for (String line : sentences(mended ? found : left)) {
      session.outWriter().println("  " + (mended ? "mended: " : "") + line);
    }
  }

  private static List<String> sentences(VisibilityReport report) {
    List<String> lines = new ArrayList<>();
    if (report.unfinished()) {
      lines.add("a withdrawal was broken off, or is under way");
    }
    if (report.shown() > 0) {
      lines.add(Figures.count(report.shown(), "block") + " shown that no public root leads to");
    }
    if (report.hidden() > 0) {
      lines.add(Figures.count(report.hidden(), "block") + " not shown that a public root leads to");
    }
    if (lines.isEmpty() && report.miscounted()) {
      lines.add("miscounted, so that a withdrawal would show or hide too much");
    }
    return lines;
  }

  /** Whether exactly that is shown which should be. */
  boolean sound() {
    return left.isSound();
  }
}
