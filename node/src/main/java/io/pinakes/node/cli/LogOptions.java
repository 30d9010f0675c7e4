package io.pinakes.node.cli;

import io.pinakes.node.logging.LogFormat;
import io.pinakes.node.logging.Logs;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a service writes to standard error of what it does. */
final class LogOptions {
  @Option(
      names = "--log-format",
      paramLabel = "FORM",
      description =
          "One of: ${COMPLETION-CANDIDATES}; json is an object a line (default:"
              + " $PINAKES_LOG_FORMAT, a setting, else text).")
  @Nullable LogFormat format;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description =
          "One of: off, error, warn, info, debug, trace; with info each request has a line, without"
              + " what was asked (default: $PINAKES_LOG, a setting, else warn).")
  @Nullable String level;

  /**
   * From now on the log is as this command, a variable or a file says.
   *
   * @return its form; for programs, nothing else may be written to standard error
   */
  LogFormat apply(Session session) {
    if (level != null) {
      KnownSettings.LOG_LEVEL.require(level, "--log-level");
    }
    LogFormat form =
        session.setting(KnownSettings.LOG_FORMAT, format, LogFormat::valueOf, LogFormat.text);
    Optional<String> named =
        session.setting(
            KnownSettings.LOG_LEVEL,
            level == null ? null : Optional.of(level),
            Optional::of,
            Optional.empty());
    Logs.set(form, named.map(text -> text.toLowerCase(Locale.ROOT)));
    return form;
  }
}
