package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.car.CarReader;
import io.pinakes.ipfs.car.CarWriter;
import io.pinakes.ipfs.gc.Gc;
import io.pinakes.ipfs.gc.GcOptions;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
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
    return run(Map.of("PINAKES_HOME", folder.resolve("home").toString()), line);
  }

  private static Ran run(Map<String, String> environment, String... line) {
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
  void whatWasTakenInForAllIsListedAndWithdrawnAndThenGoes() throws Exception {
    String root = json("ipfs", "add", "--public", tree.toString()).at("/added/0/cid").asText();
    Path more = Files.writeString(folder.resolve("more.txt"), "more\n");
    String other = json("ipfs", "add", "--public", more.toString()).at("/added/0/cid").asText();
    JsonNode roots = json("ipfs", "ls", "--public").get("roots");
    assertThat(roots.findValuesAsText("cid")).containsExactlyInAnyOrder(root, other);
    assertThat(roots.findValuesAsText("name")).containsExactlyInAnyOrder("papers", "more.txt");
    assertThat(run("ipfs", "ls", "--public").out).contains(root + "  papers");
    assertThat(run("ipfs", "ls", "--public", root).code).isEqualTo(ExitCode.USAGE);
    assertThat(run("ipfs", "ls").err).contains("ls takes a path, or --public");

    Ran unpinned = run("ipfs", "pin", "rm", root);
    assertThat(unpinned.err).contains("It is public", "pinakes ipfs unpublish " + root);
    assertThat(run("gc").code).isZero();
    assertThat(run("ipfs", "block", root).code).as("kept since it is public").isZero();

    Ran both = run("ipfs", "unpublish", root, json("ipfs", "refs", root).at("/refs/0").asText());
    assertThat(both.code).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(both.err).contains("is no public root", "It is public below another");
    assertThat(json("ipfs", "ls", "--public").get("roots")).as("none of both").hasSize(2);

    JsonNode withdrawn = json("ipfs", "unpublish", "/ipfs/" + root).at("/withdrawn/0");
    assertThat(withdrawn.get("cid").asText()).isEqualTo(root);
    assertThat(withdrawn.get("public").asBoolean()).isFalse();
    assertThat(withdrawn.get("pinned").asBoolean()).isFalse();
    assertThat(json("ipfs", "ls", "--public").get("roots").findValuesAsText("cid"))
        .containsExactly(other);
    assertThat(run("ipfs", "unpublish", root).code).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(run("gc").code).isZero();
    assertThat(run("ipfs", "block", root).code).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(run("ipfs", "block", other).code).isZero();
    assertThat(run("ipfs", "unpublish", other).err).contains("It is kept", "ipfs pin rm " + other);
    assertThat(run("ipfs", "ls", "--public").out).isEmpty();
  }

  @Test
  void anArchiveIsHeldToWhatCameInIt() throws Exception {
    String root = json("ipfs", "add", tree.toString()).at("/added/0/cid").asText();
    Path whole = folder.resolve("whole.car");
    assertThat(run("car", "export", root, whole.toString()).code).isZero();
    Block top;
    try (InputStream in = Files.newInputStream(whole)) {
      top = CarReader.open(in).next().orElseThrow().block();
    }
    Path lying = archive("lying.car", Cid.parse(root), Block.of(Multicodec.RAW, new byte[] {1}));
    Ran refused = run("car", "import", "--public", lying.toString());
    assertThat(refused.code).isEqualTo(ExitCode.VERIFICATION);
    assertThat(refused.err).contains("names the root [" + root + "]", "one that is whole");
    Path partial = archive("partial.car", Cid.parse(root), top);
    Ran shows = run("car", "import", "--public", partial.toString());
    assertThat(shows.code).isEqualTo(ExitCode.VERIFICATION);
    assertThat(shows.err).contains("which is private", "without --public");
    assertThat(json("ipfs", "ls", "--public").get("roots")).isEmpty();
    assertThat(run("car", "import", partial.toString()).err).doesNotContain("is not whole");

    Map<String, String> fresh = Map.of("PINAKES_HOME", folder.resolve("fresh").toString());
    Ran lacking = run(fresh, "car", "import", "--public", partial.toString());
    assertThat(lacking.code).as(lacking.err).isZero();
    assertThat(lacking.err)
        .contains(
            "partial.car is not whole: 3 blocks below its roots are missing",
            "pinakes gc removes nothing",
            "pinakes ipfs pull " + root + " --gateway URL",
            "pinakes ipfs pin rm " + root);
    JsonNode told =
        new ObjectMapper()
            .readTree(run(fresh, "car", "import", "--json", partial.toString()).out)
            .at("/archives/0");
    assertThat(told.get("missing").asInt()).isEqualTo(3);
    assertThat(told.get("missing_first").asText()).isNotEmpty();
    assertThat(told.get("stops_gc").asBoolean()).isTrue();
    Ran later = run(fresh, "car", "import", "--public", whole.toString());
    assertThat(later.err).doesNotContain("is not whole");
    assertThat(run(fresh, "ipfs", "cat", root + "/a.txt").out).isEqualTo("hello\n");
  }

  private Path archive(String name, Cid root, Block block) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CarWriter car = CarWriter.v1(out, List.of(root));
    car.write(block);
    car.finish();
    return Files.write(folder.resolve(name), out.toByteArray());
  }

  @Test
  void theDoctorFindsWhatIsShownWithoutARootAndARepairHidesIt() throws Exception {
    String root = json("ipfs", "add", "--public", tree.toString()).at("/added/0/cid").asText();
    assertThat(json("doctor").at("/public/sound").asBoolean()).isTrue();
    assertThat(run("doctor").out).contains("public: sound, 1 root, 4 blocks");
    try (Bank bank =
        Bank.open(
            folder.resolve("home"), BankOptions.writing(new StandardParts(), "a test's damage"))) {
      // As counts were left that two had changed at once.
      Batch batch = bank.store().batch();
      batch.deleteRange(bank.store().table("visibility"), new byte[] {'r'}, new byte[] {'s'});
      batch.commit(Durability.SYNCED);
    }
    Ran found = run("doctor");
    assertThat(found.code).isEqualTo(ExitCode.VERIFICATION);
    assertThat(found.out).contains("public: wrong", "4 blocks shown that no public root leads to");
    assertThat(found.err).contains("pinakes doctor --repair");
    Ran mended = run("doctor", "--repair");
    assertThat(mended.code).as(mended.err).isZero();
    assertThat(mended.out).contains("public: mended, 0 roots, 0 blocks", "mended: 4 blocks shown");
    assertThat(json("doctor").at("/public/blocks").asInt()).isZero();
    assertThat(run("ipfs", "block", root).code).as("it is kept").isZero();
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
