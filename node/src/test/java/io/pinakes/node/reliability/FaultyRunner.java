package io.pinakes.node.reliability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Patience;
import io.pinakes.node.testing.PinakesProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Commands over one failing disk, in a process that goes on from one to the next. One thread's. */
final class FaultyRunner implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FaultyDisk disk;
  private final Path folder;
  private final Path errors;
  private Optional<Process> running = Optional.empty();
  private Optional<BufferedReader> reader = Optional.empty();

  /** What a command ended with. */
  record Result(int code, String out, String err, boolean hit) {}

  private FaultyRunner(FaultyDisk disk, Path folder, Path errors) {
    this.disk = disk;
    this.folder = folder;
    this.errors = errors;
  }

  static FaultyRunner in(Path work) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(work.resolve("disk"));
    return new FaultyRunner(FaultyDisk.over(folder, work), folder, work.resolve("errors.txt"));
  }

  /** The folder that the disk is under. */
  Path folder() {
    return folder;
  }

  /** Runs a command whose Nth change of the disk fails, in the process that goes on. */
  Result run(long failAt, boolean staysBroken, int errno, String... command) throws IOException {
    Process process = process();
    disk.arm(failAt, staysBroken, errno);
    PrintWriter commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    commands.println(String.join("\t", command));
    String answer = answers(process).readLine();
    boolean hit = disk.calls() >= failAt;
    disk.arm(0, false, errno);
    if (answer == null) {
      throw new IOException("the program died: " + Files.readString(errors));
    }
    JsonNode result = JSON.readTree(answer);
    return new Result(
        result.get("code").asInt(), result.get("out").asText(), result.get("err").asText(), hit);
  }

  /** The same in a process of its own. */
  Result runAlone(long failAt, boolean staysBroken, int errno, String... command)
      throws IOException, InterruptedException {
    disk.arm(failAt, staysBroken, errno);
    PinakesProcess alone = new PinakesProcess();
    for (Map.Entry<String, String> each : disk.environment().entrySet()) {
      alone.with(each.getKey(), each.getValue());
    }
    PinakesProcess.Outcome outcome = alone.run(command);
    boolean hit = disk.calls() >= failAt;
    disk.arm(0, false, errno);
    return new Result(outcome.exitCode(), outcome.out(), outcome.err(), hit);
  }

  private BufferedReader answers(Process process) {
    if (reader.isEmpty()) {
      reader =
          Optional.of(
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }
    return reader.get();
  }

  private Process process() throws IOException {
    if (running.isEmpty()) {
      PinakesProcess program = new PinakesProcess().main(FaultyProgram.class.getName());
      for (Map.Entry<String, String> each : disk.environment().entrySet()) {
        program.with(each.getKey(), each.getValue());
      }
      running = Optional.of(program.errorsTo(errors).start());
    }
    return running.get();
  }

  @Override
  public void close() throws IOException {
    if (running.isPresent()) {
      Process process = running.get();
      process.getOutputStream().close();
      process.onExit().completeOnTimeout(process, Patience.SECONDS, TimeUnit.SECONDS).join();
      process.destroyForcibly();
    }
  }
}
