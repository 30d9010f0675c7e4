package io.pinakes.datasets.ingest;

import io.pinakes.core.multiformats.Cid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * The chunks that are being dealt with, and the documents that wait for each: so that a passage
 * which two documents share is embedded once. Any thread may call; the lock guards the map.
 */
final class InFlight {
  private final Map<Cid, List<DocumentJob>> waiting = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** Lets a document wait for a chunk; returns whether it is the first, who must see to it. */
  boolean join(Cid chunk, DocumentJob job) {
    lock.lock();
    try {
      List<DocumentJob> jobs = waiting.get(chunk);
      if (jobs != null) {
        jobs.add(job);
        return false;
      }
      List<DocumentJob> first = new ArrayList<>(1);
      first.add(job);
      waiting.put(chunk, first);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The chunk has a vector that whoever looks for one finds from now on.
   *
   * @param bytes is told how many bytes of files that brings nearer to their end
   * @return the documents that waited for nothing else
   */
  List<DocumentJob> done(Cid chunk, LongConsumer bytes) {
    List<DocumentJob> jobs;
    lock.lock();
    try {
      jobs = waiting.remove(chunk);
    } finally {
      lock.unlock();
    }
    if (jobs == null) {
      return List.of();
    }
    jobs.forEach(job -> bytes.accept(job.share()));
    return jobs.stream().filter(DocumentJob::oneIsThere).toList();
  }

  /**
   * The chunk can have no vector, so that no document that holds it can be indexed.
   *
   * @return the documents that waited for nothing else
   */
  List<DocumentJob> refused(Cid chunk, String why, LongConsumer bytes) {
    lock.lock();
    try {
      waiting.getOrDefault(chunk, List.of()).forEach(job -> job.refuse(why));
    } finally {
      lock.unlock();
    }
    return done(chunk, bytes);
  }
}
