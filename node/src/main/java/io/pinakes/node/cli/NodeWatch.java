package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.catalog.DatasetNames;
import io.pinakes.datasets.catalog.SourceRecord;
import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.FolderEvents;
import io.pinakes.datasets.ingest.FolderLook;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.ingest.Watch;
import io.pinakes.ingest.source.SourceFilter;
import io.pinakes.node.client.NodeException;
import io.pinakes.node.client.RunningNode;
import io.pinakes.query.json.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a folder that the node ingests which serves the home: it is watched here, and each round
 * is a job. A round for which nothing can have changed is none, so that the node's list of jobs
 * does not fill with them.
 *
 * <p>A node that stops is waited for: services are restarted. For one thread.
 */
final class NodeWatch {
  private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);

  /** The folder is not there: refused at once, or found when the job's turn came. */
  private static final String SOURCE_MISSING = "source-missing";

  private final Session session;
  private final Cancellation cancellation;
  private final Consumer<IngestReport> print;
  private @Nullable FolderLook last;
  private @Nullable IngestReport before;
  private String trouble = "";

  /**
   * A watch that has not begun.
   *
   * @param print shows a report to people
   */
  NodeWatch(Session session, Cancellation cancellation, Consumer<IngestReport> print) {
    this.session = session;
    this.cancellation = cancellation;
    this.print = print;
  }

  /**
   * Follows the folder until it is cancelled.
   *
   * @param locked thrown if whoever holds the home is no node
   * @param following says to people that it begins
   */
  void follow(
      IngestRequest request,
      HomeLockedException locked,
      ProgressOptions.ProgressView view,
      Runnable following)
      throws IOException {
    RunningNode first = RunningNode.of(session.home()).orElseThrow(() -> locked);
    NodeJob.tell(session, first);
    following.run();
    // The source may leave out more; then a round now and then finds nothing.
    SourceFilter filter = SourceFilter.DEFAULT.with(request.include(), request.exclude());
    SourceRecord source = new SourceRecord(DatasetNames.FIRST_SOURCE, request.folder(), filter);
    Watch watch = new Watch(Watch.RESCAN, cancellation);
    try (FolderEvents events = FolderEvents.of(source, watch)) {
      LOG.debug("watching [{}]: {}", request.folder(), events);
      watch.follow(
          () -> {
            FolderLook look = FolderLook.at(source, InstantSource.system());
            if (isDue(look, watch.told())) {
              round(look, request, view);
            }
          });
    }
  }

  private boolean isDue(FolderLook look, boolean told) {
    FolderLook known = last;
    if (known == null || !look.isLike(known)) {
      return true;
    }
    // What failed may be mended by what no look shows, such as who may read it.
    boolean open = !known.sure() || before != null && before.files().failed() > 0;
    return told && open;
  }

  private void round(FolderLook look, IngestRequest request, ProgressOptions.ProgressView view)
      throws IOException {
    JsonNode job;
    try {
      Optional<RunningNode> node = RunningNode.of(session.home());
      if (node.isEmpty()) {
        waiting("no node serves this home now; one that is started goes on with it", view);
        return;
      }
      IngestReport known = before;
      if (known != null) {
        requireFollowed(node.get(), known);
      }
      JsonNode begun = node.get().begin("ingest", NodeIngest.document(next(request)));
      job = node.get().follow(begun.path("id").asText(), view, cancellation);
    } catch (NodeException e) {
      if (before != null && e.code().equals(SOURCE_MISSING)) {
        last = look;
        waiting(String.valueOf(e.getMessage()), view);
        return;
      }
      if (e.status() < 500 && e.status() != 429) {
        throw new CliException(exitCode(e.status()), String.valueOf(e.getMessage()), e.fix());
      }
      waiting(String.valueOf(e.getMessage()), view);
      return;
    } catch (GoneException e) {
      throw e;
    } catch (IOException e) {
      waiting(Failures.sentence(e), view);
      return;
    }
    heard(job, look, request, view);
  }

  private void heard(
      JsonNode job, FolderLook look, IngestRequest request, ProgressOptions.ProgressView view) {
    switch (job.path("state").asText()) {
      case "succeeded", "partial", "cancelled" -> {
        last = look;
        trouble = "";
        if (job.path("result") instanceof ObjectNode result) {
          show(result, view);
        }
      }
      case "failed" -> {
        boolean followed = before != null || Files.isDirectory(request.folder());
        if (!followed || !job.at("/error/code").asText().equals(SOURCE_MISSING)) {
          throw NodeJob.failure(job);
        }
        last = look;
        waiting(job.at("/error/error").asText(), view);
      }
      default -> waiting("the node is stopping, and goes on when it is started again", view);
    }
  }

  private void show(ObjectNode result, ProgressOptions.ProgressView view) {
    IngestReport report = ReportJson.readIngest(result);
    view.erase();
    if (before == null || report.newVersion()) {
      if (session.json()) {
        Json.printLine(result, session.terminal().out());
      } else {
        print.accept(report);
      }
    }
    before = report;
  }

  /** Says it once, however often it is looked again. */
  private void waiting(String why, ProgressOptions.ProgressView view) {
    view.erase();
    if (!why.equals(trouble) && !cancellation.isCancelled()) {
      session.note("waiting: " + Printable.line(why));
      trouble = why;
    }
  }

  /** The same source, though it should have got another folder or name by other commands. */
  private IngestRequest next(IngestRequest request) {
    IngestReport known = before;
    return known == null
        ? request
        : new IngestRequest(
            request.dataset(),
            request.folder(),
            Optional.of(known.source()),
            request.include(),
            request.exclude(),
            // It has one by now, which may be changed meanwhile.
            Optional.empty(),
            request.allowEmpty(),
            request.retryFailed());
  }

  /** What was taken out of the dataset meanwhile is not to be brought back by the next round. */
  private static void requireFollowed(RunningNode node, IngestReport known) throws IOException {
    JsonNode dataset = node.get("/api/v1/datasets/" + known.dataset());
    List<String> names = dataset.path("sources").findValuesAsText("name");
    if (!names.contains(known.source())) {
      throw new GoneException(
          "source ["
              + known.source()
              + "] was taken out of dataset ["
              + known.dataset()
              + "] meanwhile");
    }
  }

  private static int exitCode(int status) {
    return switch (status) {
      case 400 -> ExitCode.USAGE;
      case 404 -> ExitCode.NOT_FOUND;
      case 409 -> ExitCode.CONFLICT;
      default -> ExitCode.FAILURE;
    };
  }

  /** There is nothing to follow any more. */
  private static final class GoneException extends IOException {
    private static final long serialVersionUID = 1L;

    GoneException(String what) {
      super(what);
    }
  }
}
