package io.pinakes.query.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.home.RestoredMark;
import io.pinakes.ipfs.store.Store;
import io.pinakes.query.failure.FailureCode;
import io.pinakes.query.failure.Kind;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.jobs.JobException.Why;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs of a home. Any thread may call. The lock guards the list and orders what is written down
 * of it; jobs run outside of it: on one thread what changes datasets, on one what goes on beside
 * it, and on a few what brings or keeps blocks, so that a pin need not wait for a pull.
 */
public final class Jobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  /** More would be a program gone wild. */
  private static final int MAX_WAITING = 100;

  /** Ended ones that are remembered. */
  private static final int MAX_KEPT = 1_000;

  /** A job that has taken the process with it so often is not begun again. */
  private static final int MAX_ATTEMPTS = 3;

  /** Who pulls more at once shares one disk and one line among them. */
  private static final int BLOCK_THREADS = 4;

  private static final Duration STOP = Duration.ofSeconds(10);

  private final BankTasks tasks;
  private final JobTable table;
  private final Verdicts verdicts;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Long, Job> jobs = new TreeMap<>();
  private final ExecutorService changing = thread("job-changing");
  private final ExecutorService beside = thread("job-beside");
  private final ExecutorService blocks =
      Executors.newFixedThreadPool(
          BLOCK_THREADS, Thread.ofPlatform().daemon().name("job-blocks-", 0).factory());
  private volatile boolean closing;

  private Jobs(BankTasks tasks, Store store, Verdicts verdicts, InstantSource clock) {
    this.tasks = tasks;
    this.table = new JobTable(store);
    this.verdicts = verdicts;
    this.clock = clock;
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  /**
   * Opens the list of a home, and goes on with what had not ended; unless the home was restored,
   * and damage kept that from being ended then.
   */
  public static Jobs open(BankTasks tasks, Store store, Verdicts verdicts, InstantSource clock)
      throws IOException {
    if (RestoredMark.isOn(tasks.home())) {
      int ended = endRestored(store, clock.instant());
      LOG.info("ended [{}] jobs of the home that this was restored from", ended);
      RestoredMark.remove(tasks.home());
    }
    Jobs opened = new Jobs(tasks, store, verdicts, clock);
    for (Job job : opened.table.all()) {
      opened.jobs.put(job.number(), job);
      if (!job.state().ended()) {
        opened.resume(job);
      }
    }
    return opened;
  }

  /**
   * A job as it is written down, which is all there is of it while nobody serves the home.
   *
   * @param store of the home, which may be open for reading
   */
  public static Optional<Job> written(Store store, String id) throws IOException {
    return new JobTable(store).all().stream().filter(job -> job.id().equals(id)).findFirst();
  }

  /**
   * Ends what had not ended, in a home that nobody serves and that another home goes on with.
   *
   * @param store of the home, open for writing
   * @return how many there were
   */
  public static int endRestored(Store store, Instant now) throws IOException {
    JobTable table = new JobTable(store);
    int count = 0;
    for (Job job : table.all()) {
      if (!job.state().ended()) {
        ObjectNode error = Json.MAPPER.createObjectNode();
        error.put(
            "error",
            "the home was restored from a backup while this was under way; begin it again here if"
                + " you want it");
        error.put("fix", "").put("kind", Kind.INTERRUPTED.text());
        job.end(new JobEnd(JobState.CANCELLED, now, null, error));
        table.put(job);
        count++;
      }
    }
    return count;
  }

  private void resume(Job job) throws IOException {
    if (job.attempts() >= MAX_ATTEMPTS) {
      giveUp(
          job, "the node ended [" + job.attempts() + "] times while it ran", "See the node's log.");
      return;
    }
    Task task;
    try {
      task = tasks.task(job.request());
    } catch (IllegalArgumentException e) {
      // What an older version took on: no reason not to serve the home.
      giveUp(job, Verdicts.sentence(e), "Begin it again as this version takes it.");
      return;
    }
    LOG.info("going on with [{}] ({})", job.id(), job.request().kind());
    start(job, task);
  }

  private void giveUp(Job job, String why, String fix) throws IOException {
    ObjectNode error = Json.MAPPER.createObjectNode().put("error", why).put("fix", fix);
    job.end(new JobEnd(JobState.FAILED, clock.instant(), null, error));
    table.put(job);
  }

  /**
   * Takes work on. It is written down when this returns.
   *
   * @return the job; an older one if the same was asked for under the same key
   * @throws IllegalArgumentException if it makes no sense
   * @throws IOException if what it needs is not there, or it cannot be written down
   */
  public Job submit(JobRequest request) throws IOException, JobException {
    Task task = tasks.task(request);
    // What was taken on already is not looked at again: its folder may be gone since.
    Optional<Job> before = underKey(request);
    if (before.isPresent()) {
      return before.get();
    }
    // Not under the lock: a disk may take its time.
    task.require();
    lock.lock();
    try {
      before = underKey(request);
      if (before.isPresent()) {
        return before.get();
      }
      if (jobs.values().stream().filter(j -> !j.state().ended()).count() >= MAX_WAITING) {
        throw new JobException(Why.FULL, "[" + MAX_WAITING + "] jobs wait already");
      }
      long number = jobs.isEmpty() ? 1 : jobs.lastKey() + 1;
      Job job = new Job(number, request, clock.instant(), 0);
      table.put(job);
      jobs.put(number, job);
      forgetOldest();
      start(job, task);
      return job;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Job> underKey(JobRequest request) throws JobException {
    if (request.key().isEmpty()) {
      return Optional.empty();
    }
    lock.lock();
    try {
      for (Job job : jobs.values()) {
        if (job.request().key().equals(request.key())) {
          if (!job.request().asksTheSame(request)) {
            throw new JobException(
                Why.KEY_REUSED, "the key was used for [" + job.id() + "], which is something else");
          }
          return Optional.of(job);
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes work on, unless the same waits for its turn already: then that one does for both. What
   * the work looks at must be in place before this is called.
   */
  public Job submitOrJoin(JobRequest request) throws IOException, JobException {
    lock.lock();
    try {
      for (Job job : jobs.values()) {
        if (job.state() == JobState.QUEUED && job.request().asksTheSame(request)) {
          return job;
        }
      }
      return submit(request);
    } finally {
      lock.unlock();
    }
  }

  private void forgetOldest() throws IOException {
    List<Job> ended = jobs.values().stream().filter(j -> j.state().ended()).toList();
    for (int i = 0; i < ended.size() - MAX_KEPT; i++) {
      table.remove(ended.get(i));
      jobs.remove(ended.get(i).number());
    }
  }

  private void start(Job job, Task task) {
    try {
      ExecutorService threads =
          switch (task.lane()) {
            case DATASETS -> changing;
            case HOME -> beside;
            case BLOCKS -> blocks;
          };
      threads.execute(() -> run(job, task));
    } catch (RejectedExecutionException e) {
      LOG.info("[{}] waits until the home is served again", job.id());
    }
  }

  private void run(Job job, Task task) {
    if (closing || !job.begin(clock.instant())) {
      return;
    }
    if (closing) {
      // Who closes asks those to stop that run, and may have looked just before this one did.
      job.cancellation().cancel();
    }
    Optional<JobEnd> end = work(job, task);
    if (end.isEmpty()) {
      job.suspend();
      writeDown(job);
      return;
    }
    // Before it is told: whoever acts on what was done must not see it done again by a process that
    // goes on after this one.
    try {
      table.put(job, end.get());
    } catch (IOException e) {
      LOG.warn("the end of [{}] could not be written down: {}", job.id(), e.toString());
    } finally {
      job.end(end.get());
    }
  }

  /** Does it; empty if it was broken off and goes on when the home is served again. */
  private Optional<JobEnd> work(Job job, Task task) {
    try {
      table.put(job);
      Task.Result result = task.run(job::progress, job.cancellation());
      if (result.state() == JobState.CANCELLED && closing) {
        return Optional.empty();
      }
      return Optional.of(new JobEnd(result.state(), clock.instant(), result.document(), null));
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      if (closing) {
        LOG.info("[{}] was broken off and goes on when the home is served again", job.id(), e);
        return Optional.empty();
      }
      LOG.warn("[{}] failed: {}", job.id(), e.toString());
      Throwable cause =
          e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
      ObjectNode error = Json.MAPPER.createObjectNode();
      Verdicts.Verdict verdict = verdicts.judge(cause);
      error.put("error", Verdicts.sentence(cause)).put("fix", verdict.fix());
      error.put("kind", verdict.kind().text()).put("code", FailureCode.of(cause));
      JobState how = job.cancellation().isCancelled() ? JobState.CANCELLED : JobState.FAILED;
      return Optional.of(new JobEnd(how, clock.instant(), null, error));
    }
  }

  private void writeDown(Job job) {
    try {
      table.put(job);
    } catch (IOException e) {
      LOG.warn("the end of [{}] could not be written down: {}", job.id(), e.toString());
    }
  }

  /** A job. */
  public Job get(String id) throws JobException {
    lock.lock();
    try {
      for (Job job : jobs.values()) {
        if (job.id().equals(id)) {
          return job;
        }
      }
    } finally {
      lock.unlock();
    }
    throw new JobException(Why.UNKNOWN, "there is no job [" + id + "]");
  }

  /** A job's document, with what it waits for if it does. */
  public ObjectNode document(Job job) {
    List<String> before = before(job);
    ObjectNode document = job.document();
    if (!before.isEmpty() && document.path("state").asText().equals(JobState.QUEUED.text())) {
      before.forEach(document.putArray("waits_for")::add);
    }
    return document;
  }

  /** The jobs that hold the threads which it waits for, or have them before it; oldest first. */
  private List<String> before(Job job) {
    if (job.state() != JobState.QUEUED) {
      return List.of();
    }
    Task.Lane lane = tasks.task(job.request()).lane();
    List<String> before = new ArrayList<>();
    lock.lock();
    try {
      for (Job other : jobs.headMap(job.number()).values()) {
        if (!other.state().ended() && tasks.task(other.request()).lane() == lane) {
          before.add(other.id());
        }
      }
    } finally {
      lock.unlock();
    }
    boolean free = lane == Task.Lane.BLOCKS && before.size() < BLOCK_THREADS;
    return free ? List.of() : before;
  }

  /** All jobs, newest first. */
  public List<Job> list() {
    lock.lock();
    try {
      Collection<Job> newestFirst = jobs.descendingMap().values();
      return new ArrayList<>(newestFirst);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks a job to stop. One that waits ends at once, one that runs soon; one that has ended stays
   * as it is.
   *
   * @throws JobException if it runs and cannot be stopped
   */
  public Job cancel(String id) throws JobException {
    Job job = get(id);
    if (job.state() == JobState.RUNNING && !tasks.task(job.request()).stops()) {
      throw new JobException(
          Why.UNSTOPPABLE,
          "[" + job.request().kind() + "] cannot be stopped half way; it ends by itself");
    }
    job.cancellation().cancel();
    if (job.endBeforeBegin(clock.instant())) {
      writeDown(job);
    }
    return job;
  }

  /** Begins nothing more, and asks what runs to stop where it can go on. Waits for nothing. */
  public void stop() {
    closing = true;
    list().stream()
        .filter(job -> job.state() == JobState.RUNNING)
        .forEach(job -> job.cancellation().cancel());
    changing.shutdown();
    beside.shutdown();
    blocks.shutdown();
  }

  /** Stops, and waits for it. */
  @Override
  public void close() {
    stop();
    try {
      long end = System.nanoTime() + STOP.toNanos();
      boolean ended = true;
      for (ExecutorService threads : List.of(changing, beside, blocks)) {
        long left = Math.max(0, end - System.nanoTime());
        ended &= threads.awaitTermination(left, TimeUnit.NANOSECONDS);
      }
      if (!ended) {
        LOG.warn("a job did not stop in [{}]; it goes on when the home is served again", STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
