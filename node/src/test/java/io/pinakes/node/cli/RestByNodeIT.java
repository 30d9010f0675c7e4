package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.node.testing.PinakesProcess;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that have little in common but that they are run beside a node: the tour, a Kubo that is
 * brought in step, the gateway, the doctor, and what reads the home beside its node.
 */
@Timeout(600)
class RestByNodeIT {
  private static final String NOTE = "By the node at ";
  private static final Path SHARE = Path.of(System.getProperty("pinakes.root"), "datasets");

  /** What is another with every run. */
  private static final String TIMES = "\\b[0-9.]+ m?s\\b";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void theTourIsTheSameEitherWay() throws Exception {
    Path served = folder.resolve("served");
    PinakesProcess.Outcome here = tour(folder.resolve("home"));
    ServedProcess node = ServedProcess.start(served);
    try {
      PinakesProcess.Outcome there = tour(served);
      assertThat(there.exitCode()).as(there.err()).isEqualTo(here.exitCode()).isZero();
      assertThat(there.out()).isEqualTo(here.out()).contains("Callimachus");
      assertThat(there.err()).contains(NOTE, "Next:");
      assertThat(plain(there.err(), served)).isEqualTo(plain(here.err(), folder.resolve("home")));
    } finally {
      node.stop();
    }
  }

  /** Without the lines that come every five seconds: only one of the two might take as long. */
  private static PinakesProcess.Outcome tour(Path home) throws Exception {
    return CommandBatch.program(home)
        .flag("-Dpinakes.share=" + SHARE)
        .run("--no-progress", "quickstart");
  }

  private static String plain(String err, Path home) {
    return err.replaceAll("(?m)^" + NOTE + ".*\\R", "")
        .replaceAll(TIMES, "… s")
        .replace(home.toString(), "HOME");
  }

  /** Another home's RPC stands for the Kubo; a real one is in {@link KuboMirrorIT}. */
  @Test
  void aKuboIsBroughtInStepEitherWay() throws Exception {
    Path home = folder.resolve("home");
    Path served = folder.resolve("served");
    try (Rpc one = Rpc.start(folder.resolve("one"));
        Rpc two = Rpc.start(folder.resolve("two"))) {
      List<CommandInTest.Said> here = synced(home, one);
      ServedProcess node = ServedProcess.start(served);
      List<CommandInTest.Said> there;
      try {
        there = synced(served, two);
      } finally {
        node.stop();
      }
      List<List<String>> lines = new ArrayList<>(sync(one).keySet());
      List<Boolean> asked = new ArrayList<>(sync(one).values());
      for (int i = 0; i < lines.size(); i++) {
        CommandInTest.Said with = there.get(i);
        assertThat(with.exitCode())
            .as("%s %s", lines.get(i), with)
            .isEqualTo(here.get(i).exitCode());
        assertThat(of(with.out(), two))
            .as("%s", lines.get(i))
            .isEqualTo(of(here.get(i).out(), one));
        assertThat(of(with.err(), two))
            .as("%s", lines.get(i))
            .isEqualTo(of(here.get(i).err(), one));
        assertThat(with.err().contains(NOTE)).as("%s", lines.get(i)).isEqualTo(asked.get(i));
      }
      assertThat(here.get(1).out()).contains("holds 1 public root, sent 1 block");
      assertThat(here.get(2).err()).as("behind the work").contains("holds 2 public roots");
      assertThat(here.get(7).err()).contains("A Kubo has it, too", "ipfs sync --ipfs");
      assertThat(here.get(8).err())
          .contains("holds 0 public roots, took back 2 roots")
          .doesNotContain("A Kubo has it, too");
    }
  }

  /** What is typed, and whether the node is asked. */
  private Map<List<String>, Boolean> sync(Rpc kubo) throws Exception {
    String first = Files.writeString(folder.resolve("first"), "public words").toString();
    String second = Files.writeString(folder.resolve("second"), "more of them").toString();
    String named = "kubo=" + kubo.address();
    Map<List<String>, Boolean> lines = new LinkedHashMap<>();
    lines.put(List.of("ipfs", "add", first, "--public"), true);
    lines.put(List.of("ipfs", "sync", "--ipfs", named), true);
    lines.put(List.of("ipfs", "add", second, "--public", "--ipfs", named), true);
    lines.put(List.of("ipfs", "sync", "--json", "--ipfs", named), true);
    lines.put(List.of("ipfs", "sync", "--ipfs", "kubo=/ip4/127.0.0.1/tcp/9"), true);
    lines.put(List.of("ipfs", "sync", "--ipfs", "nonsense"), false);
    lines.put(List.of("ipfs", "sync"), false);
    lines.put(List.of("ipfs", "unpublish", cid("public words")), true);
    lines.put(List.of("ipfs", "unpublish", cid("more of them"), "--ipfs", named), true);
    return lines;
  }

  private static String cid(String text) {
    return Block.of(Multicodec.RAW, text.getBytes(StandardCharsets.UTF_8)).cid().toString();
  }

  private List<CommandInTest.Said> synced(Path home, Rpc kubo) throws Exception {
    List<CommandInTest.Said> said = new ArrayList<>();
    for (List<String> line : sync(kubo).keySet()) {
      List<String> words = new ArrayList<>(line);
      // What takes long says how far it is, and either may be the slower one.
      words.add("--no-progress");
      said.add(CommandInTest.run(home, words));
    }
    return said;
  }

  private static String of(String said, Rpc kubo) {
    return said.replaceAll("(?m)^" + NOTE + ".*\\R", "")
        .replace(kubo.address(), "ADDRESS")
        .replaceAll("12D3[A-Za-z0-9]+", "DAEMON");
  }

