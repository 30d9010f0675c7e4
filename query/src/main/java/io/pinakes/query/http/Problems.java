package io.pinakes.query.http;

import io.pinakes.query.failure.FailureCode;
import io.pinakes.query.failure.Kind;
import io.pinakes.query.failure.Verdicts;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what handlers throw into problems. */
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final Verdicts verdicts;

  /** Problems by those verdicts. */
  public Problems(Verdicts verdicts) {
    this.verdicts = verdicts;
  }

  /** The problem that a failure is. A defect of ours is written to the log, whole. */
  public Problem of(Throwable failure, String requestId) {
    Throwable cause =
        failure instanceof UncheckedIOException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof ProblemException e) {
      return e.problem();
    }
    if (cause instanceof BodyException e) {
      return e.problem();
    }
    Verdicts.Verdict verdict = verdicts.judge(cause);
    int status = status(verdict.kind(), cause);
    if (verdict.kind() == Kind.DEFECT) {
      LOG.error("request [{}] failed", requestId, failure);
      return Problem.of(
          status,
          "internal",
          "The node made a mistake; its log has more under this request's id.",
          "Report it with what the log says.");
    }
    Problem problem =
        Problem.of(status, FailureCode.of(cause), Verdicts.sentence(cause), verdict.fix());
    return status == 503 ? problem.retryAfter(5) : problem;
  }

  private static int status(Kind kind, Throwable cause) {
    return switch (kind) {
      case USAGE -> 400;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case NETWORK -> 502;
      case QUOTA -> 507;
      case TIMEOUT -> 504;
      case INTERRUPTED -> 503;
      case DEFECT -> 500;
      // The home is not in a state to do it, and will be when it is mended.
      case VERIFICATION, FAILURE -> fullDisk(cause) ? 507 : 503;
    };
  }

  private static boolean fullDisk(Throwable cause) {
    return cause instanceof io.pinakes.ipfs.store.StoreFullException
        || cause instanceof java.io.IOException e && Verdicts.isDiskFull(e);
  }
}
