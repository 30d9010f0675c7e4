package io.pinakes.node.assistants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Distribution;
import io.pinakes.node.testing.Patience;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pinakes serve} as programs use it that speak to OpenAI. */
@Tag("interop")
class OpenAiClientsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = Path.of(System.getProperty("pinakes.root"));
  private static final Path SCRIPTS = ROOT.resolve("node/src/test/clients");

  @TempDir private static Path work;
  private static Path launcher = Path.of("");
  private static Process node;
  private static String url = "";

  @BeforeAll
  static void serveTheSample() throws Exception {
    launcher = Distribution.in(Files.createDirectory(work.resolve("installed")));
    String sample = ROOT.resolve("datasets").resolve("sample").toString();
    document(program("ingest", sample, "--dataset", "sample", "--json", "-q").start());
    node = program("serve", "--listen", "127.0.0.1:0", "--json").start();
    BufferedReader said = node.inputReader(StandardCharsets.UTF_8);
    url = JSON.readTree(said.readLine()).get("url").asText();
  }

  @AfterAll
  static void stop() throws Exception {
    node.destroy();
    assertThat(node.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theOfficialClientForPythonConverses() throws Exception {
    check(client(python(), SCRIPTS.resolve("openai_client.py").toString(), url));
  }

  @Test
  void theOfficialClientForJavaScriptConverses() throws Exception {
    // The folder of the Python has the modules of the other as well.
    Path folder = Path.of(python()).resolveSibling("..").normalize();
    String script = SCRIPTS.resolve("openai_client.mjs").toString();
    check(client("node", script, url, folder.toString()));
  }

  private static void check(JsonNode seen) {
    System.out.println(seen);
    assertThat(seen.get("models").toString()).contains("\"pinakes/sample\"", "all-minilm-l6-v2");
    assertThat(seen.get("answer").asText()).contains("Qaitbay", "[1]");
    assertThat(seen.get("follow_up").asText()).isEqualTo("How was parchment made?");
    assertThat(seen.get("dimension").asInt()).isEqualTo(384);
    assertThat(seen.get("unknown_model").asText()).contains("/v1/models lists those");
    assertThat(seen.get("tokens").asText()).contains("Send text");
    assertThat(seen.get("streamed").asText()).contains("400");
  }

  private static String python() {
    String python = System.getProperty("pinakes.clients", "");
    assertThat(python)
        .as("-Dpinakes.clients= names a Python that has the official clients (.ci/peers makes one)")
        .isNotEmpty();
    return python;
  }

  private static JsonNode client(String... command) throws Exception {
    return document(environment(new ProcessBuilder(command)).start());
  }

  private static JsonNode document(Process process) throws Exception {
    byte[] said = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s", Files.readString(errors())).isZero();
    return JSON.readTree(said);
  }

  private static Path errors() {
    return work.resolve("err");
  }

  private static ProcessBuilder program(String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of("--home", work.resolve("home").toString()));
    command.addAll(List.of(arguments));
    return environment(new ProcessBuilder(command));
  }

  private static ProcessBuilder environment(ProcessBuilder builder) {
    builder.environment().put("PINAKES_CACHE", System.getProperty("pinakes.cache", "target/cache"));
    builder.environment().put("PINAKES_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("PINAKES_NO_ARCHIVE", "1");
    return builder.redirectError(errors().toFile());
  }
}
