package io.pinakes.ipfs.store.rocksdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A second process with this one's classes, whose lines can be read and which can be killed. */
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  /** Starts that program. */
  public ChildJvm(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The next line; fails if the child ends first. */
  public String line() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new AssertionError("the child ended without a further line");
    }
    return line;
  }

  /** All lines up to the child's end. */
  List<String> rest() {
    return lines.lines().toList();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the child as SIGKILL does; what it printed can still be read, unlike by the process. */
  public void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().orTimeout(120, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() throws IOException {
    kill();
    lines.close();
  }
}
