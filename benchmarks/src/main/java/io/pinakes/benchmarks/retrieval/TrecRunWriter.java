package io.pinakes.benchmarks.retrieval;

import io.pinakes.benchmarks.metrics.Run;
import io.pinakes.ipfs.archive.OutputFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a run as trec_eval reads it: {@code query Q0 document rank score tag}, one result a line.
 * A score is written with as many digits as bring back the same float, so that trec_eval sees the
 * ties that we saw.
 */
public final class TrecRunWriter {
  private TrecRunWriter() {}

  /**
   * Writes the file, whole or not at all.
   *
   * @throws IllegalArgumentException if an identifier has white space in it, which the format
   *     cannot hold
   */
  public static void write(Run run, String tag, OutputFile file) throws IOException {
    field(tag);
    file.write(
        bytes -> {
          Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
          write(run, tag, out);
          out.flush();
          return file;
        });
  }

  private static void write(Run run, String tag, Writer out) throws IOException {
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

  private static String field(String value) {
    if (value.isEmpty() || value.codePoints().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("a run file cannot hold the name [" + value + "]");
    }
    return value;
  }
}
