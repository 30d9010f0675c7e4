package io.pinakes.query.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.progress.Progress;
import io.pinakes.query.json.Json;
import io.pinakes.query.json.ProgressJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A job: its state and its events. Any thread may ask; the lock guards all that changes, and {@code
 * moved} says that something did.
 */
public final class Job {
  /**
   * More than a reader misses while it connects again; older events of progress say nothing new.
   */
  private static final int EVENTS = 256;

  private final long number;
  private final JobRequest request;
  private final Instant created;
  private final int attempts;
  private final Cancellation cancellation = new Cancellation();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final ArrayDeque<JobEvent> events = new ArrayDeque<>();
  private long lastEvent;
  private JobState state;
  private @Nullable Instant started;
  private @Nullable Instant ended;
  private @Nullable ObjectNode progress;
  private @Nullable ObjectNode result;
  private @Nullable ObjectNode error;

  Job(long number, JobRequest request, Instant created, int attempts) {
    this.number = number;
    this.request = request;
    this.created = created;
    this.attempts = attempts;
    this.state = JobState.QUEUED;
    tell("state", document());
  }

  /** Its name, such as {@code job-17}. */
  public String id() {
    return "job-" + number;
  }

  long number() {
    return number;
  }

  JobRequest request() {
    return request;
  }

  int attempts() {
    return attempts;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** How it is. */
  public JobState state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  /** Begins, unless it was stopped while it waited. */
  boolean begin(Instant now) {
    lock.lock();
    try {
      if (state.ended()) {
        return false;
      }
      change(JobState.RUNNING, () -> started = now);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for its turn again, in the next process. */
  void suspend() {
    change(JobState.QUEUED, () -> started = null);
  }

  /** Ends if it waits still. */
  boolean endBeforeBegin(Instant now) {
    lock.lock();
    try {
      if (state != JobState.QUEUED) {
        return false;
      }
      end(new JobEnd(JobState.CANCELLED, now, null, null));
      return true;
    } finally {
      lock.unlock();
    }
  }

  void end(JobEnd end) {
    change(
        end.how(),
        () -> {
          ended = end.at();
          result = end.report();
          error = end.failure();
        });
  }

  private void change(JobState to, Runnable more) {
    lock.lock();
    try {
      state = to;
      more.run();
      tell("state", document());
    } finally {
      lock.unlock();
    }
  }

  void progress(Progress now) {
    ObjectNode document = ProgressJson.document(now);
    lock.lock();
    try {
      progress = document;
      tell("progress", document);
    } finally {
      lock.unlock();
    }
  }

  private void tell(String type, ObjectNode document) {
    lock.lock();
    try {
      if (events.size() == EVENTS) {
        events.removeFirst();
      }
      events.addLast(new JobEvent(++lastEvent, type, document));
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The document {@code pinakes.job/1}. */
  public ObjectNode document() {
    lock.lock();
    try {
      ObjectNode document = Json.document("pinakes.job/1").put("id", id());
      document.put("kind", request.kind()).put("state", state.text());
      document.set("request", request.spec());
      document.put("created", created.toString());
      document.put("started", started == null ? null : started.toString());
      document.put("ended", ended == null ? null : ended.toString());
      document.put("attempts", attempts);
      document.set("progress", progress);
      document.set("result", result);
      document.set("error", error);
      return document;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The events behind one, waiting for the first if there is none yet.
   *
   * @param number the last one known; 0 for all that are kept
   * @return empty if nothing happened in that time
   */
  public List<JobEvent> eventsAfter(long number, Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = wait.toNanos();
      while (lastEvent <= number && left > 0) {
        left = moved.awaitNanos(left);
      }
      List<JobEvent> behind = new ArrayList<>();
      for (JobEvent event : events) {
        if (event.number() > number) {
          behind.add(event);
        }
      }
      return behind;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes whoever waits for events, who then sees that there are none. */
  public void wake() {
    lock.lock();
    try {
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it has ended, so long at most. */
  public JobState awaitEnd(Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.NANOSECONDS.convert(most);
      while (!state.ended() && left > 0) {
        left = moved.awaitNanos(left);
      }
      return state;
    } finally {
      lock.unlock();
    }
  }

  byte[] record() {
    return record(document());
  }

  /** The record of what it will be once that end is told of. */
  byte[] record(JobEnd end) {
    ObjectNode document = document().put("state", end.how().text());
    document.put("ended", end.at().toString());
    document.set("result", end.report());
    document.set("error", end.failure());
    return record(document);
  }

  private byte[] record(ObjectNode document) {
    document.remove("progress");
    request.key().ifPresent(key -> document.put("key", key));
    return Json.bytes(document);
  }

  /** Reads what {@link #record} wrote. What had not ended waits for its turn again. */
  static Job read(long number, JsonNode record) {
    JobRequest request =
        new JobRequest(
            record.path("kind").asText(),
            record.path("request") instanceof ObjectNode spec
                ? spec
                : Json.MAPPER.createObjectNode(),
            Optional.ofNullable(record.path("key").textValue()));
    JobState was = JobState.parse(record.path("state").asText());
    Job job =
        new Job(
            number,
            request,
            Instant.parse(record.path("created").asText()),
            record.path("attempts").asInt() + (was == JobState.RUNNING ? 1 : 0));
    if (was.ended()) {
      job.restore(was, record);
    }
    return job;
  }

  private void restore(JobState was, JsonNode record) {
    change(
        was,
        () -> {
          started = instant(record.path("started"));
          ended = instant(record.path("ended"));
          result = record.path("result") instanceof ObjectNode report ? report : null;
          error = record.path("error") instanceof ObjectNode failure ? failure : null;
        });
  }

  private static @Nullable Instant instant(JsonNode text) {
    return text.isTextual() ? Instant.parse(text.textValue()) : null;
  }
}
