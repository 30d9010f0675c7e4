package io.pinakes.benchmarks.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Processes of others that are measured beside ours. */
final class Child {
  private static final double GIGA = 1e9;
  private static final int PATIENCE_SECONDS = 60;

  private Child() {}

  /** Starts it; what it says as errors goes to that file. */
  static Process start(Path log, Map<String, String> environment, List<String> line)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }

  /** Runs it to its end, and returns what it printed. */
  static String run(Path log, Map<String, String> environment, List<String> line)
      throws IOException {
    Process process = start(log, environment, line);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(line + " failed: " + said + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + line, e);
    }
    return said;
  }

  /** CPU seconds that a process has used. */
  static double cpuSeconds(Process process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / GIGA;
  }

  /** Ends it, and waits until it has. */
  static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
