package io.pinakes.node.cli;

import io.pinakes.datasets.progress.ProgressListener;
import picocli.CommandLine.Option;

/** How long work shows how far it is, on standard error. */
final class ProgressOptions {
  /** The ways to show it. */
  enum Kind {
    /** A bar on a terminal, lines now and then elsewhere. */
    auto,
    /** Lines now and then. */
    plain,
    /** One JSON object a line. */
    json,
    /** Nothing. */
    none
  }

  @Option(
      names = "--progress",
      paramLabel = "HOW",
      description =
          "One of: ${COMPLETION-CANDIDATES} (default: auto: a bar on a terminal, lines elsewhere).")
  Kind kind = Kind.auto;

  /** The view for this session; closing it takes the bar from the screen. */
  ProgressView view(Session session, String task) {
    GlobalOptions options = session.options();
    if (kind == Kind.none || kind != Kind.json && (options.noProgress || options.quiet)) {
      return new ProgressView.Silent();
    }
    if (kind == Kind.json) {
      return new ProgressLines(session.terminal().err(), ProgressLines.Form.JSON);
    }
    return kind == Kind.auto && session.terminal().errIsTerminal()
        ? new ProgressBarView(session.terminal(), task)
        : new ProgressLines(session.terminal().err(), ProgressLines.Form.TEXT);
  }

  /** A listener that is done at some point. */
  interface ProgressView extends ProgressListener, AutoCloseable {
    @Override
    void close();

    /** Shows nothing. */
    record Silent() implements ProgressView {
      @Override
      public void moved(io.pinakes.datasets.progress.Progress progress) {
        // Nobody asked.
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    }
  }
}
