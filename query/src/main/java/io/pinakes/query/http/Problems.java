package io.pinakes.query.http;

import io.pinakes.query.failure.FailureCode;
import io.pinakes.query.failure.Kind;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.generate.GenerationException;
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
        Problem.of(status, FailureCode.of(cause), Verdicts.sentence(cause), fix(verdict, cause));
    return status == 503 ? problem.retryAfter(5) : problem;
  }

  /**
   * What a failure that says all itself leaves to be done. A command line ends with its sentence;
   * of a program's request somebody reads the fix alone.
   */
  private static String fix(Verdicts.Verdict verdict, Throwable cause) {
    if (!verdict.fix().isBlank()) {
      return verdict.fix();
    }
    if (cause instanceof GenerationException) {
      return "See that the generator answers by itself, then ask again; or search, which needs"
          + " none.";
    }
    return switch (verdict.kind()) {
      case USAGE -> "Change what the detail names; /docs has the form of each request.";
      case NOT_FOUND -> "See what there is: GET /api/v1/datasets";
      case CONFLICT ->
          "Ask for what fits with what is there: GET /api/v1/status says what that is.";
      case NETWORK, TIMEOUT -> "See that the other side answers, then ask again.";
      case INTERRUPTED -> "Ask again.";
      case QUOTA -> "Make room, or allow more: pinakes gc, --quota SIZE";
      case VERIFICATION, FAILURE -> "Look the home over: pinakes doctor";
      case DEFECT -> "Report it with what the node's log says.";
    };
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
