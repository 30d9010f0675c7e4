package io.pinakes.node.assistants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Distribution;
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
    assertThat(server.waitFor(20, TimeUnit.SECONDS)).as("it ends with its input").isTrue();
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
  @Tag("interop")
  void theOfficialClientConversesOverStandardInputAndOutput() throws Exception {
    check(client("stdio", launcher.toString(), home.toString()));
  }

  @Test
  @Tag("interop")
  void theOfficialClientConversesOverHttp() throws Exception {
    Process node = program("serve", "--listen", "127.0.0.1:0", "--json").start();
    try (BufferedReader said = node.inputReader(StandardCharsets.UTF_8)) {
      String url = JSON.readTree(said.readLine()).get("url").asText();
      check(client("http", url + "/mcp"));
    } finally {
      node.destroy();
      assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void check(JsonNode seen) {
    System.out.println(seen);
    assertThat(seen.get("server").asText()).isEqualTo("pinakes");
    assertThat(seen.get("tools")).hasSize(5);
    assertThat(seen.get("first_hit").asText()).isEqualTo("files/pharos.md");
    assertThat(seen.get("answer").asText()).contains("Qaitbay", "[1]");
    assertThat(seen.get("datasets").get(0).asText()).isEqualTo("sample");
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
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
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
    builder.environment().put("PINAKES_CACHE", work.resolve("cache").toString());
    builder.environment().put("PINAKES_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("PINAKES_NO_ARCHIVE", "1");
    return builder.redirectError(errors().toFile());
  }

  private static String search(String query) {
    return message("search", JSON.createObjectNode().put("query", query));
  }

  private static String message(String tool, JsonNode arguments) {
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
