package io.pinakes.node.assistants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.node.testing.Distribution;
import io.pinakes.node.testing.Patience;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pinakes mcp} and {@code /mcp} as assistants use them. */
class McpIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = Path.of(System.getProperty("pinakes.root"));

  @TempDir private Path work;
  private Path launcher = Path.of("");
  private Path home = Path.of("");

  @BeforeEach
  void ingestTheSample() throws Exception {
    launcher = Distribution.in(Files.createDirectory(work.resolve("installed")));
    home = work.resolve("home");
    ingest(ROOT.resolve("datasets").resolve("sample"), "sample");
  }

  @Test
  void whatIsIngestedMeanwhileIsFoundByTheNextCall() throws Exception {
    Process server = program("mcp").start();
    try (BufferedWriter ask = server.outputWriter(StandardCharsets.UTF_8);
        BufferedReader answers = server.inputReader(StandardCharsets.UTF_8)) {
      ask.write("this is no message\n");
      ask.write("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n");
      ask.write("x".repeat(300_000) + "\n");
      ask.flush();
      assertThat(JSON.readTree(answers.readLine()).at("/error/code").asInt()).isEqualTo(-32_700);
      assertThat(JSON.readTree(answers.readLine()).at("/error/message").asText())
          .contains("longer than 262144 bytes");
      assertThat(datasets(ask, answers)).containsExactly("sample");
      Path more = Files.createDirectory(work.resolve("more"));
      Files.writeString(
          more.resolve("bees.md"), "# Bees\n\nA hive holds some fifty thousand bees.\n");
      ingest(more, "bees");
      assertThat(datasets(ask, answers)).containsExactly("bees", "sample");
      ask.write(search("how many bees live in a hive?") + "\n");
      ask.flush();
      assertThat(JSON.readTree(answers.readLine()).at("/result/content/0/text").asText())
          .contains("fifty thousand bees");
    }
    assertThat(server.waitFor(Patience.SECONDS, TimeUnit.SECONDS))
        .as("it ends with its input")
        .isTrue();
    assertThat(server.exitValue()).isZero();
  }

  @Test
  void theConfigurationNamesTheProgramAndTheHome() throws Exception {
    JsonNode entry = document(program("mcp", "--print-config").start()).at("/mcpServers/pinakes");
    assertThat(entry.at("/command").asText()).isEqualTo(launcher.toString());
    assertThat(entry.at("/args/0").asText()).isEqualTo("mcp");
    assertThat(entry.at("/env/PINAKES_HOME").asText()).isEqualTo(home.toString());
  }

  @Test
  void theConfigurationHasTheFlagsThatWereGiven() throws Exception {
    Path papers = work.resolve("papers");
    JsonNode entry =
        document(
            program("mcp", "--allow-writes", "--folder", papers.toString(), "--print-config")
                .start());
    List<String> given = new ArrayList<>();
    entry.at("/mcpServers/pinakes/args").forEach(one -> given.add(one.asText()));
    assertThat(given).containsExactly("mcp", "--allow-writes", "--folder", papers.toString());
  }

  @Test
  void anAssistantThatMayNotWriteIsToldWhatItsUserHasToDo() throws Exception {
    try (Assistant assistant = new Assistant(program("mcp").start())) {
      JsonNode refused = assistant.call("ingest_folder", ingest(work));
      assertThat(refused.at("/isError").asBoolean()).isTrue();
      assertThat(refused.at("/content/0/text").asText()).contains("pinakes mcp --allow-writes");
    }
    Files.writeString(home.resolve("config"), "mcp-writes = true\n");
    try (Assistant assistant = new Assistant(program("mcp").start())) {
      assertThat(assistant.call("get_job", JSON.createObjectNode().put("id", "job-1")).toString())
          .contains("there is no job [job-1]");
    }
  }

  @Test
  void theHomeIsHeldOnlyWhileAnAssistantsJobIsUnderWay() throws Exception {
    try (Assistant assistant = new Assistant(program("mcp", "--allow-writes").start())) {
      assistant.ended(assistant.call("ingest_folder", ingest(bees())));
      assertThat(assistant.call("search", query()).toString()).contains("fifty thousand bees");
      ingest(ROOT.resolve("datasets").resolve("sample"), "again");
      Process node = program("serve", "--listen", "127.0.0.1:0", "--json").start();
      try (BufferedReader said = node.inputReader(StandardCharsets.UTF_8)) {
        assertThat(said.readLine()).contains("pinakes.serve/1");
        ObjectNode document = JSON.createObjectNode().put("dataset", "bees");
        assistant.ended(assistant.call("remove_document", document.put("path", "files/bees.md")));
        assertThat(program("status", "--json").start().waitFor()).isZero();
        assertThat(assistant.call("search", query()).toString()).contains("Nothing was found");
      } finally {
        node.destroy();
        assertThat(node.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(assistant.call("get_job", JSON.createObjectNode().put("id", "job-2")).toString())
          .as("what the node did is told when it is gone")
          .contains("Taken out: bees: files/bees.md");
    }
  }

  @Test
  @Tag("slow")
  void whatWasBrokenOffWithTheAssistantGoesOnWhenItIsAskedFor() throws Exception {
    Path many = Files.createDirectory(work.resolve("many"));
    // No passage is like another, so that each is embedded: more than in a call's five seconds.
    for (int i = 0; i < 250; i++) {
      StringBuilder lines = new StringBuilder();
      for (int line = 0; line < 500; line++) {
        lines.append("Line ").append(i * 500 + line).append(" of many words.\n");
      }
      Files.writeString(many.resolve(i + ".txt"), lines);
    }
    try (Assistant assistant = new Assistant(program("mcp", "--allow-writes").start())) {
      assertThat(assistant.call("ingest_folder", ingest(many)).toString()).contains("is running");
    }
    ObjectNode id = JSON.createObjectNode().put("id", "job-1");
    try (Assistant assistant = new Assistant(program("mcp", "--allow-writes").start())) {
      JsonNode job = assistant.ended(assistant.call("get_job", id));
      assertThat(job.at("/structuredContent/state").asText()).isEqualTo("succeeded");
      assertThat(job.at("/structuredContent/result/files/indexed").asInt()).isPositive();
    }
  }

  @Test
  @Tag("interop")
  void theOfficialClientConversesOverStandardInputAndOutput() throws Exception {
    check(client("stdio", launcher.toString(), home.toString()), 5);
    checkChanges(client("stdio", launcher.toString(), home.toString(), bees().toString()));
  }

  @Test
  @Tag("interop")
  void theOfficialClientConversesOverHttp() throws Exception {
    Process node = program("serve", "--listen", "127.0.0.1:0", "--json", "--mcp-writes").start();
    try (BufferedReader said = node.inputReader(StandardCharsets.UTF_8)) {
      String url = JSON.readTree(said.readLine()).get("url").asText();
      String token = Files.readString(home.resolve("token")).strip();
      checkChanges(client("http", url + "/mcp", bees().toString(), token));
    } finally {
      node.destroy();
      assertThat(node.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  @Tag("interop")
  void theOfficialClientReadsOverHttpWhereAssistantsMayNotWrite() throws Exception {
    Process node = program("serve", "--listen", "127.0.0.1:0", "--json").start();
    try (BufferedReader said = node.inputReader(StandardCharsets.UTF_8)) {
      String url = JSON.readTree(said.readLine()).get("url").asText();
      check(client("http", url + "/mcp"), 5);
    } finally {
      node.destroy();
      assertThat(node.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void checkChanges(JsonNode seen) {
    check(seen, 8);
    assertThat(seen.at("/changes/states").toString()).isEqualTo("[\"succeeded\",\"succeeded\"]");
    assertThat(seen.at("/changes/removed").asText()).isEqualTo("files/bees.md");
  }

  private Path bees() throws IOException {
    Path bees = Files.createDirectories(work.resolve("bees"));
    Files.writeString(bees.resolve("bees.md"), "# Bees\n\nA hive holds fifty thousand bees.\n");
    return bees;
  }

  private static ObjectNode ingest(Path folder) {
    return JSON.createObjectNode().put("path", folder.toString()).put("dataset", "bees");
  }

  private static ObjectNode query() {
    ObjectNode query = JSON.createObjectNode().put("query", "how many bees live in a hive?");
    query.putArray("datasets").add("bees");
    return query;
  }

  /** Whoever started {@code pinakes mcp}. */
  private record Assistant(Process server, BufferedWriter ask, BufferedReader answers)
      implements AutoCloseable {
    Assistant(Process server) {
      this(
          server,
          server.outputWriter(StandardCharsets.UTF_8),
          server.inputReader(StandardCharsets.UTF_8));
    }

    JsonNode call(String tool, JsonNode arguments) throws IOException {
      ask.write(message(tool, arguments) + "\n");
      ask.flush();
      return JSON.readTree(answers.readLine()).get("result");
    }

    /** That of a call, or of those that ask for its job's end. */
    JsonNode ended(JsonNode begun) throws IOException {
      JsonNode now = begun;
      while (List.of("queued", "running").contains(now.at("/structuredContent/state").asText())) {
        String id = now.at("/structuredContent/id").asText();
        now = call("get_job", JSON.createObjectNode().put("id", id));
      }
      assertThat(now.at("/isError").asBoolean()).as(now.toString()).isFalse();
      return now;
    }

    @Override
    public void close() throws IOException {
      ask.close();
      try {
        assertThat(server.waitFor(Patience.SECONDS, TimeUnit.SECONDS))
            .as("it ends with its input")
            .isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      assertThat(server.exitValue()).isZero();
    }
  }

  private static void check(JsonNode seen, int tools) {
    System.out.println(seen);
    assertThat(seen.get("server").asText()).isEqualTo("pinakes");
    assertThat(seen.get("tools")).hasSize(tools);
    assertThat(seen.get("first_hit").asText()).isEqualTo("files/pharos.md");
    assertThat(seen.get("answer").asText()).contains("Qaitbay", "[1]");
    assertThat(seen.get("datasets").toString()).contains("\"sample\"");
  }

  private JsonNode client(String... arguments) throws Exception {
    String python = System.getProperty("pinakes.clients", "");
    assertThat(python)
        .as("-Dpinakes.clients= names a Python that has the official clients (.ci/peers makes one)")
        .isNotEmpty();
    List<String> command = new ArrayList<>();
    command.add(python);
    command.add(ROOT.resolve("node/src/test/clients/mcp_client.py").toString());
    command.addAll(List.of(arguments));
    return document(environment(new ProcessBuilder(command)).start());
  }

  private void ingest(Path folder, String dataset) throws Exception {
    document(program("ingest", folder.toString(), "--dataset", dataset, "--json", "-q").start());
  }

  private JsonNode document(Process process) throws Exception {
    byte[] said = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s", Files.readString(errors())).isZero();
    return JSON.readTree(said);
  }

  private Path errors() {
    return work.resolve("err");
  }

  private ProcessBuilder program(String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of("--home", home.toString()));
    command.addAll(List.of(arguments));
    return environment(new ProcessBuilder(command));
  }

  private ProcessBuilder environment(ProcessBuilder builder) {
    builder.environment().put("PINAKES_CACHE", System.getProperty("pinakes.cache", "target/cache"));
    builder.environment().put("PINAKES_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("PINAKES_NO_ARCHIVE", "1");
    return builder.redirectError(errors().toFile());
  }

  private static String search(String query) {
    return message("search", JSON.createObjectNode().put("query", query));
  }

  static String message(String tool, JsonNode arguments) {
    var message = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
    message.put("method", "tools/call");
    message.putObject("params").put("name", tool).set("arguments", arguments);
    return message.toString();
  }

  private static List<String> datasets(BufferedWriter ask, BufferedReader answers)
      throws IOException {
    ask.write(message("list_datasets", JSON.createObjectNode()) + "\n");
    ask.flush();
    List<String> names = new ArrayList<>();
    JSON.readTree(answers.readLine())
        .at("/result/structuredContent/datasets")
        .forEach(dataset -> names.add(dataset.get("name").asText()));
    return names;
  }
}
