package io.pinakes.node.cli;

import io.pinakes.node.config.ConfigException;
import io.pinakes.node.peer.DamagedFileException;
import io.pinakes.query.failure.Kind;

/** What a failure means for the user of the command line: the exit code, and what to do next. */
final class Verdicts {
  private final Session session;

  Verdicts(Session session) {
    this.session = session;
  }

  /** What to end with, and what to say; the fix is empty where the failure says all itself. */
  record Verdict(int exitCode, String fix) {}

  Verdict judge(Throwable cause) {
    if (cause instanceof CliException e) {
      return new Verdict(e.exitCode(), e.fix());
    }
    if (cause instanceof ConfigException e) {
      return new Verdict(ExitCode.USAGE, e.fix());
    }
    if (cause instanceof DamagedFileException e) {
      return new Verdict(ExitCode.VERIFICATION, e.remedy());
    }
    io.pinakes.query.failure.Verdicts.Verdict verdict = session.verdicts().judge(cause);
    return new Verdict(exitCode(verdict.kind()), verdict.fix());
  }

  static int exitCode(Kind kind) {
    return switch (kind) {
      case USAGE -> ExitCode.USAGE;
      case NOT_FOUND -> ExitCode.NOT_FOUND;
      case CONFLICT -> ExitCode.CONFLICT;
      case NETWORK -> ExitCode.NETWORK;
      case VERIFICATION -> ExitCode.VERIFICATION;
      case QUOTA -> ExitCode.QUOTA;
      case TIMEOUT -> ExitCode.TIMEOUT;
      case INTERRUPTED -> ExitCode.INTERRUPTED;
      case FAILURE, DEFECT -> ExitCode.FAILURE;
    };
  }
}
