package io.pinakes.query.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Work that is asked for.
 *
 * @param kind what is to be done, one of {@link BankTasks#KINDS}
 * @param spec the particulars
 * @param key what a caller who asks again sends again, so that it is done once
 */
public record JobRequest(String kind, ObjectNode spec, Optional<String> key) {
  /** Keeps the particulars as they are. */
  public JobRequest {
    spec = spec.deepCopy();
  }

  boolean asksTheSame(JobRequest other) {
    return kind.equals(other.kind) && spec.equals(other.spec);
  }
}
