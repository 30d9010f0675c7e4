package io.pinakes.query.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.progress.ProgressListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a job does. */
interface Task {
  /**
   * What came of it.
   *
   * @param state how it ended
   * @param document the report, as the command line prints it; none of what was stopped before
   *     there was anything to report
   */
  record Result(JobState state, @Nullable ObjectNode document) {}

  /** What it may run beside: whatever is of another lane. */
  enum Lane {
    /** What changes datasets, one after the other. */
    DATASETS,
    /** What reads the whole home, one after the other. */
    HOME,
    /** What brings blocks, or keeps them: some at once. */
    BLOCKS
  }

  /** Where it waits for its turn. */
  default Lane lane() {
    return Lane.DATASETS;
  }

  /** Whether it stops when it is asked to. */
  default boolean stops() {
    return false;
  }

  /**
   * Looks at what it is to do, before it is taken on; one that has waited is not asked again.
   *
   * @throws IllegalArgumentException if it may not be done
   * @throws IOException if what it needs is not there
   */
  default void require() throws IOException {}

  /** Does it. */
  Result run(ProgressListener listener, Cancellation cancellation) throws Exception;
}
