package io.pinakes.query.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.progress.ProgressListener;

/** What a job does. */
interface Task {
  /**
   * What came of it.
   *
   * @param state how it ended
   * @param document the report, as the command line prints it
   */
  record Result(JobState state, ObjectNode document) {}

  /** Whether it may run beside what changes datasets. */
  default boolean besideOthers() {
    return false;
  }

  /** Whether it stops when it is asked to. */
  default boolean stops() {
    return false;
  }

  /** Does it. */
  Result run(ProgressListener listener, Cancellation cancellation) throws Exception;
}
