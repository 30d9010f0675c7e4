package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.node.cli.Verdicts.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns exceptions into what a user needs: what happened, why, the command that mends it, and the
 * exit code.
 */
final class Failures {
  private final Session session;

  Failures(Session session) {
    this.session = session;
  }

  /** Reports a failure of a command and returns the exit code. */
  int report(Exception failure) {
    Throwable cause =
        failure instanceof UncheckedIOException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    Verdict verdict = new Verdicts(session).judge(cause);
    say(sentence(cause), verdict);
    if (session.options().verbose) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      session.errWriter().print(trace);
    }
    return verdict.exitCode();
  }

  /** Reports a command line that cannot be read. */
  int reportUsage(ParameterException failed) {
    ParameterException failure = unknownFirst(failed);
    CommandLine command = failure.getCommandLine();
    StringBuilder fix = new StringBuilder();
    String suggestions = Suggestions.of(failure);
    if (!suggestions.isEmpty()) {
      fix.append(suggestions).append(' ');
    }
    fix.append("See: ").append(command.getCommandSpec().qualifiedName()).append(" --help");
    say(String.valueOf(failure.getMessage()), new Verdict(ExitCode.USAGE, fix.toString()));
    return ExitCode.USAGE;
  }

  /** What is not understood at all comes before what is missing, for it may be just that. */
  private static ParameterException unknownFirst(ParameterException failure) {
    List<String> unknown =
        failure.getCommandLine().getUnmatchedArguments().stream()
            .filter(word -> word.startsWith("-"))
            .toList();
    return failure instanceof MissingParameterException && !unknown.isEmpty()
        ? new UnmatchedArgumentException(failure.getCommandLine(), unknown)
        : failure;
  }

  private void say(String what, Verdict verdict) {
    PrintWriter err = session.errWriter();
    if (session.json()) {
      ObjectNode document = Json.document("pinakes.error/1").put("error", what);
      document.put("fix", verdict.fix()).put("exit_code", verdict.exitCode());
      session.print(document);
    }
    err.println(session.style().red("pinakes: ") + Printable.line(what));
    if (!verdict.fix().isEmpty()) {
      err.println("  " + Printable.text(verdict.fix()));
    }
  }

  /** What happened, in words. */
  static String sentence(Throwable cause) {
    return io.pinakes.query.failure.Verdicts.sentence(cause);
  }
}
