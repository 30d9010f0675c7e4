package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.catalog.UnknownDatasetException;
import io.pinakes.datasets.home.HomeFormatException;
import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.datasets.home.HomeMissingException;
import io.pinakes.datasets.home.ReadOnlyHomeException;
import io.pinakes.datasets.version.ModelMismatchException;
import io.pinakes.ingest.embed.ModelException;
import io.pinakes.ingest.source.SourceMissingException;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import io.pinakes.ipfs.store.QuotaExceededException;
import io.pinakes.query.generate.GenerationException;
import io.pinakes.vectorstore.FilterSyntaxException;
import io.pinakes.vectorstore.IndexDamagedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Turns exceptions into what a user needs: what happened, why, the command that mends it, and the
 * exit code.
 */
final class Failures {
  private final Session session;

  Failures(Session session) {
    this.session = session;
  }

  /** What to say of a failure, and what to end with. */
  record Verdict(int exitCode, String fix) {}

  /** Reports a failure of a command and returns the exit code. */
  int report(Exception failure) {
    Throwable cause =
        failure instanceof UncheckedIOException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    Verdict verdict = judge(cause);
    say(sentence(cause), verdict);
    if (session.options().verbose) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      session.errWriter().print(trace);
    }
    return verdict.exitCode();
  }

  /** Reports a command line that cannot be read. */
  int reportUsage(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    StringBuilder fix = new StringBuilder();
    StringWriter suggestions = new StringWriter();
    if (CommandLine.UnmatchedArgumentException.printSuggestions(
        failure, new PrintWriter(suggestions, true))) {
      fix.append(suggestions.toString().strip()).append(". ");
    }
    fix.append("See: ").append(command.getCommandSpec().qualifiedName()).append(" --help");
    say(String.valueOf(failure.getMessage()), new Verdict(ExitCode.USAGE, fix.toString()));
    return ExitCode.USAGE;
  }

  private void say(String what, Verdict verdict) {
    PrintWriter err = session.errWriter();
    if (session.json()) {
      ObjectNode document = Json.document("pinakes.error/1").put("error", what);
      document.put("fix", verdict.fix()).put("exit_code", verdict.exitCode());
      session.print(document);
    }
    err.println(session.style().red("pinakes: ") + Printable.text(what));
    if (!verdict.fix().isEmpty()) {
      err.println("  " + verdict.fix());
    }
  }

  private static String sentence(Throwable cause) {
    String message = cause.getMessage();
    return switch (cause) {
      case NoSuchFileException e -> "there is no file " + e.getMessage();
      case AccessDeniedException e -> "no permission for " + e.getMessage();
      default -> message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    };
  }

  private Verdict judge(Throwable cause) {
    return switch (cause) {
      case CliException e -> new Verdict(e.exitCode(), e.fix());
      case HomeLockedException e ->
          new Verdict(
              ExitCode.CONFLICT,
              "Wait until it has ended, or stop it. Reading (search, ask, status) works"
                  + " meanwhile.");
      case HomeMissingException e -> new Verdict(ExitCode.NOT_FOUND, "");
      case HomeFormatException e ->
          new Verdict(
              ExitCode.FAILURE, "Use the newer version that wrote it. Nothing was changed.");
      case ReadOnlyHomeException e ->
          new Verdict(
              ExitCode.FAILURE, "Make " + session.home() + " writable, or use another --home.");
      case UnknownDatasetException e ->
          new Verdict(ExitCode.NOT_FOUND, "See what there is: pinakes dataset ls");
      case io.pinakes.query.UnknownDatasetException e ->
          new Verdict(ExitCode.NOT_FOUND, "See what there is: pinakes dataset ls");
      case ModelMismatchException e -> new Verdict(ExitCode.CONFLICT, "");
      case ModelException e ->
          new Verdict(ExitCode.NOT_FOUND, "See what there is: pinakes model ls");
      case SourceMissingException e -> new Verdict(ExitCode.NOT_FOUND, "");
      case QuotaExceededException e ->
          new Verdict(ExitCode.QUOTA, "See what could go: pinakes gc --dry-run");
      case HashMismatchException e -> new Verdict(ExitCode.VERIFICATION, "");
      case IndexDamagedException e ->
          new Verdict(ExitCode.FAILURE, "Rebuild it from the blocks: pinakes doctor --repair");
      case FilterSyntaxException e -> new Verdict(ExitCode.USAGE, "");
      case GenerationException e -> new Verdict(exitCode(e.kind()), "");
      case IllegalArgumentException e -> new Verdict(ExitCode.USAGE, "");
      case InterruptedException e -> new Verdict(ExitCode.INTERRUPTED, "");
      case IOException e -> new Verdict(ExitCode.FAILURE, advice(e));
      default ->
          new Verdict(
              ExitCode.FAILURE,
              "This should not happen. Run it again with --verbose and report what it prints.");
    };
  }

  private static int exitCode(GenerationException.Kind kind) {
    return switch (kind) {
      case UNREACHABLE, SERVER_FAILED, RATE_LIMITED, CUT -> ExitCode.NETWORK;
      case TIMED_OUT -> ExitCode.TIMEOUT;
      case REFUSED, MALFORMED, TOO_LARGE -> ExitCode.FAILURE;
    };
  }

  private static String advice(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("No space left")
        ? "Free some space and run it again; what was complete is kept."
        : "";
  }
}
