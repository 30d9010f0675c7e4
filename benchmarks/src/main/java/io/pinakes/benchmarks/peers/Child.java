package io.pinakes.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Processes of others that are measured beside ours. */
public final class Child {
  private static final double GIGA = 1e9;
  private static final int PATIENCE_SECONDS = 120;

  private Child() {}

  /** Starts it; what it says as errors goes to that file. */
  public static Process start(Path log, Map<String, String> environment, List<String> line)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }

  /** Runs it to its end, and returns what it printed. */
  public static String run(Path log, Map<String, String> environment, List<String> line)
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
  public static double cpuSeconds(Process process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / GIGA;
  }

  /** Resident memory of a process in bytes, now and at most so far; zeros where nobody says. */
  public static Memory memory(Process process) {
    long now = 0;
    long most = 0;
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          now = kilobytes(line);
        } else if (line.startsWith("VmHWM:")) {
          most = kilobytes(line);
        }
      }
    } catch (IOException e) {
      return new Memory(0, 0);
    }
    return new Memory(now, most);
  }

  private static long kilobytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
  }

  /**
   * What a process holds of the machine's memory.
   *
   * @param bytes now
   * @param mostBytes the most at any time so far
   */
  public record Memory(long bytes, long mostBytes) {}

  /**
   * The same command on those cores only, such as {@code 0-2}, where the system can do that; the
   * command itself if {@code cores} is empty.
   */
  public static List<String> on(String cores, List<String> line) {
    if (cores.isEmpty()) {
      return line;
    }
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", cores));
    pinned.addAll(line);
    return pinned;
  }

  /** This very program's Java and classes, with another main class. */
  public static List<String> java(Class<?> main, List<String> flags) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(flags);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return line;
  }

  /** Ends it, and waits until it has. */
  public static void end(Process process) {
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
