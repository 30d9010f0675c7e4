package io.pinakes.query.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.home.UploadPath;
import io.pinakes.datasets.home.UploadTakenException;
import io.pinakes.datasets.home.Uploads;
import io.pinakes.ingest.source.SourceFilter;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.http.Access;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.jobs.Job;
import io.pinakes.query.jobs.JobException;
import io.pinakes.query.jobs.JobRequest;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Files that are brought. A file is on the disk, and the job that reads it written down, before the
 * caller hears so: a kill after that loses neither. Many files that come one after the other are
 * read by one job.
 */
final class UploadResource {
  /** The longest file that an ingest reads. */
  private static final int MAX_BYTES = Math.toIntExact(SourceFilter.DEFAULT_MAX_FILE_BYTES);

  private final Desk desk;
  private final Uploads uploads;

  UploadResource(Desk desk) {
    this.desk = desk;
    this.uploads = new Uploads(desk.bank().home());
  }

  List<Route> routes() {
    String path = "/api/v1/datasets/{dataset}/uploads/{path}";
    return List.of(
        new Route("PUT", path, Access.WRITE, Lane.UPLOAD, 0, this::put).streaming(MAX_BYTES),
        Route.write("DELETE", path, Lane.READ, this::remove));
  }

  private Reply put(Call call) throws Exception {
    String dataset = call.param("dataset");
    UploadPath path = path(call);
    boolean onlyNew = call.header("if-none-match").isPresent();
    Uploads.Received received;
    try {
      received = uploads.receive(dataset, path, call.content(), !onlyNew);
    } catch (UploadTakenException e) {
      throw new ProblemException(
          e.replaceable() ? 412 : 409,
          "upload-taken",
          String.valueOf(e.getMessage()),
          e.replaceable()
              ? "Send it without If-None-Match to replace that one, or under another name."
              : "Send it under another name.");
    }
    ObjectNode document = document(dataset, path);
    document.put("size", received.size()).put("sha256", received.sha256());
    return answer(document, dataset, false);
  }

  /** What is no UTF-8 has become U+FFFD by now, under which name it would be kept. */
  private static UploadPath path(Call call) throws ProblemException {
    String path = call.param("path");
    if (path.indexOf('\ufffd') >= 0
        && !call.path().toUpperCase(Locale.ROOT).contains("%EF%BF%BD")) {
      throw new ProblemException(
          400, "upload-name", "The name of the file is not UTF-8.", Verdicts.UPLOAD_NAME);
    }
    return UploadPath.parse(path);
  }

  private Reply remove(Call call) throws Exception {
    String dataset = call.param("dataset");
    UploadPath path = UploadPath.parse(call.param("path"));
    if (!uploads.remove(dataset, path)) {
      throw new ProblemException(
          404,
          "unknown-upload",
          "No file [" + path + "] was brought to dataset [" + dataset + "].",
          "See what it has: GET /api/v1/datasets/" + dataset + "/files");
    }
    return answer(document(dataset, path), dataset, true);
  }

  private static ObjectNode document(String dataset, UploadPath path) {
    return Json.document("pinakes.upload/1")
        .put("dataset", dataset)
        .put("path", Uploads.SOURCE + "/" + path);
  }

  /** Begins the ingest; the last file that goes away leaves an empty folder that is meant so. */
  private Reply answer(ObjectNode document, String dataset, boolean allowEmpty)
      throws IOException, ProblemException {
    ObjectNode spec = Json.MAPPER.createObjectNode().put("dataset", dataset);
    spec.put("folder", uploads.folder(dataset).toString()).put("source", Uploads.SOURCE);
    if (allowEmpty) {
      spec.put("allow_empty", true);
    }
    try {
      Job job = desk.jobs().submitOrJoin(new JobRequest("ingest", spec, Optional.empty()));
      document.set("job", desk.jobs().document(job));
      return Reply.json(202, document).with("Location", "/api/v1/jobs/" + job.id());
    } catch (JobException e) {
      throw JobResource.problem(e);
    }
  }
}
