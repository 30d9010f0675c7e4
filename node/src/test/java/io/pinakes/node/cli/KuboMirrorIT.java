package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Patience;
import io.pinakes.node.testing.PinakesProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is public in a home is kept in a real Kubo beside it, and nothing else is. */
@Tag("interop")
@Timeout(600)
class KuboMirrorIT {
  @TempDir Path folder;

  private Path home = Path.of("");

  @Test
  void whatIsPublicIsInKuboPinnedAndNamedAndNothingPrivateEverIs() throws Exception {
    home = folder.resolve("home");
    Path documents = CommandBatch.documents(folder.resolve("documents"));
    Files.delete(documents.resolve("broken.pdf"));
    byte[] content = new byte[3_000_000];
    new Random(3).nextBytes(content);
    Path file = Files.write(folder.resolve("file"), content);
    Path secret = Files.writeString(folder.resolve("secret"), "for nobody");
    try (KuboDaemon kubo = new KuboDaemon(folder.resolve("kubo"))) {
      kubo.start("Routing.Type", "\"dhtserver\"", "Provide.Enabled", "true");
      String mine = kubo.run("add", "-Q", "--cid-version=1", secret.toString()).ok();
      kubo.run("pin", "rm", mine).ok();
      kubo.run("repo", "gc").ok();
      Set<String> before = local(kubo);
      String ipfs = "kubo=" + kubo.api();

      json("ingest", documents.toString(), "--dataset", "papers", "--ipfs", ipfs);
      json("ipfs", "add", secret.toString(), "--ipfs", ipfs);
      assertThat(local(kubo)).as("all is private").isEqualTo(before);

      String open =
          json("ipfs", "add", file.toString(), "--public", "--ipfs", ipfs)
              .findValue("cid")
              .asText();
      assertThat(kubo.run("cat", open).out().getBytes(StandardCharsets.ISO_8859_1))
          .isEqualTo(content);
      assertThat(local(kubo)).hasSizeGreaterThan(before.size());

      JsonNode shown = json("dataset", "publish", "papers", "--ipfs", ipfs);
      String root = shown.get("root").asText();
      String name = shown.get("name").asText();
      assertThat(pins(kubo)).contains(root, open);
      assertThat(kubo.run("name", "resolve", "/ipns/" + name).ok())
          .isEqualTo("/ipfs/" + root + "/manifest");
      assertThat(kubo.run("dag", "get", "/ipns/" + name + "/version").ok()).isEqualTo("1");
      assertThat(kubo.run("pin", "verify").code()).isZero();
      Path second = folder.resolve("second");
      JsonNode pulled =
          new ObjectMapper()
              .readTree(run(second, "dataset", "pull", root, "-g", kubo.gateway(), "--json"));
      assertThat(pulled.get("signed").asBoolean()).isTrue();
      String[] line = {"dataset", "pull", name, "--kubo", kubo.api(), "--json"};
      JsonNode asked = new ObjectMapper().readTree(run(folder.resolve("third"), line));
      assertThat(asked.get("signed").asBoolean()).isTrue();
      assertThat(asked.get("manifest")).isEqualTo(pulled.get("manifest"));
      assertThat(asked.at("/gateways/0/blocks").asLong()).isPositive();

      Files.writeString(documents.resolve("more.md"), "# More\n\nThe reed is cut in summer.\n");
      json("ingest", documents.toString(), "--dataset", "papers", "--ipfs", ipfs);
      JsonNode again = json("ipfs", "sync", "--ipfs", ipfs);
      assertThat(again.get("sent_blocks").asInt()).as("it was in step").isZero();
      assertThat(again.get("troubles")).isEmpty();
      assertThat(again.get("not_through_it").asText()).contains("private blocks are never put");
      assertThat(pins(kubo)).contains(open).doesNotContain(root);
      String newer = kubo.run("name", "resolve", "--nocache", "/ipns/" + name).ok();
      assertThat(pins(kubo)).contains(newer.split("/")[2]);

      json("dataset", "unpublish", "papers", "--ipfs", ipfs);
      assertThat(pins(kubo)).contains(open).hasSize(1);
      kubo.run("repo", "gc").ok();
      assertThat(kubo.run("block", "stat", "--offline", root).code()).isEqualTo(1);
      assertThat(kubo.run("block", "stat", "--offline", mine).code()).isEqualTo(1);
      assertThat(local(kubo)).hasSizeLessThan(before.size() + 10);
    }
  }

