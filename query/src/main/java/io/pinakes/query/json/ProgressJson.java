package io.pinakes.query.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.progress.Progress;

/** How far a job is. */
public final class ProgressJson {
  private ProgressJson() {}

  /** The document {@code pinakes.progress/1}. */
  public static ObjectNode document(Progress p) {
    ObjectNode line = Json.document("pinakes.progress/1").put("stage", p.stage().text());
    line.put("files", p.files())
        .put("files_total", p.filesTotal())
        .put("bytes", p.bytes())
        .put("bytes_total", p.bytesTotal());
    line.put("chunks", p.chunks())
        .put("chunks_total", p.chunksTotal())
        .put("embedded", p.embedded());
    line.put("elapsed_seconds", p.elapsed().toMillis() / 1e3);
    p.remaining().ifPresent(left -> line.put("left_seconds", left.toMillis() / 1e3));
    p.longest()
        .ifPresent(
            file ->
                line.put("file", file.path()).put("file_seconds", file.since().toMillis() / 1e3));
    return line;
  }
}
