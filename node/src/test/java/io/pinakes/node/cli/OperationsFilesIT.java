package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.config.Setting;
import io.pinakes.node.testing.Distribution;
import io.pinakes.node.testing.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is in {@code ops/}: a dashboard, a unit, a container's file, an image with its own Java. */
@Tag("slow")
@Timeout(600)
class OperationsFilesIT {
  private static final Path OPS = Path.of(System.getProperty("pinakes.root"), "ops");
  private static final Path SAMPLE = Path.of("..", "datasets", "sample").toAbsolutePath();
  private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(?:_[a-z0-9]+)+(?=\\{)");
  private static final Pattern VARIABLE = Pattern.compile("PINAKES_[A-Z_]+");

  /** What the launcher and a shell need, and no Java. */
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "sed",
          "sort",
          "head",
          "cut",
          "dirname",
          "readlink",
          "cat",
          "stty",
          "locale",
          "cksum",
          "find",
          "mkdir",
          "mv",
          "rm",
          "tr",
          "env");

  @TempDir Path folder;

  /** A process that serves. */
  private record Served(Process process, String url) implements AutoCloseable {
    static Served of(Process process) throws IOException {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String first = lines.readLine();
      assertThat(first).isNotNull();
      return new Served(process, new ObjectMapper().readTree(first).get("url").asText());
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().orTimeout(Patience.SECONDS, TimeUnit.SECONDS).join();
    }
  }

  @Test
  void theDashboardNamesOnlyWhatANodeMeasures() throws Exception {
    JsonNode dashboard =
        new ObjectMapper().readTree(OPS.resolve("grafana").resolve("pinakes.json").toFile());
    Set<String> named = new TreeSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.get("targets")) {
        Matcher metrics = METRIC.matcher(target.get("expr").asText());
        assertThat(metrics.find()).as(target.toString()).isTrue();
        do {
          named.add(metrics.group());
        } while (metrics.find());
      }
    }
    assertThat(named).hasSizeGreaterThan(8).contains("pinakes_http_server_seconds_count");
    Path home = folder.resolve("home");
    assertThat(CommandBatch.program(home).run("ingest", SAMPLE.toString(), "-q").exitCode())
        .isZero();
    try (Served node =
            Served.of(
                CommandBatch.program(home).start("serve", "--listen", "127.0.0.1:0", "--json"));
        HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(URI.create(node.url + "/api/v1/search"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"query\":\"papyrus\"}"))
              .build(),
          BodyHandlers.ofString());
      String metrics =
          client
              .send(
                  HttpRequest.newBuilder(URI.create(node.url + "/metrics")).build(),
                  BodyHandlers.ofString())
              .body();
      Set<String> measured =
          metrics
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("[{ ]", 2)[0])
              .collect(Collectors.toSet());
      Set<String> typed =
          metrics
              .lines()
              .filter(line -> line.startsWith("# TYPE "))
              .map(line -> line.split(" ")[2])
              .collect(Collectors.toSet());
      for (String name : named) {
        // A collector may not have paused yet: then its summary is not there at all.
        boolean isThere =
            measured.contains(name)
                || name.equals("jvm_gc_pause_seconds_sum")
                || typed.contains(name);
        assertThat(isThere).as(name).isTrue();
      }
    }
  }

  private static Set<String> variables(Path file) throws IOException {
    Set<String> variables = new TreeSet<>();
    Matcher named = VARIABLE.matcher(Files.readString(file));
    while (named.find()) {
      variables.add(named.group());
    }
    return variables;
  }

  @Test
  void unitAndContainerSetOnlyWhatCanBeSet() throws Exception {
    Set<String> known = new TreeSet<>(Set.of("PINAKES_CACHE"));
    KnownSettings.ALL.stream().map(Setting::variable).forEach(known::add);
    Path unit = OPS.resolve("systemd").resolve("pinakes.service");
    Path container = OPS.resolve("oci").resolve("Containerfile");
    assertThat(known).containsAll(variables(unit)).containsAll(variables(container));
    assertThat(Files.readString(container))
        .contains("USER 10001", "COPY node/target/image /opt/pinakes", "/opt/pinakes/bin/alive");
    String text = Files.readString(unit);
    assertThat(text).contains("ExecStart=/opt/pinakes/bin/pinakes serve", "SuccessExitStatus=143");

    Path launcher = Distribution.in(folder);
    Path here = folder.resolve("pinakes.service");
    Files.writeString(here, text.replace("/opt/pinakes/bin/pinakes", launcher.toString()));
    Process verify;
    try {
      verify =
          new ProcessBuilder("systemd-analyze", "verify", here.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      System.out.println("systemd-analyze is not installed: the unit was only read");
      return;
    }
    String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(verify.waitFor()).as(said).isZero();
    assertThat(said).doesNotContain("pinakes.service:");
  }

  private Path toolsWithoutJava() throws IOException {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : TOOLS) {
      for (String place : List.of("/bin", "/usr/bin")) {
        Path program = Path.of(place, tool);
        if (Files.exists(program) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), program);
        }
      }
    }
    return tools;
  }

  private ProcessBuilder image(Path image, Path tools, String... line) {
    List<String> command = new ArrayList<>(List.of(image.resolve("bin/pinakes").toString()));
    command.addAll(List.of(line));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", tools.toString());
    environment.put("HOME", folder.toString());
    environment.put("PINAKES_HOME", folder.resolve("home").toString());
    environment.put("PINAKES_CACHE", folder.resolve("cache").toString());
    environment.put("PINAKES_NO_ARCHIVE", "1");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  @Test
  void anImageIngestsAsksAndServesOnAMachineWithoutJava() throws Exception {
    Path dist = folder.resolve("dist");
    Distribution.in(dist);
    Path image = folder.resolve("image");
    ProcessBuilder making =
        new ProcessBuilder(OPS.resolve("image").toString(), dist.toString(), image.toString());
    making.environment().put("PINAKES_JAVA_HOME", System.getProperty("java.home"));
    Process made = making.redirectErrorStream(true).start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(made.waitFor()).as(said).isZero();
    System.out.println(said.strip());
    Path tools = toolsWithoutJava();
    Process ingest = image(image, tools, "ingest", SAMPLE.toString(), "-q").start();
    assertThat(ingest.waitFor()).isZero();
    Process ask = image(image, tools, "ask", "What does a catalogue list?", "--json").start();
    String answer = new String(ask.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(ask.waitFor()).as(answer).isZero();
    assertThat(new ObjectMapper().readTree(answer).get("citations")).isNotEmpty();
    try (Served node =
        Served.of(image(image, tools, "serve", "--listen", "127.0.0.1:0", "--json").start())) {
      assertThat(node.process.info().command().orElse(""))
          .isEqualTo(image.resolve("runtime/bin/java").toString());
      assertThat(alive(image, URI.create(node.url).getPort())).isZero();
    }
    assertThat(alive(image, 1)).isNotZero();
  }

  private static int alive(Path image, int port) throws Exception {
    return new ProcessBuilder(image.resolve("bin/alive").toString(), Integer.toString(port))
        .start()
        .waitFor();
  }
}
