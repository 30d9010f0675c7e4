package io.pinakes.node.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The program in a process of its own: what it prints, how it ends, and a real SIGKILL when a line
 * asks for it.
 */
public final class PinakesProcess {
  private static final long LIMIT_SECONDS = 1_200;
  private static final long CHILD_LIMIT_SECONDS = Patience.SECONDS;

  /** How a shell and Java say that a process was ended by signal 9. */
  private static final int SIGKILLED = 128 + 9;

  private static final String MAIN = "io.pinakes.node.Main";

  private final List<String> jvm = new ArrayList<>();
  private final List<String> prefix = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private Optional<Path> errors = Optional.empty();
  private String mainClass = MAIN;
  private boolean archived = true;
  private Optional<String> heldAt = Optional.empty();

  /** A process with the flags of the launcher's long work and the class path of this test. */
  public PinakesProcess() {
    jvm.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    jvm.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "-Xlog:disable"));
    String cache = System.getProperty("pinakes.cache");
    if (cache != null) {
      // What is unpacked once is unpacked where the build is, and not in somebody's home.
      jvm.add("-Dpinakes.cache=" + cache);
    }
  }

  /** Adds a JVM flag. */
  public PinakesProcess flag(String flag) {
    jvm.add(flag);
    return this;
  }

  /** Starts without an archive of classes, which loads them all, needed or not. */
  public PinakesProcess withoutArchive() {
    archived = false;
    return this;
  }

  /** Has another program start it, such as one that takes rights away. */
  public PinakesProcess startedBy(String... program) {
    jvm.addAll(0, List.of(program));
    return this;
  }

  /** Sets an environment variable. */
  public PinakesProcess with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * Has it hear SIGINT even if this process was started by a shell in the background, which makes
   * all its children deaf to it (POSIX, 2.11 Signals and Error Handling).
   */
  public PinakesProcess interruptible() {
    prefix.addAll(List.of("env", "--default-signal=INT"));
    return this;
  }

  /** Has standard error written to a file. */
  public PinakesProcess errorsTo(Path file) {
    errors = Optional.of(file);
    return this;
  }

  /** Runs another main class than the program's. */
  public PinakesProcess main(String name) {
    mainClass = name;
    return this;
  }

  /**
   * Has it go no further than a line of standard error with this in it, for who kills it there and
   * must not come too late.
   */
  public PinakesProcess heldAt(String sign) {
    heldAt = Optional.of(sign);
    return this;
  }

  /** Starts it, for a caller who talks to it, and ends it. */
  public Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(jvm);
    command.addAll(archived ? StartArchive.flags() : List.of());
    command.add("-cp");
    boolean isAlone = mainClass.equals(MAIN) && heldAt.isEmpty();
    command.add(isAlone ? StartArchive.jarPath() : StartArchive.classPath());
    heldAt.ifPresent(sign -> command.addAll(List.of(HeldProgram.class.getName(), sign)));
    command.add(mainClass);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    errors.ifPresent(file -> builder.redirectError(file.toFile()));
    return builder.start();
  }

  /** Runs to the end. */
  public Outcome run(String... arguments) throws IOException, InterruptedException {
    return run(line -> false, arguments);
  }

  /**
   * Runs, and kills with SIGKILL at the first line of standard error that the predicate accepts;
   * the children that the process had then must end soon after.
   */
  public Outcome run(Predicate<String> killAt, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(arguments);
    process.getOutputStream().close();
    FutureTask<String> out = reading(() -> readAll(process));
    List<ProcessHandle> children = new CopyOnWriteArrayList<>();
    FutureTask<String> err = reading(() -> readErrors(process, killAt, children));
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(
          "still running after [" + LIMIT_SECONDS + "] s: " + String.join(" ", arguments));
    }
    awaitEnd(children);
    return new Outcome(process.exitValue(), said(out), said(err), process.exitValue() == SIGKILLED);
  }

  private static FutureTask<String> reading(Callable<String> task) {
    FutureTask<String> reading = new FutureTask<>(task);
    Thread.ofPlatform().daemon().name("reads-output").start(reading);
    return reading;
  }

  /** All standard error; kills at the first line that is asked for. */
  private static String readErrors(
      Process process, Predicate<String> killAt, List<ProcessHandle> children) throws IOException {
    StringBuilder err = new StringBuilder();
    boolean asked = false;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        err.append(line).append('\n');
        if (!asked && killAt.test(line)) {
          asked = true;
          process.descendants().forEach(children::add);
          // By its handle: what it had printed can still be read then.
          process.toHandle().destroyForcibly();
        }
      }
    }
    return err.toString();
  }

  /** What was printed: it ends with the process, unless one that it started holds it open. */
  private static String said(FutureTask<String> stream) throws IOException, InterruptedException {
    try {
      return stream.get(CHILD_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      String orphans =
          ProcessHandle.allProcesses()
              .filter(each -> each.parent().map(ProcessHandle::pid).orElse(0L) == 1)
              .map(each -> each.pid() + " " + each.info().command().orElse("?"))
              .collect(Collectors.joining("\n"));
      throw new IOException(
          "something that the process started outlives it and holds its output; orphans are\n"
              + orphans,
          e);
    }
  }

  /** The children of a process that was killed end by themselves. */
  private static void awaitEnd(List<ProcessHandle> children)
      throws IOException, InterruptedException {
    for (ProcessHandle child : children) {
      try {
        child.onExit().get(CHILD_LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException e) {
        child.destroyForcibly();
        throw new IOException(
            "child ["
                + child.pid()
                + "] outlives its killed parent by ["
                + CHILD_LIMIT_SECONDS
                + "] s",
            e);
      }
    }
  }

  private static String readAll(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** How a process ended: its exit code, what it printed, and whether it was killed. */
  public record Outcome(int exitCode, String out, String err, boolean killed) {}
}
