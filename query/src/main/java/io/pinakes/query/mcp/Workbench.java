package io.pinakes.query.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.jobs.JobRequest;
import java.time.Duration;

/**
 * Where tools have the bank changed: by jobs, which go on behind the call that began them. Job
 * documents are {@code pinakes.job/1}.
 */
public interface Workbench {
  /**
   * Takes work on.
   *
   * @return the job, as it is then
   * @throws IllegalArgumentException if it makes no sense, or no more work is taken
   */
  ObjectNode begin(JobRequest request) throws Exception;

  /**
   * Waits for a job's end.
   *
   * @param most how long
   * @return the job, as it is then
   * @throws IllegalArgumentException if there is no such job
   */
  ObjectNode await(String id, Duration most) throws Exception;
}
