package io.pinakes.benchmarks;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file or folder that a user named is of another kind than the benchmark reads. */
public class OtherKindException extends IOException {
  private static final long serialVersionUID = 1;

  /** Says which, and what it lacks. */
  public OtherKindException(String problem) {
    super(problem);
  }

  /** The same with what found it out. */
  public OtherKindException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
