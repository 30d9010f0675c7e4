package io.pinakes.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.progress.Progress;
import io.pinakes.datasets.progress.Stage;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Progress as lines: each event as JSON for programs, or a sentence every few seconds and at the
 * stages of the end.
 */
final class ProgressLines implements ProgressOptions.ProgressView {
  /** For whom the lines are. */
  enum Form {
    TEXT,
    JSON
  }

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final PrintStream err;
  private final Form form;
  private Duration said = Duration.ZERO;
  private @Nullable Stage last;

  ProgressLines(PrintStream err, Form form) {
    this.err = err;
    this.form = form;
  }

  @Override
  public void moved(Progress progress) {
    if (form == Form.JSON) {
      err.println(json(progress));
      return;
    }
    boolean late = progress.stage().compareTo(Stage.SEAL) >= 0 && progress.stage() != last;
    if (late || progress.elapsed().minus(said).compareTo(INTERVAL) >= 0) {
      said = progress.elapsed();
      err.println(sentence(progress));
    }
    last = progress.stage();
  }

  @Override
  public void close() {
    err.flush();
  }

  /** One line for people: stage, files, bytes, chunks, time left. */
  static String sentence(Progress progress) {
    if (progress.filesTotal() == 0) {
      return progress.stage().text();
    }
    return String.format(
        Locale.ROOT,
        "%-7s %s of %s, %s of %s, %s, %.0f chunks/s%s",
        progress.stage().text(),
        Figures.count(progress.files()),
        Figures.count(progress.filesTotal(), "file"),
        Figures.bytes(progress.bytes()),
        Figures.bytes(progress.bytesTotal()),
        Figures.count(progress.chunks(), "chunk"),
        progress.chunksPerSecond(),
        progress
            .remaining()
            .filter(r -> !r.isZero())
            .map(r -> ", " + Figures.seconds(r.toMillis() / 1e3) + " left")
            .orElse(""));
  }

  private static String json(Progress p) {
    ObjectNode line =
        MAPPER
            .createObjectNode()
            .put("schema", "pinakes.progress/1")
            .put("stage", p.stage().text());
    line.put("files", p.files())
        .put("files_total", p.filesTotal())
        .put("bytes", p.bytes())
        .put("bytes_total", p.bytesTotal());
    line.put("chunks", p.chunks())
        .put("chunks_total", p.chunksTotal())
        .put("embedded", p.embedded());
    line.put("elapsed_seconds", p.elapsed().toMillis() / 1e3);
    p.remaining().ifPresent(left -> line.put("left_seconds", left.toMillis() / 1e3));
    try {
      return MAPPER.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }
}
