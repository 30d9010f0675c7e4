package io.pinakes.query.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.car.ExportReport;
import io.pinakes.datasets.car.ImportReport;
import io.pinakes.datasets.ingest.ChunkCounts;
import io.pinakes.datasets.ingest.FileCounts;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.StageTimes;
import io.pinakes.datasets.migrate.ModelChangeReport;
import io.pinakes.datasets.publication.Publication;
import io.pinakes.ipfs.gc.GcReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What long work did. */
public final class ReportJson {
  private ReportJson() {}

  /** The document {@code pinakes.ingest/1}. */
  public static ObjectNode ingest(IngestReport report) {
    ObjectNode document = Json.document("pinakes.ingest/1").put("dataset", report.dataset());
    document.put("source", report.source());
    document.put("manifest", report.manifest().map(Cid::toString).orElse(null));
    document.put("documents_root", report.documentsRoot().map(Cid::toString).orElse(null));
    document.put("version", report.version()).put("new_version", report.newVersion());
    document.put("cancelled", report.cancelled()).put("seconds", report.elapsed().toNanos() / 1e9);
    document
        .putObject("files")
        .put("indexed", report.files().indexed())
        .put("unchanged", report.files().unchanged())
        .put("failed", report.files().failed())
        .put("removed", report.files().removed())
        .put("skipped", report.files().skipped());
    document
        .putObject("chunks")
        .put("total", report.chunks().total())
        .put("embedded", report.chunks().embedded())
        .put("reused", report.chunks().reused());
    ObjectNode cpu = document.putObject("cpu_seconds");
    report.times().stages().forEach((stage, nanos) -> cpu.put(stage.text(), nanos / 1e9));
    cpu.put("process", report.times().process() / 1e9)
        .put("children", report.times().children() / 1e9);
    document.put("model_share", report.times().modelShare());
    ArrayNode warnings = document.putArray("warnings");
    report.warnings().forEach(warnings::add);
    return document;
  }

  /** Reads what {@link #ingest} wrote, but for where CPU time went. */
  public static IngestReport readIngest(JsonNode document) {
    JsonNode files = document.path("files");
    JsonNode chunks = document.path("chunks");
    List<String> warnings = new ArrayList<>();
    document.path("warnings").forEach(warning -> warnings.add(warning.asText()));
    return new IngestReport(
        document.path("dataset").asText(),
        document.path("source").asText(),
        cid(document.path("manifest")),
        cid(document.path("documents_root")),
        document.path("version").asLong(),
        document.path("new_version").asBoolean(),
        document.path("cancelled").asBoolean(),
        Duration.ofNanos((long) (document.path("seconds").asDouble() * 1e9)),
        new FileCounts(
            files.path("indexed").asLong(),
            files.path("unchanged").asLong(),
            files.path("failed").asLong(),
            files.path("removed").asLong(),
            files.path("skipped").asLong()),
        new ChunkCounts(
            chunks.path("total").asLong(),
            chunks.path("embedded").asLong(),
            chunks.path("reused").asLong()),
        new StageTimes(Map.of(), 0, 0),
        warnings);
  }

  private static Optional<Cid> cid(JsonNode text) {
    return Optional.ofNullable(text.textValue()).map(Cid::parse);
  }

  /** The document {@code pinakes.gc/1}. */
  public static ObjectNode gc(GcReport report) {
    ObjectNode document = Json.document("pinakes.gc/1").put("swept", report.swept());
    document
        .putObject("garbage")
        .put("blocks", report.garbage().blocks())
        .put("bytes", report.garbage().bytes());
    ArrayNode kept = document.putArray("kept");
    report
        .kept()
        .forEach(
            (why, a) ->
                kept.addObject()
                    .put("reason", why)
                    .put("blocks", a.blocks())
                    .put("bytes", a.bytes()));
    document.put("hiding", report.hiding()).put("gap_count", report.gapCount());
    ArrayNode gaps = document.putArray("gaps");
    report
        .gaps()
        .forEach(
            g ->
                gaps.addObject()
                    .put("block", g.cid().toString())
                    .put("reason", g.reason())
                    .put("what", g.what()));
    return document;
  }

  /** The document {@code pinakes.dataset-export/1}. */
  public static ObjectNode export(ExportReport report) {
    return Json.document("pinakes.dataset-export/1")
        .put("manifest", report.manifest().toString())
        .put("signed", report.signed())
        .put("blocks", report.blocks())
        .put("bytes", report.bytes());
  }

  /** The document {@code pinakes.dataset-import/1}. */
  public static ObjectNode imported(ImportReport report) {
    return Json.document("pinakes.dataset-import/1")
        .put("dataset", report.dataset())
        .put("manifest", report.manifest().toString())
        .put("signed", report.signed())
        .put("changed", report.changed())
        .put("blocks", report.blocks())
        .put("unused", report.unused());
  }

  /**
   * The document {@code pinakes.dataset-publish/1}, or {@code pinakes.dataset-unpublish/1}.
   *
   * @param isPublic whether it is shown from now on
   */
  public static ObjectNode shown(Publication publication, boolean isPublic) {
    return Json.document(isPublic ? "pinakes.dataset-publish/1" : "pinakes.dataset-unpublish/1")
        .put("dataset", publication.dataset())
        .put("name", publication.name().map(PeerId::toName).orElse(""))
        .put("root", publication.root().map(Cid::toString).orElse(""))
        .put("manifest", publication.manifest().map(Cid::toString).orElse(""))
        .put("public", isPublic);
  }

  /** The document {@code pinakes.dataset-compact/1}. */
  public static ObjectNode compacted(String dataset, long nanos) {
    return Json.document("pinakes.dataset-compact/1")
        .put("dataset", dataset)
        .put("seconds", Math.round(nanos / 1e6) / 1e3);
  }

  /** The document {@code pinakes.model-use/1}. */
  public static ObjectNode modelUse(String dataset, String model, ModelChangeReport report) {
    return Json.document("pinakes.model-use/1")
        .put("dataset", dataset)
        .put("model", model)
        .put("cancelled", report.cancelled())
        .put("embedded", report.embedded())
        .put("reused", report.reused());
  }
}
