package io.pinakes.datasets.progress;

/**
 * Hears how far a job is. Calls come from the job's threads, one at a time, a few a second and at
 * each change of stage; the job waits until a call returns.
 */
@FunctionalInterface
public interface ProgressListener {
  /** Nobody listens. */
  ProgressListener NONE = progress -> {};

  /** The job has moved. */
  void moved(Progress progress);
}
