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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Commands over one failing disk, in a process that goes on from one to the next. One thread's. */
final class FaultyRunner implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FaultyDisk disk;
  private final UnaryOperator<String> homes;
  private final List<String> kept;
  private final Path errors;
  private Optional<Process> running = Optional.empty();
  private Optional<BufferedReader> reader = Optional.empty();

  /** What a command ended with. */
  record Result(int code, String out, String err, boolean hit) {}

  private FaultyRunner(
      FaultyDisk disk, UnaryOperator<String> homes, List<String> kept, Path errors) {
    this.disk = disk;
    this.homes = homes;
    this.kept = kept;
    this.errors = errors;
  }

  /**
   * Faults anywhere below a home. Who reads the documents is the same in each run, and works
   * outside of the home: {@link #inTemporaryFolder} has what that leaves out.
   */
  static FaultyRunner inHome(Path work) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(work.resolve("disk"));
    Path readers = Files.createDirectories(work.resolve("readers"));
    return new FaultyRunner(
        FaultyDisk.over(folder, work),
        number -> folder.resolve("home-" + number).toString(),
        List.of(readers.toString()),
        work.resolve("errors.txt"));
  }

  /** Faults in the home's temporary folder alone, where those work who read documents. */
  static FaultyRunner inTemporaryFolder(Path work) throws IOException, InterruptedException {
    Path home = Files.createDirectories(work.resolve("disk")).resolve("home");
    return new FaultyRunner(
        FaultyDisk.over(home.resolve("tmp"), work),
        number -> home.toString(),
        List.of(),
        work.resolve("errors.txt"));
  }

  /** The home of a run: others of this runner may have the same, one after the other. */
  Path home(int number) {
    return Path.of(homes.apply(Integer.toString(number)));
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
      running = Optional.of(program.errorsTo(errors).start(kept.toArray(String[]::new)));
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
