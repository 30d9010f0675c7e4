package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.datasets.home.HomeMissingException;
import io.pinakes.node.client.NodeException;
import io.pinakes.node.client.RunningNode;
import io.pinakes.query.blocks.Works;
import io.pinakes.query.jobs.BankTasks;
import io.pinakes.query.jobs.Job;
import io.pinakes.query.jobs.JobRequest;
import io.pinakes.query.jobs.Jobs;
import io.pinakes.query.mcp.JobsWorkbench;
import io.pinakes.query.mcp.Workbench;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Work on the home over a long time: by the node that serves it, or else by this process, which
 * holds the home only while a job is under way, so that other commands find it free in between.
 *
 * <p>Any thread may call. The lock guards {@link #here}, and is held while the home is opened and
 * closed; a thread of its own closes it when the last job has ended.
 */
final class HomeWorkbench implements Workbench, AutoCloseable {
  private final Session session;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Here here;

  HomeWorkbench(Session session) {
    this.session = session;
  }

  /** The home, held by this process. */
  private record Here(Bank bank, Jobs jobs) {
    List<Job> underWay() {
      return jobs.list().stream().filter(job -> !job.state().ended()).toList();
    }
  }

  @Override
  public ObjectNode begin(JobRequest request) throws IOException {
    lock.lock();
    try {
      Optional<RunningNode> node = node();
      if (node.isPresent()) {
        return node.get().begin(request.kind(), request.spec());
      }
      return new JobsWorkbench(open().jobs()).begin(request);
    } catch (NodeException e) {
      throw refused(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public ObjectNode await(String id, Duration most) throws IOException, InterruptedException {
    Here opened;
    lock.lock();
    try {
      Optional<RunningNode> node = node();
      if (node.isPresent()) {
        return node.get().awaitEnd(id, most);
      }
      if (here == null) {
        Job job = written(id);
        if (job.state().ended() || !goesOn()) {
          return job.document();
        }
      }
      opened = open();
    } catch (NodeException e) {
      throw refused(e);
    } finally {
      lock.unlock();
    }
    ObjectNode job = new JobsWorkbench(opened.jobs()).await(id, most);
    // So that whoever hears of the end finds the home free.
    boolean unused = closedIfIdle(opened);
    return job;
  }

  /** The node that serves the home; none while this process holds it. */
  private Optional<RunningNode> node() throws IOException {
    return here == null ? RunningNode.of(session.home()) : Optional.empty();
  }

  /** What was begun, and was broken off with the process that was at it. */
  private boolean goesOn() throws IOException {
    try {
      Here unused = open();
      return true;
    } catch (HomeLockedException e) {
      return false;
    }
  }

  private Job written(String id) throws IOException {
    Optional<Job> job = Optional.empty();
    try (Bank bank = Bank.open(session.home(), session.reading())) {
      job = Jobs.written(bank.store(), id);
    } catch (HomeMissingException e) {
      // Then there are no jobs, either.
    }
    return job.orElseThrow(() -> new IllegalArgumentException("there is no job [" + id + "]"));
  }

  private Here open() throws IOException {
    if (here != null) {
      return here;
    }
    Bank bank = Bank.open(session.home(), session.writing().withQuotaBytes(session.quotaBytes()));
    try {
      Here opened =
          new Here(
              bank,
              Jobs.open(
                  new BankTasks(bank, new Works(ExternalKubo.token(session.environment()))),
                  bank.store(),
                  session.verdicts(),
                  InstantSource.system()));
      here = opened;
      Thread.ofPlatform().daemon().name("mcp-work").start(() -> closeAfter(opened));
      return opened;
    } finally {
      if (here == null) {
        bank.close();
      }
    }
  }

  /** Runs until nothing is under way any more; what is begun meanwhile is waited for, too. */
  private void closeAfter(Here opened) {
    try {
      // Whoever opened it is about to begin something, and holds the lock until then.
      while (!closedIfIdle(opened)) {
        for (Job job : opened.underWay()) {
          job.awaitEnd(Duration.ofMinutes(1));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean closedIfIdle(Here opened) {
    lock.lock();
    try {
      if (Objects.equals(here, opened) && opened.underWay().isEmpty()) {
        close(opened);
      }
      return !Objects.equals(here, opened);
    } finally {
      lock.unlock();
    }
  }

  private void close(Here opened) {
    here = null;
    // Jobs before the bank that they work on.
    try (Bank bank = opened.bank()) {
      opened.jobs().close();
      Optional<ExternalKubo> kubo = session.kubo();
      if (kubo.isPresent()) {
        session.note(
            kubo.get().sentence(session.kuboSync().sync(bank.store(), kubo.get().address())));
      }
    } catch (IOException | RuntimeException e) {
      session.note("pinakes: after the work: " + Failures.sentence(e));
    }
  }

  private static IllegalArgumentException refused(NodeException e) {
    String fix = e.fix().isEmpty() ? "" : "\n" + e.fix();
    return new IllegalArgumentException(e.getMessage() + fix, e);
  }

  /**
   * Stops what is under way where it can go on: with the next node, or when it is asked for again.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (here != null) {
        close(here);
      }
    } finally {
      lock.unlock();
    }
  }
}
