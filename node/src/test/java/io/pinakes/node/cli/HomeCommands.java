package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Commands on one home, one after another, in this process. */
final class HomeCommands {
  private final Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  HomeCommands(Path home) {
    this.home = home;
  }

  /** Runs one to its end, and returns its exit code. */
  int run(String... words) {
    out.reset();
    err.reset();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            100);
    return new CommandLineProgram(terminal, Map.of("PINAKES_HOME", home.toString())).run(words);
  }

  /** What the last one printed. */
  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What it said beside. */
  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** The document of one that ends well. */
  JsonNode json(String... words) throws IOException {
    String[] all = new String[words.length + 1];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--json";
    assertThat(run(all)).as(err()).isZero();
    return new ObjectMapper().readTree(out.toByteArray());
  }
}
