package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pinakes config} and what it shows, on files of the test's own, in this process. */
class ConfigCommandTest {
  @TempDir Path folder;

  private final Map<String, String> environment = new TreeMap<>();
  private Path user;
  private Path home;

  @BeforeEach
  void name() {
    user = folder.resolve("settings").resolve("pinakes").resolve("config");
    home = folder.resolve("home");
    environment.put("XDG_CONFIG_HOME", folder.resolve("settings").toString());
    environment.put("HOME", folder.toString());
  }

  private record Ran(int code, String out, String err) {}

  private Ran run(String... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            100);
    int code = new CommandLineProgram(terminal, environment).run(line);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private JsonNode shown(String... line) throws Exception {
    String[] all = Arrays.copyOf(line, line.length + 1);
    all[line.length] = "--json";
    Ran ran = run(all);
    assertThat(ran.code).as(ran.err).isZero();
    return new ObjectMapper().readTree(ran.out);
  }

  private JsonNode setting(String key, String... options) throws Exception {
    String[] line = Arrays.copyOf(new String[] {"config", "show", key}, 3 + options.length);
    System.arraycopy(options, 0, line, 3, options.length);
    return shown(line).get("settings").get(0);
  }

  private void write(Path file, String text) throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void anOptionBeatsAVariableBeatsTheHomesFileBeatsTheUsersAndEachIsNamed() throws Exception {
    environment.put("PINAKES_HOME", home.toString());
    assertThat(setting("quota").at("/origin/kind").asText()).isEqualTo("default");
    write(user, "# mine\n\nquota = 1G\nlisten = 127.0.0.1:1\n");
    assertThat(setting("quota").get("value").asText()).isEqualTo("1G");
    assertThat(setting("quota").at("/origin/file").asText()).isEqualTo(user.toString());
    assertThat(setting("quota").at("/origin/line").asInt()).isEqualTo(3);
    write(home.resolve("config"), "quota=2G\n");
    assertThat(setting("quota").get("value").asText()).isEqualTo("2G");
    assertThat(setting("listen").at("/origin/line").asInt()).isEqualTo(4);
    environment.put("PINAKES_QUOTA", "3G");
    assertThat(setting("quota").at("/origin/variable").asText()).isEqualTo("PINAKES_QUOTA");
    JsonNode flag = setting("quota", "--quota", "4G");
    assertThat(flag.get("value").asText()).isEqualTo("4294967296");
    assertThat(flag.at("/origin/flag").asText()).isEqualTo("--quota");

    assertThat(run("config", "show", "--origin").out)
        .contains(home.toString(), "$PINAKES_HOME", user + ":4");
  }

  @Test
  void whereTheHomeIsMayStandInTheUsersFile() throws Exception {
    Path elsewhere = folder.resolve("elsewhere");
    write(user, "home = " + elsewhere + "\n");
    assertThat(shown("config", "show", "home").at("/settings/0/value").asText())
        .isEqualTo(elsewhere.toString());
    assertThat(run("ipfs", "add", Files.writeString(folder.resolve("a"), "a").toString()).code)
        .isZero();
    assertThat(elsewhere.resolve("format")).exists();
    write(elsewhere.resolve("config"), "home = /other\n");
    assertThat(run("config", "show").err).contains(elsewhere.resolve("config") + ":1: ");
    write(user, "home = relative\n");
    assertThat(run("config", "show").err).contains(user + ":1: [relative] depends on where");
  }

