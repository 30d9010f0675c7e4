package io.pinakes.node.reliability;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.datasets.parts.Parts;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.node.cli.CommandLineProgram;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs one command after the other in one process, since a new one for each of a thousand faults
 * would take an hour: a line of arguments, parted by tabs, in; a line of JSON with exit code and
 * output, out. Named a folder, it keeps there, from one command to the next, the child processes
 * that read documents, and the model with them.
 */
final class FaultyProgram {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FaultyProgram() {}

  /**
   * Ends with its input.
   *
   * @param folders one for what is kept, or none
   */
  public static void main(String[] folders) throws Exception {
    if (folders.length == 0) {
      answer(new StandardParts());
    } else {
      try (SharedParts kept = new SharedParts(Path.of(folders[0]))) {
        answer(kept);
      }
    }
    System.exit(0);
  }

  private static void answer(Parts parts) throws IOException {
    PrintStream answers = System.out;
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int code = CommandLineProgram.system(parts).run(line.split("\t", -1));
      answers.println(
          JSON.writeValueAsString(
              Map.of(
                  "code", code,
                  "out", out.toString(StandardCharsets.UTF_8),
                  "err", err.toString(StandardCharsets.UTF_8))));
      answers.flush();
    }
  }
}
