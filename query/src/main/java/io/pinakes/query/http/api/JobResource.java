package io.pinakes.query.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.EventSink;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.Problem;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.jobs.Job;
import io.pinakes.query.jobs.JobEvent;
import io.pinakes.query.jobs.JobException;
import io.pinakes.query.jobs.JobRequest;
import io.pinakes.query.jobs.Jobs;
import io.pinakes.query.json.Fields;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Jobs: begun, watched and stopped. */
final class JobResource {
  /** What a caller who stops a job waits for its end. */
  private static final Duration STOP_WAIT = Duration.ofSeconds(2);

  private static final int MAX_KEY = 255;

  private final Jobs jobs;
  private final Duration heartbeat;

  /** Distinguishes events of this process from those of one before it. */
  private final String epoch;

  JobResource(Jobs jobs, Duration heartbeat, String epoch) {
    this.jobs = jobs;
    this.heartbeat = heartbeat;
    this.epoch = epoch;
  }

  List<Route> routes() {
    return List.of(
        Route.write("POST", "/api/v1/jobs", Lane.READ, this::submit),
        Route.get("/api/v1/jobs", Lane.READ, this::list),
        Route.get("/api/v1/jobs/{job}", Lane.READ, this::show),
        Route.write("DELETE", "/api/v1/jobs/{job}", Lane.STREAM, this::cancel),
        Route.get("/api/v1/jobs/{job}/events", Lane.STREAM, this::events));
  }

  private Reply submit(Call call) throws Exception {
    Fields body = Body.of(call);
    Optional<String> key = call.header("idempotency-key");
    if (key.isPresent() && (key.get().isBlank() || key.get().length() > MAX_KEY)) {
      throw new ProblemException(
          400,
          "bad-request",
          "Idempotency-Key is empty or longer than 255 characters.",
          "Send a shorter one, such as a UUID, or none.");
    }
    JsonNode spec = body.tree().path("request");
    JobRequest request =
        new JobRequest(
            body.required("kind"),
            spec instanceof ObjectNode given ? given : Json.MAPPER.createObjectNode(),
            key);
    try {
      Job job = jobs.submit(request);
      return Reply.json(202, jobs.document(job)).with("Location", "/api/v1/jobs/" + job.id());
    } catch (JobException e) {
      throw problem(e);
    }
  }

  private Reply list(Call call) throws ProblemException {
    Page page = Page.of(call);
    ObjectNode document = Json.document("pinakes.job-ls/1");
    ArrayNode array = document.putArray("jobs");
    String next = null;
    boolean behind = page.cursor().isEmpty();
    for (Job job : jobs.list()) {
      if (!behind) {
        behind = job.id().equals(page.cursor());
      } else if (array.size() == page.limit()) {
        next = array.get(array.size() - 1).get("id").asText();
        break;
      } else {
        array.add(jobs.document(job));
      }
    }
    if (!behind) {
      throw Page.unknown();
    }
    return Etags.answer(call, document.put("next", next == null ? null : Page.encode(next)));
  }

  private Reply show(Call call) throws ProblemException {
    return Etags.answer(call, jobs.document(job(call)));
  }

  private Reply cancel(Call call) throws Exception {
    try {
      Job job = jobs.cancel(call.param("job"));
      boolean ended = job.awaitEnd(STOP_WAIT).ended();
      return Reply.json(ended ? 200 : 202, jobs.document(job));
    } catch (JobException e) {
      throw problem(e);
    }
  }

  private Reply events(Call call) throws ProblemException {
    Job job = job(call);
    long known = known(call.header("last-event-id").orElse(""));
    return Reply.events(sink -> tell(call, job, known, sink));
  }

  private void tell(Call call, Job job, long known, EventSink sink)
      throws IOException, InterruptedException {
    Runnable wake = Thread.currentThread()::interrupt;
    call.liveness().onEnd(wake);
    try {
      long last = known;
      while (!call.liveness().ended()) {
        // Looked at first, so that no event comes between the last one and the end.
        boolean ended = job.state().ended();
        List<JobEvent> events = job.eventsAfter(last, ended ? Duration.ZERO : heartbeat);
        for (JobEvent event : events) {
          sink.send(epoch + "-" + event.number(), event.type(), event.document().toString());
          last = event.number();
        }
        if (ended) {
          return;
        }
        if (events.isEmpty()) {
          sink.heartbeat();
        }
      }
    } finally {
      call.liveness().forget(wake);
    }
  }

  /** The number of the last event that a reader has; 0 if it is of another process, or none. */
  private long known(String lastEventId) {
    String prefix = epoch + "-";
    String number = lastEventId.startsWith(prefix) ? lastEventId.substring(prefix.length()) : "";
    return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
  }

  private Job job(Call call) throws ProblemException {
    try {
      return jobs.get(call.param("job"));
    } catch (JobException e) {
      throw problem(e);
    }
  }

  static ProblemException problem(JobException e) {
    String what = e.getMessage() + ".";
    return new ProblemException(
        switch (e.why()) {
          case UNKNOWN ->
              Problem.of(404, "unknown-job", what, "See what there is: GET /api/v1/jobs");
          case FULL ->
              Problem.of(503, "jobs-full", what, "Wait until some have ended.").retryAfter(30);
          case KEY_REUSED ->
              Problem.of(409, "idempotency-key-reused", what, "Send another Idempotency-Key.");
          case UNSTOPPABLE -> Problem.of(409, "not-stoppable", what, "Wait for its end.");
        });
  }
}
