package io.pinakes.node.failures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.PinakesProcess;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * One process of the program that goes on from command to command, for those that must succeed: a
 * new one for each would take most of the time. It ends with its input, which is with the tests.
 */
final class WarmProgram {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final WarmProgram RUNNING = start();

  private final PrintWriter commands;
  private final BufferedReader answers;

  private WarmProgram(Process process) {
    this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static WarmProgram start() {
    try {
      return new WarmProgram(
          new PinakesProcess()
              .flag("-Dpinakes.cache=" + Cli.cache())
              .main("io.pinakes.node.reliability.FaultyProgram")
              .start());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Runs a command to its end. */
  static synchronized Outcome run(String... command) throws IOException {
    RUNNING.commands.println(String.join("\t", command));
    String answer = RUNNING.answers.readLine();
    if (answer == null) {
      throw new IOException("the program died of: " + String.join(" ", command));
    }
    JsonNode result = JSON.readTree(answer);
    return new Outcome(
        result.get("code").asInt(), result.get("out").asText(), result.get("err").asText(), false);
  }
}
