package io.pinakes.node.cli;

import io.pinakes.datasets.progress.ProgressListener;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long work shows how far it is, on standard error. */
final class ProgressOptions {
  /** The ways to show it. */
  enum Kind {
    /** One live line on a terminal, lines now and then elsewhere. */
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
          "One of: ${COMPLETION-CANDIDATES} (default: auto: a live line on a terminal, else a line"
              + " now and then).")
  Kind kind = Kind.auto;

  /** The view for this session; closing it takes the live line from the screen. */
  ProgressView view(Session session, String task) {
    return view(session, task, Duration.ZERO);
  }

  /**
   * The same.
   *
   * @param silence a live line appears for work that has taken as long
   */
  ProgressView view(Session session, String task, Duration silence) {
    GlobalOptions options = session.options();
    if (kind == Kind.none || kind != Kind.json && (options.noProgress || options.quiet)) {
      return new ProgressView.Silent();
    }
    if (kind == Kind.json) {
      return new ProgressLines(session.terminal().err(), ProgressLines.Form.JSON);
    }
    return kind == Kind.auto && session.terminal().errIsTerminal() && session.cursorMoves()
        ? new ProgressLine(session.terminal().err(), session.terminal().columns(), task, silence)
        : new ProgressLines(session.terminal().err(), ProgressLines.Form.TEXT);
  }

  /** A listener that is done at some point. */
  interface ProgressView extends ProgressListener, AutoCloseable {
    /** Takes away what stands on the screen; the next event may bring it back. */
    void erase();

    @Override
    default void close() {
      erase();
    }

    /** Shows nothing. */
    record Silent() implements ProgressView {
      @Override
      public void moved(io.pinakes.datasets.progress.Progress progress) {
        // Nobody asked.
      }

      @Override
      public void erase() {
        // Nothing is shown.
      }
    }
  }
}