  @Test
  void theGatewayBesideANodeIsTheNodesOwn() throws Exception {
    Path home = folder.resolve("home");
    Path file = Files.writeString(folder.resolve("file"), "public words");
    ServedProcess node = ServedProcess.start(home, "--gateway", "--gateway-port", "0");
    try {
      JsonNode told = json(run(home, "gateway", "--json"));
      String url = told.get("url").asText();
      assertThat(told.get("by_node").asBoolean()).isTrue();
      assertThat(told.get("trustless").asBoolean()).isFalse();
      CommandInTest.Said said = run(home, "gateway");
      assertThat(said.exitCode()).isZero();
      assertThat(said.out()).isEqualTo("gateway at " + url + "/ipfs/" + System.lineSeparator());
      assertThat(said.err()).contains("the node's");
      assertThat(run(home, "gateway", "--port", "0").exitCode()).isZero();

      String cid =
          json(run(home, "ipfs", "add", "--json", "--public", file + "")).findValue("cid").asText();
      assertThat(got(url + "/ipfs/" + cid)).isEqualTo("public words");

      CommandInTest.Said trustless = run(home, "gateway", "--trustless", "--api");
      assertThat(trustless.exitCode()).isEqualTo(ExitCode.CONFLICT);
      assertThat(trustless.err())
          .contains(url + "/ipfs/, without --trustless, --api", "kill " + node.process().pid());
    } finally {
      node.stop();
    }
  }

  @Test
  void whatNeedsTheHomeToItselfNamesTheNodeAndWhatToType() throws Exception {
    Path home = folder.resolve("home");
    ServedProcess node = ServedProcess.start(home);
    try {
      String stop =
          "Stop the node (Ctrl-C where it runs, or: kill " + node.process().pid() + "), then: ";
      for (Map.Entry<List<String>, String> line :
          Map.of(
                  List.of("gateway"), "pinakes serve --gateway",
                  List.of("gateway", "--trustless"), "pinakes gateway --trustless",
                  List.of("doctor", "--repair"), "pinakes doctor --repair")
              .entrySet()) {
        CommandInTest.Said said = CommandInTest.run(home, line.getKey());
        assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.CONFLICT);
        assertThat(said.err())
            .as("%s", line.getKey())
            .contains("the node at " + node.url() + " holds it: process ", stop + line.getValue());
      }
    } finally {
      node.stop();
    }
  }

  /** While a large folder is taken in, too: what reads opens the home beside its node. */
  @Test
  @Tag("slow")
  void readersSayTheSameBesideANodeAlsoWhileItIngests() throws Exception {
    Path home = folder.resolve("home");
    Path documents = CommandBatch.documents(folder.resolve("docs"));
    run(home, "ingest", documents.toString(), "-d", "docs", "-q");
    Files.writeString(documents.resolve("wax.md"), "Scribes wrote upon wax.\n");
    run(home, "ingest", documents.toString(), "-d", "docs", "-q");
    List<List<String>> lines =
        List.of(
            List.of("document", "show", "docs", "files/pharos.md"),
            List.of("ingest", "status", "--failed"),
            List.of("ingest", "status", "--json", "-d", "docs"),
            List.of("dataset", "diff", "docs@1", "docs@2"),
            List.of("gc", "--dry-run"),
            List.of("doctor"));
    List<CommandInTest.Said> alone =
        lines.stream().map(line -> CommandInTest.run(home, line)).toList();
    assertThat(alone).extracting(CommandInTest.Said::exitCode).containsOnly(ExitCode.OK);
    Path large = Files.createDirectories(folder.resolve("large"));
    for (int i = 0; i < 4000; i++) {
      String words = "Tablet %d lists %d jars of oil and %d of beer. ".formatted(i, i * 7, i * 13);
      Files.writeString(large.resolve("tablet-" + i + ".md"), words.repeat(20));
    }
    ServedProcess node = ServedProcess.start(home);
    try {
      for (int i = 0; i < lines.size() - 2; i++) {
        assertThat(CommandInTest.run(home, lines.get(i))).isEqualTo(alone.get(i));
      }
      Process ingest =
          CommandBatch.program(home)
              .start("ingest", large.toString(), "-d", "large", "--progress", "json");
      try (BufferedReader said = ingest.errorReader()) {
        String line = said.readLine();
        while (line != null && !line.contains("\"embed\"")) {
          line = said.readLine();
        }
        for (List<String> words : lines) {
          CommandInTest.Said with = CommandInTest.run(home, words);
          assertThat(with.exitCode()).as("%s %s", words, with).isZero();
        }
        assertThat(ingest.isAlive()).as("all of that was while it ingests").isTrue();
      } finally {
        ingest.destroyForcibly();
      }
    } finally {
      node.stop();
    }
  }

  private static CommandInTest.Said run(Path home, String... words) {
    return CommandInTest.run(home, List.of(words));
  }

  private static JsonNode json(CommandInTest.Said said) throws Exception {
    assertThat(said.exitCode()).as(said.err()).isZero();
    return new ObjectMapper().readTree(said.out());
  }

  private static String got(String url) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  /** The RPC of a home, in a process. */
  private record Rpc(Process process, String address) implements AutoCloseable {
    static Rpc start(Path home) throws Exception {
      Process process =
          CommandBatch.program(home)
              .start("gateway", "--port", "0", "--api", "--api-port", "0", "--json");
      String first = process.inputReader().readLine();
      return new Rpc(process, new ObjectMapper().readTree(first).get("api").asText());
    }

    /** Waits for its end, so that nothing is written any more where the test tidies up. */
    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }
}
