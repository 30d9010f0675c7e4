package io.pinakes.query.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.progress.Progress;
import io.pinakes.datasets.progress.Stage;
import java.time.Duration;
import java.util.Optional;

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
    p.blocks().ifPresent(blocks -> line.put("blocks", blocks.count()));
    p.blocks()
        .flatMap(Progress.BlockWork::searchable)
        .ifPresent(dataset -> line.put("searchable", dataset));
    return line;
  }

  /** Reads what {@link #document} wrote, but for what can be reckoned from the rest. */
  public static Progress read(JsonNode document) {
    Stage stage = Stage.WALK;
    for (Stage each : Stage.values()) {
      stage = each.text().equals(document.path("stage").asText()) ? each : stage;
    }
    Optional<Progress.FileWork> longest =
        Optional.ofNullable(document.path("file").textValue())
            .map(file -> new Progress.FileWork(file, seconds(document.path("file_seconds"))));
    return new Progress(
        stage,
        document.path("files").asLong(),
        document.path("files_total").asLong(),
        document.path("bytes").asLong(),
        document.path("bytes_total").asLong(),
        document.path("chunks").asLong(),
        document.path("chunks_total").asLong(),
        document.path("embedded").asLong(),
        seconds(document.path("elapsed_seconds")),
        longest,
        Optional.of(document.path("blocks"))
            .filter(JsonNode::isNumber)
            .map(count -> new Progress.BlockWork(count.asLong(), searchable(document))));
  }

  private static Optional<String> searchable(JsonNode document) {
    return Optional.ofNullable(document.path("searchable").textValue());
  }

  private static Duration seconds(JsonNode number) {
    return Duration.ofMillis((long) (number.asDouble() * 1e3));
  }
}
