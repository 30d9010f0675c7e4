package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.ipfs.gc.Gc;
import io.pinakes.ipfs.gc.GcOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ipfs add|dag|pin|refs} on a home of the test's own, in this process. */
class IpfsCommandTest {
  @TempDir Path folder;

  private Path tree;

  @BeforeEach
  void plant() throws Exception {
    tree = folder.resolve("papers");
    Files.createDirectories(tree.resolve("empty"));
    Files.writeString(tree.resolve("a.txt"), "hello\n");
    Files.writeString(tree.resolve(".hidden"), "not taken");
    Files.createSymbolicLink(tree.resolve("link"), Path.of("a.txt"));
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
    Map<String, String> environment = Map.of("PINAKES_HOME", folder.resolve("home").toString());
    int code = new CommandLineProgram(terminal, environment).run(line);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private JsonNode json(String... line) throws Exception {
    String[] all = Arrays.copyOf(line, line.length + 1);
    all[line.length] = "--json";
    Ran ran = run(all);
    assertThat(ran.code).as(ran.err).isZero();
    return new ObjectMapper().readTree(ran.out);
  }

  @Test
  void aGcOfADamagedHomeSaysThatNothingGoesAndEndsAsDamageDoes() throws Exception {
    Cid root = Cid.parse(json("ipfs", "add", tree.toString()).at("/added/0/cid").asText());
    json("ipfs", "add", tree.resolve("a.txt").toString());
    try (Bank bank =
        Bank.open(
            folder.resolve("home"), BankOptions.writing(new StandardParts(), "a test's damage"))) {
      Gc gc = new Gc(bank.store(), GcOptions.DEFAULTS);
      assertThat(gc.remove(visitor -> {}, List.of(root.hash()))).isEmpty();
    }
    for (String[] line : new String[][] {{"gc", "--dry-run"}, {"gc"}}) {
      Ran ran = run(line);
      assertThat(ran.code).as(ran.err).isEqualTo(ExitCode.VERIFICATION);
      assertThat(ran.out).contains("stays ").doesNotContain("would go", "removed");
      assertThat(ran.err)
          .contains("missing or damaged: " + root, "Nothing is removed before that is mended");
    }
  }

  @Test
  void foldersAreTakenInUnderTheNamesThatTheProfilesGiveAndPinned() throws Exception {
    JsonNode added = json("ipfs", "add", tree.toString(), tree.resolve("a.txt").toString());
    String root = added.at("/added/0/cid").asText();
    assertThat(added.at("/added/1/cid").asText())
        .isEqualTo("bafkreicysg23kiwv34eg2d7qweipxwosdo2py4ldv42nbauguluen5v6am");
    assertThat(added.at("/added/0/files").asInt()).isEqualTo(1);
    assertThat(
            json("ipfs", "add", "--profile", "unixfs-v0-2015", tree.resolve("a.txt").toString())
                .at("/added/0/cid")
                .asText())
        .isEqualTo("QmZULkCELmmk5XNfCgTnCyFgAVxBRBXyDHGGMVoLFLiXEN");
    JsonNode listed = json("ipfs", "ls", "ipfs://" + root);
    assertThat(listed.get("entries").findValuesAsText("name"))
        .containsExactly("a.txt", "empty", "link");
    JsonNode pins = json("ipfs", "pin", "ls");
    assertThat(pins.get("pins").findValuesAsText("name")).contains("papers", "a.txt");
    assertThat(json("ipfs", "refs", "/ipfs/" + root).get("refs")).hasSize(3);
    assertThat(json("ipfs", "dag", "stat", root).get("blocks").asInt()).isEqualTo(4);
    assertThat(run("ipfs", "dag", "get", root + "/a.txt").out).contains("aGVsbG8K");
    assertThat(run("ipfs", "refs", "-r", root).out.lines()).hasSize(3);
  }

  @Test
  void pinsComeAndGoAndWhatIsMissingIsNotPinned() throws Exception {
    String root = json("ipfs", "add", tree.toString()).at("/added/0/cid").asText();
    assertThat(run("ipfs", "pin", "rm", "/ipfs/" + root).out.strip()).isEqualTo("unpinned " + root);
    assertThat(run("ipfs", "pin", "rm", root).code).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(json("ipfs", "pin", "add", "ipfs://" + root, "--name", "kept").get("pinned"))
        .hasSize(1);
    assertThat(run("ipfs", "pin", "ls").out).contains(root + " recursive kept");
    Ran missing =
        run("ipfs", "pin", "add", "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
    assertThat(missing.code).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(missing.err)
        .contains("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku] is not here");
    assertThat(run("ipfs", "pin", "add", "nonsense").code).isEqualTo(ExitCode.USAGE);
    assertThat(run("ipfs", "pin", "ls", "--type", "lost").code).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void nodesAreWrittenAndReadByTheirPaths() throws Exception {
    Path node = Files.writeString(folder.resolve("node.json"), "{\"x\":[1,{\"y\":\"z\"}]}");
    String cid = json("ipfs", "dag", "put", node.toString()).get("cid").asText();
    assertThat(run("ipfs", "dag", "get", cid).out.strip()).isEqualTo("{\"x\":[1,{\"y\":\"z\"}]}");
    assertThat(run("ipfs", "dag", "get", "/ipfs/" + cid + "/x/1/y").out.strip()).isEqualTo("\"z\"");
    assertThat(run("ipfs", "dag", "get", cid + "/w").code).isEqualTo(ExitCode.NOT_FOUND);
    Path broken = Files.writeString(folder.resolve("broken.json"), "{");
    assertThat(run("ipfs", "dag", "put", broken.toString()).code).isNotZero();
  }

  @Test
  void whatCannotBeTakenInIsSaidSo() {
    assertThat(run("ipfs", "add", folder.resolve("none").toString()).code)
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(run("ipfs", "add", "--profile", "mine", tree.toString()).code)
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void progressTellsBlocksBytesAndTheTimeLeftAndLeavesNothingStanding() {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    long[] now = {0};
    try (BlockProgress view =
        new BlockProgress(
            new PrintStream(screen, true, StandardCharsets.UTF_8),
            80,
            BlockProgress.Form.LIVE,
            "add",
            100 << 20,
            () -> now[0])) {
      view.moved(1, 1);
      assertThat(screen.size()).as("nothing for what is done at once").isZero();
      now[0] = 10_000_000_000L;
      view.moved(1_000, 25 << 20);
      assertThat(screen.toString(StandardCharsets.UTF_8))
          .contains("add  1,000 blocks  25 MiB/100 MiB  30 s left");
    }
    assertThat(screen.toString(StandardCharsets.UTF_8)).endsWith("\r\u001b[K");
  }
}
