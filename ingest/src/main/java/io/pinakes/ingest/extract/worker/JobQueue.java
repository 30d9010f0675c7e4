package io.pinakes.ingest.extract.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Files in the order in which they came, each handed to the worker that became idle last.
 *
 * <p>The models behind are slower than the parsers, so one or two children would do most of the
 * time. Taken in turn, all would stay half warm and each compile the same code; this way the first
 * gets quick and the others cost nothing.
 */
final class JobQueue {
  private final ReentrantLock lock = new ReentrantLock();

  /** Not empty only while nobody is idle. */
  private final Deque<Job> jobs = new ArrayDeque<>();

  /** Those that wait, who came last first. */
  private final Deque<Seat> idle = new ArrayDeque<>();

  void add(Job job) {
    lock.lock();
    try {
      Seat next = idle.pollFirst();
      if (next == null) {
        jobs.addLast(job);
      } else {
        next.given = job;
        next.changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a job. One that was given in the moment of an interruption goes to another. */
  Job take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Job first = jobs.pollFirst();
      if (first != null) {
        return first;
      }
      Seat seat = new Seat(lock.newCondition());
      idle.addFirst(seat);
      try {
        while (true) {
          Job given = seat.given;
          if (given != null) {
            return given;
          }
          seat.changed.await();
        }
      } catch (InterruptedException e) {
        idle.remove(seat);
        Job given = seat.given;
        if (given != null) {
          add(given);
        }
        throw e;
      }
    } finally {
      lock.unlock();
    }
  }

  /** The job that has waited longest, if one waits. */
  @Nullable Job poll() {
    lock.lock();
    try {
      return jobs.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a job back that no worker has yet. */
  void remove(Job job) {
    lock.lock();
    try {
      jobs.remove(job);
    } finally {
      lock.unlock();
    }
  }

  /** Where an idle worker waits. Guarded by the queue's lock. */
  private static final class Seat {
    final Condition changed;
    @Nullable Job given;

    Seat(Condition changed) {
      this.changed = changed;
    }
  }
}
