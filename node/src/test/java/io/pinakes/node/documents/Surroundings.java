package io.pinakes.node.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Where and how the launcher is run: what a user's machine may have that another's has not. */
final class Surroundings {
  private static final long LIMIT_SECONDS = 3_600;

  private final Path launcher;
  private final Path errors;
  private final Map<String, String> environment = new TreeMap<>();
  private String before = "";
  private final List<String> prefix = new ArrayList<>();

  /** Plain ones; what is said on standard error goes to a file, and what is cached to a folder. */
  Surroundings(Path launcher, Path errors, Path cache) {
    this.launcher = launcher;
    this.errors = errors;
    environment.put("PINAKES_CACHE", cache.toString());
    environment.put("PINAKES_JAVA_HOME", System.getProperty("java.home"));
    // Its class path holds folders, of which the platform makes no start-up archive.
    environment.put("PINAKES_NO_ARCHIVE", "1");
  }

  /** With a variable of the environment. */
  Surroundings with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** With this folder first on the path. */
  Surroundings withPrograms(Path folder) {
    return with("PATH", folder + File.pathSeparator + System.getenv("PATH"));
  }

  /** With JVM options that a user's environment brings in. */
  Surroundings withJavaOptions(String options) {
    return with("JDK_JAVA_OPTIONS", options);
  }

  /** With a command of the shell before it, such as {@code umask 077}. */
  Surroundings after(String command) {
    before = command + "; ";
    return this;
  }

  /** On one processor, where the system has the program that does it. */
  Surroundings onOneCore() throws IOException, InterruptedException {
    Process tried = new ProcessBuilder("sh", "-c", "taskset -c 0 true").start();
    if (tried.waitFor() == 0) {
      prefix.addAll(List.of("taskset", "-c", "0"));
    } else {
      prefix.addAll(List.of("env", "JAVA_TOOL_OPTIONS=-XX:ActiveProcessorCount=1"));
    }
    return this;
  }

  /** Runs the program to its end, and returns the document that it prints. */
  JsonNode run(int exitCode, String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    JsonNode document = new ObjectMapper().readTree(process.getInputStream());
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as("%s; it said\n%s\n%s", List.of(arguments), document, Files.readString(errors))
        .isEqualTo(exitCode);
    return document;
  }

  /** Starts the program, whose process is that of its JVM in the end. */
  Process start(String... arguments) throws IOException {
    return start(ProcessBuilder.Redirect.to(errors.toFile()), arguments);
  }

  /** As {@link #start}, for a caller who reads standard error. */
  Process startHeard(String... arguments) throws IOException {
    return start(ProcessBuilder.Redirect.PIPE, arguments);
  }

  private Process start(ProcessBuilder.Redirect err, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("sh", "-c", before + "exec \"$0\" \"$@\"", launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }
}