  @Test
  void aDaemonThatWasEmptiedIsFilledAgainAndWhatTheUserPinnedStaysTheirs() throws Exception {
    home = folder.resolve("home");
    Path file = Files.writeString(folder.resolve("file"), "public words");
    try (KuboDaemon kubo = new KuboDaemon(folder.resolve("kubo"))) {
      kubo.start();
      String ipfs = "kubo=" + kubo.api();
      String cid = json("ipfs", "add", file.toString(), "--public").findValue("cid").asText();
      JsonNode first = json("ipfs", "sync", "--ipfs", ipfs);
      assertThat(first.get("sent_blocks").asInt()).isEqualTo(1);
      assertThat(first.at("/troubles/announcements").asText()).as("it has no network").isNotEmpty();
      kubo.run("pin", "rm", cid).ok();
      kubo.run("repo", "gc").ok();

      JsonNode second = json("ipfs", "sync", "--ipfs", ipfs);

      assertThat(second.get("lost").asInt()).isEqualTo(1);
      assertThat(second.get("sent_blocks").asInt()).isEqualTo(1);
      assertThat(kubo.run("cat", cid).ok()).isEqualTo("public words");
    }
    PinakesProcess.Outcome gone =
        CommandBatch.program(home).run("ipfs", "sync", "--ipfs", "kubo=/ip4/127.0.0.1/tcp/9");
    assertThat(gone.exitCode()).as(gone.err()).isEqualTo(ExitCode.NETWORK);
    PinakesProcess.Outcome wrong =
        CommandBatch.program(home).run("ipfs", "sync", "--ipfs", "kubo=nowhere");
    assertThat(wrong.exitCode()).as(wrong.err()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aGatewayKeepsKuboInStepAsLongAsItRuns() throws Exception {
    home = folder.resolve("home");
    Path file = Files.writeString(folder.resolve("file"), "words of a gateway");
    String cid = json("ipfs", "add", file.toString(), "--public").findValue("cid").asText();
    try (KuboDaemon kubo = new KuboDaemon(folder.resolve("kubo"))) {
      kubo.start();
      try (GatewayCommandIT.Served gateway =
          GatewayCommandIT.Served.start(home, "--ipfs", "kubo=" + kubo.api())) {
        assertThat(gateway.url()).isNotEmpty();
        long end = System.nanoTime() + Patience.TIME.toNanos();
        while (!pins(kubo).contains(cid) && System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        assertThat(kubo.run("cat", cid).ok()).isEqualTo("words of a gateway");
      }
    }
  }

  private static Set<String> local(KuboDaemon kubo) throws Exception {
    return new TreeSet<>(List.of(kubo.run("refs", "local").ok().split("\n")));
  }

  private static List<String> pins(KuboDaemon kubo) throws Exception {
    List<String> roots =
        new ArrayList<>(
            List.of(kubo.run("pin", "ls", "--type=recursive", "--quiet").ok().split("\n")));
    // Kubo pins an empty folder of its own.
    roots.removeIf(root -> root.startsWith("Qm") || root.isEmpty());
    return roots;
  }

  private JsonNode json(String... line) throws Exception {
    String[] all = Arrays.copyOf(line, line.length + 1);
    all[line.length] = "--json";
    return new ObjectMapper().readTree(run(home, all));
  }

  private static String run(Path home, String... line) throws Exception {
    PinakesProcess.Outcome outcome = CommandBatch.program(home).run(line);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out();
  }
}
