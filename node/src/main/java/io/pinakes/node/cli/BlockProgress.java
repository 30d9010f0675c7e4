package io.pinakes.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.blocks.WorkListener;
import java.io.PrintStream;
import java.util.function.LongSupplier;
import picocli.CommandLine.Option;

/**
 * How far work on blocks is, on standard error: blocks, bytes and, where all bytes are known, the
 * time left. A live line on a terminal, else a line now and then; nothing for what is done at once.
 */
final class BlockProgress implements WorkListener, AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long LIVE_NANOS = 100_000_000L;
  private static final long LINES_NANOS = 5_000_000_000L;
  private static final long SILENT_NANOS = 500_000_000L;

  /** The options of commands that show it. */
  static final class Options {
    @Option(
        names = "--progress",
        paramLabel = "HOW",
        description =
            "One of: ${COMPLETION-CANDIDATES} (default: auto: a live line on a terminal, else a"
                + " line now and then).")
    ProgressOptions.Kind kind = ProgressOptions.Kind.auto;

    /**
     * The view.
     *
     * @param totalBytes of all that there is to do, 0 if that is not known
     */
    BlockProgress view(Session session, String task, long totalBytes) {
      boolean hushed = session.options().noProgress || session.options().quiet;
      Form form =
          switch (kind) {
            case none -> Form.NONE;
            case json -> Form.JSON;
            case plain -> hushed ? Form.NONE : Form.LINES;
            case auto ->
                hushed
                    ? Form.NONE
                    : session.terminal().errIsTerminal() && session.cursorMoves()
                        ? Form.LIVE
                        : Form.LINES;
          };
      return new BlockProgress(
          session.terminal().err(),
          session.terminal().columns(),
          form,
          task,
          totalBytes,
          System::nanoTime);
    }
  }

  /** For whom it is shown. */
  enum Form {
    NONE,
    LIVE,
    LINES,
    JSON
  }

  private final PrintStream err;
  private final int columns;
  private final Form form;
  private final String task;
  private long totalBytes;
  private final LongSupplier nanos;
  private final long start;
  private long said;
  private boolean shown;

  BlockProgress(
      PrintStream err, int columns, Form form, String task, long totalBytes, LongSupplier nanos) {
    this.err = err;
    this.columns = columns;
    this.form = form;
    this.task = task;
    this.totalBytes = totalBytes;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.said = start;
  }

  /** All that there is to do is so many bytes; what is held already is among them. */
  @Override
  public void expects(long bytes) {
    totalBytes = bytes;
  }

  /** So many blocks and bytes are done. */
  @Override
  public void moved(long blocks, long bytes) {
    long now = nanos.getAsLong();
    long pause = form == Form.LINES ? LINES_NANOS : LIVE_NANOS;
    if (form == Form.NONE || now - start < SILENT_NANOS || now - said < pause) {
      return;
    }
    said = now;
    double seconds = (now - start) / 1e9;
    double left = bytes > 0 && totalBytes > bytes ? seconds * (totalBytes - bytes) / bytes : -1;
    if (form == Form.JSON) {
      err.println(json(blocks, bytes, seconds, left));
      return;
    }
    String line =
        task
            + "  "
            + Figures.count(blocks, "block")
            + "  "
            + Figures.bytes(bytes)
            + (totalBytes > 0 ? "/" + Figures.bytes(totalBytes) : "")
            + (left >= 0 ? "  " + Figures.seconds(left) + " left" : "");
    if (form == Form.LIVE) {
      err.print(ProgressLine.ERASE + ProgressLine.fitted(line, columns));
      err.flush();
      shown = true;
    } else {
      err.println(line);
    }
  }

  private String json(long blocks, long bytes, double seconds, double left) {
    ObjectNode line = MAPPER.createObjectNode().put("schema", "pinakes.block-progress/1");
    line.put("stage", task).put("blocks", blocks).put("bytes", bytes);
    line.put("bytes_total", totalBytes).put("elapsed_seconds", seconds);
    if (left >= 0) {
      line.put("left_seconds", left);
    }
    try {
      return MAPPER.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }

  @Override
  public void close() {
    clear();
  }

  /** Takes the live line from the screen; the next move may bring it back. */
  void clear() {
    if (shown) {
      err.print(ProgressLine.ERASE);
      err.flush();
      shown = false;
    }
  }
}
