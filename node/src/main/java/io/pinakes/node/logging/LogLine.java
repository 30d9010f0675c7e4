package io.pinakes.node.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * An event as a line. For programs: {@code {"time", "level", "logger", "message", …}} with the
 * event's own keys beside them, and {@code error} with its class and frames. For people: level,
 * logger, message and {@code key=value}, with the frames on lines of their own.
 *
 * <p>Of an error that is a mistake of ours the message is left out: it may quote what a user asked
 * or what stands in a document. Class and frames say where to look.
 */
record LogLine(LogFormat format) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MAX_CAUSES = 5;
  private static final int MAX_FRAMES = 40;
  private static final int MAX_LOGGER = 20;

  String of(ILoggingEvent event) {
    return format == LogFormat.json ? json(event) : text(event);
  }

  private static List<KeyValuePair> pairs(ILoggingEvent event) {
    return Optional.ofNullable(event.getKeyValuePairs()).orElse(List.of());
  }

  private static String json(ILoggingEvent event) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("time", event.getInstant().toString());
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("message", event.getFormattedMessage());
    for (KeyValuePair pair : pairs(event)) {
      if (pair.value instanceof Number number) {
        line.put(pair.key, number.longValue());
      } else {
        line.put(pair.key, String.valueOf(pair.value));
      }
    }
    IThrowableProxy error = event.getThrowableProxy();
    if (error != null) {
      ArrayNode causes = line.putArray("error");
      for (int i = 0; error != null && i < MAX_CAUSES; i++, error = error.getCause()) {
        ObjectNode cause = causes.addObject().put("class", error.getClassName());
        message(error).ifPresent(text -> cause.put("message", text));
        ArrayNode frames = cause.putArray("frames");
        frames(error).forEach(frames::add);
      }
    }
    try {
      return MAPPER.writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }

  private static String text(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(event.getLevel().toString()).append(' ');
    String logger = event.getLoggerName();
    line.append(logger, Math.max(0, logger.length() - MAX_LOGGER), logger.length());
    line.append(": ").append(event.getFormattedMessage().replaceAll("\\p{Cntrl}", " "));
    for (KeyValuePair pair : pairs(event)) {
      line.append(' ').append(pair.key).append('=').append(pair.value);
    }
    IThrowableProxy error = event.getThrowableProxy();
    for (int i = 0; error != null && i < MAX_CAUSES; i++, error = error.getCause()) {
      line.append("\n  ").append(error.getClassName());
      message(error).ifPresent(text -> line.append(": ").append(text));
      frames(error).forEach(frame -> line.append("\n    ").append(frame));
    }
    return line.append('\n').toString();
  }

  private static List<String> frames(IThrowableProxy error) {
    return java.util.Arrays.stream(error.getStackTraceElementProxyArray())
        .limit(MAX_FRAMES)
        .map(StackTraceElementProxy::getSTEAsString)
        .toList();
  }

  /** What the environment did may be told in its words. */
  private static Optional<String> message(IThrowableProxy error) {
    @Nullable Throwable thrown =
        error instanceof ThrowableProxy known ? known.getThrowable() : null;
    return thrown instanceof IOException
        ? Optional.ofNullable(error.getMessage())
        : Optional.empty();
  }
}
