package io.pinakes.node.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of this process, which is standard error. */
public final class Logs {
  /** How much is said, the least first. */
  public static final List<String> LEVELS =
      List.of("off", "error", "warn", "info", "debug", "trace");

  private static final String OURS = "io.pinakes";

  private Logs() {}

  /**
   * Sets it for the rest of the process.
   *
   * @param level one of {@link #LEVELS}, of what is ours; libraries say errors only, as ever; empty
   *     for what the environment says
   */
  public static void set(LogFormat format, Optional<String> level) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      // Another implementation was put on the class path: it is set in its own way.
      return;
    }
    level.ifPresent(
        name ->
            context
                .getLogger(OURS)
                .setLevel(Level.toLevel(name.toUpperCase(Locale.ROOT), Level.WARN)));
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("STDERR");
    appender.setTarget("System.err");
    LineEncoder encoder = new LineEncoder(new LogLine(format));
    encoder.setContext(context);
    encoder.start();
    appender.setEncoder(encoder);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
  }

  /** Lines in UTF-8. */
  private static final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    private final LogLine line;

    LineEncoder(LogLine line) {
      this.line = line;
    }

    @Override
    public byte[] headerBytes() {
      return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
      return line.of(event).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
      return NOTHING;
    }
  }
}
