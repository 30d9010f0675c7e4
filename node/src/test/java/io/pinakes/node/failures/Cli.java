package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.PinakesProcess;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program over one home; whatever must fail, in a process of its own. */
record Cli(Path home) {
  static final String DATASET = "notes";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a failed command said, in both its forms. */
  record Failure(String error, String fix) {}

  PinakesProcess process() {
    return new PinakesProcess().flag("-Dpinakes.cache=" + cache());
  }

  /** Where the tests' build keeps what is unpacked once. */
  static Path cache() {
    String named = System.getProperty("pinakes.cache");
    return Path.of(named == null ? "target/cache" : named).toAbsolutePath();
  }

  /** Runs a command to its end, over this home. */
  Outcome run(PinakesProcess process, String... command) throws IOException, InterruptedException {
    return process.run(arguments(command));
  }

  String[] arguments(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--home", home.toString()));
    return all.toArray(String[]::new);
  }

  /** Runs a command that must succeed, and gives its JSON. */
  JsonNode ok(String... command) throws IOException, InterruptedException {
    return expect(0, command);
  }

  /** Runs a command that must end with this code and print a document of its own. */
  JsonNode expect(int code, String... command) throws IOException, InterruptedException {
    Outcome outcome = WarmProgram.run(arguments(withJson(command)));
    assertThat(outcome.exitCode()).as("%s: %s", List.of(command), outcome).isEqualTo(code);
    return JSON.readTree(outcome.out());
  }

  /** Runs a command that must fail with this code, and holds what it says to the conventions. */
  Failure fails(int code, String... command) throws IOException, InterruptedException {
    return fails(process(), code, command);
  }

  /** The same in a process that was prepared for it. */
  Failure fails(PinakesProcess process, int code, String... command)
      throws IOException, InterruptedException {
    return failure(run(process, withJson(command)), code);
  }

  /** What a command said that ended with this code under {@code --json}. */
  static Failure failure(Outcome outcome, int code) throws IOException {
    String what = outcome.toString();
    assertThat(outcome.exitCode()).as(what).isEqualTo(code);
    JsonNode said = JSON.readTree(outcome.out());
    assertThat(said.path("schema").asText()).as(what).isEqualTo("pinakes.error/1");
    assertThat(said.path("exit_code").asInt()).as(what).isEqualTo(code);
    Failure failure = new Failure(said.path("error").asText(), said.path("fix").asText());
    System.out.println("exit " + code + ": " + failure.error() + " | " + failure.fix());
    assertThat(outcome.err())
        .as(what)
        .contains("pinakes: " + failure.error())
        .contains(failure.fix())
        .doesNotContain("\tat ");
    assertThat(failure.fix()).as(what).isNotBlank();
    return failure;
  }

  private static String[] withJson(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--json");
    return all.toArray(String[]::new);
  }

  /** Ingests a folder, and gives the root of its documents. */
  String ingest(Path folder) throws IOException, InterruptedException {
    return root(ok("ingest", folder.toString(), "--dataset", DATASET));
  }

  static String root(JsonNode ingested) {
    String root = ingested.path("documents_root").asText();
    assertThat(root).startsWith("baf");
    return root;
  }

  /** The chunks that answer a question, the best first. */
  List<String> search(String question, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("search", question, "-k", "5"));
    command.addAll(List.of(options));
    List<String> chunks = new ArrayList<>();
    for (JsonNode hit : ok(command.toArray(String[]::new)).path("hits")) {
      chunks.add(hit.path("chunk").asText());
    }
    assertThat(chunks).isNotEmpty();
    return chunks;
  }

  /** Requires that the doctor finds nothing. */
  void requireSound() throws IOException, InterruptedException {
    assertThat(ok("doctor").path("sound").asBoolean()).isTrue();
  }
}
