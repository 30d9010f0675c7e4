package io.pinakes.benchmarks.retrieval;

import io.pinakes.benchmarks.metrics.Run;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a run as trec_eval reads it: {@code query Q0 document rank score tag}, one result a line.
 * A score is written with as many digits as bring back the same float, so that trec_eval sees the
 * ties that we saw.
 */
public final class TrecRunWriter {
  private TrecRunWriter() {}

  /**
   * Writes the file, replacing one that is there.
   *
   * @throws IllegalArgumentException if an identifier has white space in it, which the format
   *     cannot hold
   */
  public static void write(Run run, String tag, Path file) throws IOException {
    field(tag);
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (String query : run.queries()) {
        List<Run.Entry> ranked = run.ranked(query);
        for (int i = 0; i < ranked.size(); i++) {
          Run.Entry entry = ranked.get(i);
          out.write(
              String.join(
                  " ",
                  field(query),
                  "Q0",
                  field(entry.document()),
                  Integer.toString(i + 1),
                  Float.toString(entry.score()),
                  tag));
          out.write('\n');
        }
      }
    }
  }

  private static String field(String value) {
    if (value.isEmpty() || value.codePoints().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("a run file cannot hold the name [" + value + "]");
    }
    return value;
  }
}
