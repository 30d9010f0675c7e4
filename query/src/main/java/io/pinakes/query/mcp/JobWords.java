package io.pinakes.query.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.generate.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A job as a model reads it: how it is, what came of it, and what mends it. */
final class JobWords {
  private JobWords() {}

  /** Of a document {@code pinakes.job/1}. */
  static String of(JsonNode job) {
    String name = job.path("id").asText() + " (" + job.path("kind").asText() + ")";
    String again = " Ask again with get_job.";
    return switch (job.path("state").asText()) {
      case "queued" -> name + " waits for " + before(job.path("waits_for")) + "." + again;
      case "running" -> name + " is running" + progress(job.path("progress")) + "." + again;
      case "succeeded" -> name + " succeeded." + result(job);
      case "partial" -> name + " is done, but for some items that failed." + result(job);
      case "cancelled" ->
          name + " was stopped before its end; what was done until then stays." + failure(job);
      default -> name + " failed." + failure(job);
    };
  }

  /** The jobs before it, if it says so. */
  private static String before(JsonNode waitsFor) {
    List<String> ids = new ArrayList<>();
    waitsFor.forEach(id -> ids.add(id.asText()));
    return ids.isEmpty() ? "its turn" : "its turn behind " + String.join(", ", ids);
  }

  private static String progress(JsonNode progress) {
    if (!progress.isObject()) {
      return "";
    }
    String left =
        progress.has("left_seconds")
            ? String.format(
                Locale.ROOT, ", about %.0f s left", progress.path("left_seconds").asDouble())
            : "";
    return String.format(
            Locale.ROOT,
            ": %s, %d of %d files, %d passages embedded, %.0f s",
            progress.path("stage").asText(),
            progress.path("files").asLong(),
            progress.path("files_total").asLong(),
            progress.path("embedded").asLong(),
            progress.path("elapsed_seconds").asDouble())
        + left;
  }

  private static String result(JsonNode job) {
    JsonNode result = job.path("result");
    return switch (result.path("schema").asText()) {
      case "pinakes.ingest/1" -> ingested(result);
      case "pinakes.document-rm/1" ->
          "\nTaken out: "
              + VisibleText.line(result.path("removed").asText())
              + ". It is not taken up again while its file stays as it is.";
      default -> "";
    };
  }

  private static String ingested(JsonNode report) {
    JsonNode files = report.path("files");
    StringBuilder text = new StringBuilder("\n").append(report.path("dataset").asText());
    text.append(": ").append(files.path("indexed").asLong()).append(" files indexed, ");
    text.append(files.path("unchanged").asLong()).append(" unchanged, ");
    text.append(files.path("failed").asLong()).append(" failed, ");
    text.append(files.path("removed").asLong()).append(" removed; ");
    text.append(report.path("chunks").path("total").asLong()).append(" passages, version ");
    text.append(report.path("version").asLong()).append('.');
    report
        .path("warnings")
        .forEach(warning -> text.append("\nwarning: ").append(VisibleText.line(warning.asText())));
    if (files.path("failed").asLong() > 0) {
      text.append("\nWhich failed, and why: pinakes ingest status --failed --dataset ");
      text.append(report.path("dataset").asText());
    }
    return text.toString();
  }

  private static String failure(JsonNode job) {
    JsonNode error = job.path("error");
    String fix = error.path("fix").asText();
    return (error.isObject() ? "\n" + VisibleText.line(error.path("error").asText()) : "")
        + (fix.isEmpty() ? "" : "\n" + fix);
  }
}
