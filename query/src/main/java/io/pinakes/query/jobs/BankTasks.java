package io.pinakes.query.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.DatasetWriter;
import io.pinakes.datasets.VersionInfo;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.migrate.ModelChangeReport;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.ipfs.gc.GcReport;
import io.pinakes.query.UnknownPartException;
import io.pinakes.query.blocks.Works;
import io.pinakes.query.json.Fields;
import io.pinakes.query.json.Json;
import io.pinakes.query.json.ReportJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes tasks of what a bank can do; each does and reports what its command does. */
public final class BankTasks {
  /** What there is to do. */
  public static final List<String> KINDS =
      Stream.concat(
              Stream.of(
                  "ingest",
                  "use-model",
                  "gc",
                  "export",
                  "import",
                  "remove-document",
                  "remove-source",
                  "remove-dataset",
                  "publish",
                  "unpublish",
                  "compact"),
              Works.KINDS.stream())
          .toList();

  private final Bank bank;
  private final Works works;

  /** Of that bank. */
  public BankTasks(Bank bank, Works works) {
    this.bank = bank;
    this.works = works;
  }

  /** The home's folder. */
  Path home() {
    return bank.home().root();
  }

  /**
   * The task that a request asks for.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  Task task(JobRequest request) {
    Fields spec = new Fields(request.spec());
    return switch (request.kind()) {
      case "ingest" -> ingest(spec);
      case "use-model" -> useModel(spec.required("dataset"), spec.required("model"));
      case "gc" -> new Collect();
      case "export" ->
          new ExportTask(
              bank, spec.required("dataset"), Works.path(spec, "file"), spec.flag("replace"));
      case "import" -> importCar(Works.path(spec, "file"), spec.text("name"));
      case "remove-document" ->
          removeDocument(spec.required("dataset"), spec.required("path"), spec.flag("purge"));
      case "remove-source" -> removeSource(spec.required("dataset"), spec.required("source"));
      case "remove-dataset" -> removeDataset(spec.required("dataset"));
      case "publish" -> show(spec.required("dataset"), true);
      case "unpublish" -> show(spec.required("dataset"), false);
      case "compact" -> compact(spec.required("dataset"));
      default -> {
        if (!Works.KINDS.contains(request.kind())) {
          throw new IllegalArgumentException(
              "there is no job of kind [" + request.kind() + "], only " + KINDS);
        }
        yield new WorkTask(bank, works, request);
      }
    };
  }

  private Task ingest(Fields spec) {
    IngestRequest wanted =
        new IngestRequest(
            spec.text("dataset").orElse("home"),
            Works.path(spec, "folder"),
            spec.text("source"),
            spec.texts("include"),
            spec.texts("exclude"),
            spec.text("model"),
            spec.flag("allow_empty"),
            spec.flag("retry_failed"));
    return new Ingest(wanted);
  }

  private Task useModel(String dataset, String model) {
    return stoppable(
        (listener, cancellation) -> {
          ModelChangeReport report = bank.writer(dataset).useModel(model, listener, cancellation);
          return new Task.Result(
              report.cancelled() ? JobState.CANCELLED : JobState.SUCCEEDED,
              ReportJson.modelUse(dataset, model, report));
        });
  }

  private Task importCar(Path file, Optional<String> name) {
    return (listener, cancellation) ->
        done(ReportJson.imported(bank.importCar(file, name, listener)));
  }

  private Task removeDocument(String dataset, String path, boolean purge) {
    return (listener, cancellation) -> {
      Optional<VersionInfo> made = bank.writer(dataset).removeDocument(path, purge, listener);
      if (made.isEmpty()) {
        throw UnknownPartException.document(dataset, path, bank.versionsWith(dataset, path));
      }
      return done(removed("pinakes.document-rm/1", dataset + ": " + path));
    };
  }

  private Task removeSource(String dataset, String source) {
    return (listener, cancellation) -> {
      List<String> known = bank.dataset(dataset).sources().stream().map(s -> s.name()).toList();
      if (!known.contains(source)) {
        throw UnknownPartException.source(dataset, source, known);
      }
      bank.writer(dataset).removeSource(source, listener);
      return done(removed("pinakes.source-rm/1", dataset + "/" + source));
    };
  }

  private Task removeDataset(String dataset) {
    return (listener, cancellation) -> {
      bank.writer(dataset).delete();
      return done(removed("pinakes.dataset-rm/1", dataset));
    };
  }

  private Task show(String dataset, boolean isPublic) {
    return (listener, cancellation) -> {
      DatasetWriter writer = bank.writer(dataset);
      return done(ReportJson.shown(isPublic ? writer.publish() : writer.unpublish(), isPublic));
    };
  }

  private Task compact(String dataset) {
    return (listener, cancellation) -> {
      long start = System.nanoTime();
      bank.writer(dataset).mergeIndex(listener);
      return done(ReportJson.compacted(dataset, System.nanoTime() - start));
    };
  }

  private static ObjectNode removed(String schema, String what) {
    return Json.document(schema).put("removed", what);
  }

  private static Task.Result done(ObjectNode document) {
    return new Task.Result(JobState.SUCCEEDED, document);
  }

  private static Task stoppable(Task task) {
    return new Task() {
      @Override
      public boolean stops() {
        return true;
      }

      @Override
      public Result run(ProgressListener listener, Cancellation cancellation) throws Exception {
        return task.run(listener, cancellation);
      }
    };
  }

  /** An ingest, of a folder that is there when it is asked for. */
  private final class Ingest implements Task {
    private final IngestRequest wanted;

    Ingest(IngestRequest wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean stops() {
      return true;
    }

    @Override
    public void require() throws IOException {
      bank.requireFolder(wanted);
    }

    @Override
    public Result run(ProgressListener listener, Cancellation cancellation) throws IOException {
      IngestReport report = bank.ingest(wanted, listener, cancellation);
      JobState state =
          report.cancelled()
              ? JobState.CANCELLED
              : report.files().failed() > 0 ? JobState.PARTIAL : JobState.SUCCEEDED;
      return new Result(state, ReportJson.ingest(report));
    }
  }

  /** Garbage collection, which jobs may run beside. */
  private final class Collect implements Task {
    @Override
    public Lane lane() {
      return Lane.HOME;
    }

    @Override
    public Result run(ProgressListener listener, Cancellation cancellation) throws IOException {
      GcReport report = bank.collectGarbage(listener);
      return new Result(
          report.gapCount() > 0 ? JobState.PARTIAL : JobState.SUCCEEDED, ReportJson.gc(report));
    }
  }
}