  @Test
  void aMistakeIsNamedByFileAndLineWithWhatIsAllowedByWhateverRunsNext() throws Exception {
    environment.put("PINAKES_HOME", home.toString());
    write(user, "\nqouta = 3G\n");
    Ran misspelt = run("ipfs", "add", folder.toString());
    assertThat(misspelt.code).isEqualTo(ExitCode.USAGE);
    assertThat(misspelt.err)
        .contains(user + ":2: there is no setting [qouta]", "Did you mean: quota?", "gateway-port");
    write(user, "gateway-port = 80800\n");
    Ran wrong = run("ipfs", "add", folder.toString());
    assertThat(wrong.code).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err).contains(user + ":1: [80800] is no port", "a port, 0 to 65535");
    write(user, "quota = 1G\nquota = 2G\n");
    assertThat(run("config", "show").err).contains(user + ":2: [quota] is set in line 1 already");
    Files.delete(user);
    environment.put("PINAKES_GENERATOR", "gpt");
    assertThat(run("config", "show").err)
        .contains("PINAKES_GENERATOR: there is no generator [gpt]", "extractive, ollama, openai");
    assertThat(home.resolve("store")).doesNotExist();
  }

  @Test
  void allIsShownThoughSomeOfItIsWrongWithWhatMendsIt() throws Exception {
    environment.put("PINAKES_HOME", home.toString());
    environment.put("PINAKES_LISTEN", "nonsense");
    environment.put("PINAKES_QUOTA", "abc");
    write(user, "generator = gpt\napi-port = 7\n");
    write(home.resolve("config"), "gateway-port = 80800\n");
    Ran shown = run("config", "show", "--origin");
    assertThat(shown.code).isEqualTo(ExitCode.USAGE);
    assertThat(shown.out.lines().filter(line -> line.contains("WRONG")))
        .hasSize(4)
        .anyMatch(line -> line.startsWith("listen ") && line.contains("$PINAKES_LISTEN"));
    assertThat(shown.out).contains("api-port", "mcp-folders", "OPENAI_API_KEY");
    assertThat(shown.err)
        .contains("unset PINAKES_LISTEN", "unset PINAKES_QUOTA")
        .contains("pinakes config unset --user generator", "pinakes config unset gateway-port");
    Ran json = run("config", "show", "--json");
    assertThat(json.code).isEqualTo(ExitCode.USAGE);
    JsonNode document = new ObjectMapper().readTree(json.out);
    assertThat(document.get("mistakes")).hasSize(4);
    assertThat(document.at("/settings/0").has("wrong")).isFalse();
    assertThat(run("config", "show", "api-port").code).isZero();
    assertThat(run("config", "show", "quota").code).isEqualTo(ExitCode.USAGE);
    assertThat(run("config", "unset", "gateway-port").code).isZero();
    assertThat(run("config", "unset", "--user", "generator").code).isZero();
    environment.remove("PINAKES_LISTEN");
    environment.remove("PINAKES_QUOTA");
    assertThat(run("config", "show").code).isZero();
  }

  @Test
  void anAddressThatCannotBeIsRefusedWithTheOptionAndWhatToGive() {
    environment.put("PINAKES_HOME", home.toString());
    for (String address : new String[] {"127.0.0.1:99999", "foo"}) {
      Ran ran = run("serve", "--listen", address);
      assertThat(ran.code).isEqualTo(ExitCode.USAGE);
      assertThat(ran.err).contains("--listen [" + address + "]", "--listen 127.0.0.1:7070");
    }
    assertThat(home).doesNotExist();
  }

  @Test
  void noSecretIsTakenFromAFileOrPrinted() throws Exception {
    environment.put("PINAKES_HOME", home.toString());
    environment.put("OPENAI_API_KEY", "sk-planted-1");
    Ran shown = run("config", "show", "--origin");
    assertThat(shown.code).isZero();
    assertThat(shown.out).contains("OPENAI_API_KEY", "set, not shown");
    write(user, "openai-api-key = sk-planted-2\n");
    Ran inFile = run("config", "show");
    assertThat(inFile.code).isEqualTo(ExitCode.USAGE);
    assertThat(inFile.err).contains("[openai-api-key] is none: secrets", "OPENAI_API_KEY");
    write(user, "sk-planted-3\n");
    Ran alone = run("config", "show");
    write(user, "endpoint = http://me:planted-4@127.0.0.1:9\n");
    Ran address = run("config", "show");
    assertThat(address.code).isEqualTo(ExitCode.USAGE);
    assertThat(shown.out + shown.err + inFile.err + alone.err + address.err + address.out)
        .doesNotContain("planted");
  }

  @Test
  void settingChangesOneLineAndUnsettingTakesItAway() throws Exception {
    environment.put("PINAKES_HOME", home.toString());
    write(home.resolve("config"), "# the museum's\nlisten = 127.0.0.1:1\n\n# end\n");
    assertThat(run("config", "set", "listen", "127.0.0.1:2").code).isZero();
    assertThat(run("config", "set", "quota", "20G").code).isZero();
    assertThat(home.resolve("config"))
        .hasContent("# the museum's\nlisten = 127.0.0.1:2\n\n# end\nquota = 20G\n");
    assertThat(run("config", "unset", "listen").code).isZero();
    assertThat(home.resolve("config")).hasContent("# the museum's\n\n# end\nquota = 20G\n");
    assertThat(run("config", "unset", "listen").code).isEqualTo(ExitCode.NOT_FOUND);
    Ran wrong = run("config", "set", "quota", "much");
    assertThat(wrong.code).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err).contains("quota is a size, such as 500M or 20G.");
    assertThat(run("config", "set", "home", "/x").code).isEqualTo(ExitCode.USAGE);
    assertThat(run("config", "set", "--user", "generator", "ollama").code).isZero();
    assertThat(user).hasContent("generator = ollama\n");
    // A home may have settings before it is one.
    assertThat(run("ipfs", "add", Files.writeString(folder.resolve("a"), "a").toString()).code)
        .isZero();
  }

  @Test
  void whatIsSetHolds() throws Exception {
    environment.put("PINAKES_HOME", home.toString());
    write(home.resolve("config"), "quota = 1K\nlisten = nowhere:x\n");
    assertThat(run("ipfs", "add", folder.toString()).err).contains("config:2: [nowhere:x]");
    write(home.resolve("config"), "quota = 1K\n");
    Path large = Files.writeString(folder.resolve("large"), "x".repeat(50_000));
    assertThat(run("ipfs", "add", large.toString()).code).isEqualTo(ExitCode.QUOTA);
    assertThat(run("ipfs", "add", large.toString(), "--quota", "1M").code).isZero();
  }
}
