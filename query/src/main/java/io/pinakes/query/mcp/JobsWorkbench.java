package io.pinakes.query.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.jobs.Job;
import io.pinakes.query.jobs.JobException;
import io.pinakes.query.jobs.JobRequest;
import io.pinakes.query.jobs.JobState;
import io.pinakes.query.jobs.Jobs;
import java.io.IOException;
import java.time.Duration;

/**
 * Work by the jobs of a home that this process holds.
 *
 * @param jobs what does it
 */
public record JobsWorkbench(Jobs jobs) implements Workbench {
  @Override
  public ObjectNode begin(JobRequest request) throws IOException {
    try {
      // Assistants repeat themselves.
      return jobs.document(jobs.submitOrJoin(request));
    } catch (JobException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public ObjectNode await(String id, Duration most) throws InterruptedException {
    try {
      Job job = jobs.get(id);
      JobState unused = job.awaitEnd(most);
      return jobs.document(job);
    } catch (JobException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
