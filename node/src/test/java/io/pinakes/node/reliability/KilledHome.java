package io.pinakes.node.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.doctor.HealthReport;
import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.BytesNode;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Store;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.FolderCopy;
import io.pinakes.node.testing.PinakesProcess;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One home and its folder of documents, killed many times over. For one thread. */
final class KilledHome {
  private static final String MAIN = "io.pinakes.node.Main";
  private static final String PROGRESS = "--progress=json";
  private static final String DATASET = "notes";
  private static final int FILES = 24;
  private static final int TRIES = 10;
  private static final int TREE_LEAVES = 5_000;
  private static final double OPEN_LIMIT_SECONDS = 2.0;

  /** What may be in flight: one text an embedder, and what one synced batch gathers. */
  private static final long IN_FLIGHT = 64;

  /** Longest time from the sign of a stage to the kill, so that kills fall all over the stage. */
  private static final Map<String, Integer> REACH_MILLIS =
      Map.ofEntries(
          Map.entry("walk", 10),
          Map.entry("extract", 200),
          Map.entry("chunk", 5),
          Map.entry("embed", 150),
          Map.entry("stage", 5),
          Map.entry("seal", 60),
          Map.entry("switch", 60),
          Map.entry("index", 200),
          Map.entry("merge", 60),
          Map.entry("gc-mark", 10),
          Map.entry("gc-sweep", 60));

  private static final Pattern STAGE = Pattern.compile("\"stage\":\"([a-z-]+)\"");
  private static final Pattern EMBEDDED = Pattern.compile("\"embedded\":(\\d+)");

  private final Path work;
  private final Path folder;
  private final Path home;
  private final Path temporary;
  private final Random random;
  private final KillTable table;
  private final SharedParts parts;
  private int changes;
  private boolean pinned;
  private Optional<String> calmRoot = Optional.empty();

  /** A home whose runs in this process, never disturbed, share some parts. */
  KilledHome(Path work, Path temporary, long seed, KillTable table, SharedParts parts)
      throws IOException {
    this.work = Files.createDirectories(work);
    this.folder = work.resolve("folder");
    this.home = work.resolve("home");
    this.temporary = temporary;
    this.random = new Random(seed);
    this.table = table;
    this.parts = parts;
    Corpus.write(folder, FILES, seed);
  }

  /**
   * Kills once in each of the stages, then lets a run finish and compares.
   *
   * @param held whether the program waits in the stage for its end, instead of going on for a time
   */
  void live(List<String> stages, boolean held) throws Exception {
    for (String stage : stages) {
      table.aimed(stage);
      boolean killed = false;
      for (int i = 0; i < TRIES && !killed; i++) {
        // A run that was over before its time came is held in its stage, in the end.
        killed = killIn(stage, held || i >= TRIES / 2);
      }
      assertThat(killed).as("a kill at [%s] in [%d] runs", stage, TRIES).isTrue();
    }
    Outcome last = process().run(ingest());
    assertThat(last.exitCode()).as(last.err()).isZero();
    Path anew = work.resolve("anew");
    assertThat(root(home)).as("root after the kills").isEqualTo(ingestHere(anew));
    assertThat(soundness(home)).isEmpty();
    assertThat(last.err()).doesNotContain("Exception");
    try (Stream<Path> left = Files.list(home.resolve("tmp"))) {
      assertThat(left).as("left behind in the home's own temporary folder").isEmpty();
    }
  }

  /** One run that is to die in a stage; false if it ended before it was killed. */
  private boolean killIn(String stage, boolean held) throws Exception {
    Set<String> before = vectors();
    Outcome outcome =
        switch (stage) {
          case "gc-mark", "gc-sweep" -> {
            litter();
            yield run(stage, held, MAIN, "gc", "--home", home.toString(), "--json", PROGRESS);
          }
          case "merge" -> {
            scatter();
            yield run(stage, held, MergeProgram.class.getName(), home.toString(), DATASET);
          }
          default -> run(stage, held, MAIN, ingest());
        };
    if (!outcome.killed()) {
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      change();
      return false;
    }
    String died = last(STAGE, outcome.err());
    double seconds = assertIntact(died);
    long made =
        died.startsWith("gc") || died.equals("merge")
            ? 0
            : Long.parseLong(last(EMBEDDED, outcome.err()));
    Set<String> fresh = vectors();
    fresh.removeAll(before);
    long again = Math.max(0, made - fresh.size());
    assertThat(again).as("vectors made and lost in a kill at [%s]", died).isLessThan(IN_FLIGHT);
    String root = goneOnWith(died);
    table.landed(died, seconds, again, root.equals(calmRoot()));
    assertThat(root).as("root after a kill at [%s]", died).isEqualTo(calmRoot());
    return true;
  }

  /** Runs a program that is killed in a stage. */
  private Outcome run(String stage, boolean held, String mainClass, String... arguments)
      throws Exception {
    String sign = "\"stage\":\"" + stage + "\"";
    PinakesProcess process = process().main(mainClass);
    return held
        ? process.heldAt(sign).run(line -> line.contains(sign), arguments)
        : process.run(killAt(stage, sign), arguments);
  }

  /**
   * The root that the next run ends at, were it let finish: in a copy, so that kills go on meeting
   * what kills have left.
   */
  private String goneOnWith(String died) throws IOException {
    Path copy = work.resolve("copy");
    FolderCopy.of(home, copy);
    String root = ingestHere(copy);
    assertThat(soundness(copy)).as("after the run behind a kill at [%s]", died).isEmpty();
    Home.deleteBelow(copy);
    return root;
  }

  /** The root of a home that follows the same folder and is never disturbed. */
  private String calmRoot() throws IOException {
    if (calmRoot.isEmpty()) {
      calmRoot = Optional.of(ingestHere(work.resolve("calm")));
    }
    return calmRoot.get();
  }

  /** Opens the home, as its next user does, and looks it over. */
  private double assertIntact(String died) throws IOException {
    if (!Files.exists(home.resolve("format"))) {
      return 0;
    }
    long start = System.nanoTime();
    boolean writes = random.nextBoolean();
    // Nothing of the work is done again: there is nothing to do it with.
    try (Bank bank =
        Bank.open(
            home,
            writes
                ? BankOptions.writing(new IdleParts(), "the kill test")
                : BankOptions.reading(new IdleParts()))) {
      List<DatasetInfo> datasets = bank.datasets();
      double seconds = (System.nanoTime() - start) / 1e9;
      assertThat(seconds)
          .as("seconds to open after a kill at [%s]", died)
          .isLessThan(OPEN_LIMIT_SECONDS);
      for (DatasetInfo dataset : datasets) {
        assertThat(findings(bank, dataset.name())).as("after a kill at [%s]", died).isEmpty();
      }
      return seconds;
    }
  }

  private static List<String> soundness(Path home) throws IOException {
    try (Bank bank = Bank.open(home, reading())) {
      List<String> all = findings(bank, DATASET);
      bank.checkUp(DATASET).indexBehind().ifPresent(all::add);
      return all;
    }
  }

  private static List<String> findings(Bank bank, String dataset) throws IOException {
    HealthReport report = bank.checkUp(dataset);
    List<String> all = new ArrayList<>();
    report.damaged().forEach(finding -> all.add(finding.toString()));
    all.addAll(report.index());
    all.addAll(report.ledger());
    return all;
  }

  /** Accepts the first line of the stage, after a random time of its length. */
  private Predicate<String> killAt(String stage, String sign) {
    long nanos = random.nextLong(1 + REACH_MILLIS.getOrDefault(stage, 0) * 1_000_000L);
    AtomicBoolean seen = new AtomicBoolean();
    return line -> {
      if (!line.contains(sign) || seen.getAndSet(true)) {
        return false;
      }
      long until = System.nanoTime() + nanos;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      return true;
    };
  }

  /** The digests of the chunks that have a vector, staged or sealed. */
  private Set<String> vectors() throws IOException {
    Set<String> chunks = new TreeSet<>();
    if (!Files.exists(home.resolve("format"))) {
      return chunks;
    }
    try (Bank bank = Bank.open(home, reading())) {
      for (String table : List.of("staged", "rows")) {
        bank.store()
            .table(table)
            .scan(
                new byte[0],
                (key, value) -> {
                  // Eight bytes of the model come first, then the digest of the chunk.
                  chunks.add(HexFormat.of().formatHex(Arrays.copyOfRange(key, 8, 40)));
                  return true;
                });
      }
    }
    return chunks;
  }

  /** Pins a tree that takes as long to mark as a signal takes, and writes what nothing needs. */
  private void litter() throws IOException {
    try (Bank bank = Bank.open(home, writing())) {
      if (!pinned) {
        pinned = true;
        pinTree(bank.store());
      }
      List<Block> garbage = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        byte[] bytes = new byte[1_500];
        random.nextBytes(bytes);
        garbage.add(Block.of(Multicodec.RAW, bytes));
      }
      bank.store().blocks().put(garbage);
    }
  }

  private void pinTree(Store store) throws IOException {
    List<Block> leaves = new ArrayList<>();
    for (int i = 0; i < TREE_LEAVES; i++) {
      byte[] bytes = new byte[200];
      random.nextBytes(bytes);
      leaves.add(Block.of(Multicodec.DAG_CBOR, DagCbor.STRICT.encode(new BytesNode(bytes))));
    }
    ListNode links = ListNode.ofLinks(leaves.stream().map(Block::cid).toList());
    Block root = Block.of(Multicodec.DAG_CBOR, DagCbor.STRICT.encode(links));
    leaves.add(root);
    store.blocks().put(leaves);
    new Pins(store).add(new Pin(root.cid(), Pin.Kind.RECURSIVE, "kept"));
  }

  /** Makes several segments for the index to merge. */
  private void scatter() throws IOException {
    for (int i = 0; i < 2; i++) {
      change();
      ingestHere(home);
    }
  }

  /** Changes some files, so that the next run has work for every stage. */
  private void change() throws IOException {
    changes++;
    calmRoot = Optional.empty();
    for (int i = 0; i < 6; i++) {
      Files.writeString(
          folder.resolve("note-" + (1 + 3 * i) + ".md"),
          Corpus.document(1_000 + changes * 10 + i, new Random(random.nextLong())));
    }
  }

  /** Ingests in this process, undisturbed; returns the root. */
  private String ingestHere(Path into) throws IOException {
    try (Bank bank = Bank.open(into, BankOptions.writing(parts, "the kill test"))) {
      return bank.ingest(IngestRequest.of(DATASET, folder), ProgressListener.NONE)
          .documentsRoot()
          .orElseThrow()
          .toString();
    }
  }

  private static String root(Path home) throws IOException {
    try (Bank bank = Bank.open(home, reading());
        var reader = bank.reader(DATASET).orElseThrow()) {
      return reader.manifest().documents().toString();
    }
  }

  private static String last(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .reduce((first, second) -> second)
        .map((MatchResult found) -> found.group(1))
        .orElse("0");
  }

  private String[] ingest() {
    return new String[] {
      "ingest",
      folder.toString(),
      "--dataset",
      DATASET,
      "--home",
      home.toString(),
      "--json",
      PROGRESS
    };
  }

  private static BankOptions writing() {
    return BankOptions.writing(new StandardParts(), "the kill test");
  }

  private static BankOptions reading() {
    return BankOptions.reading(new StandardParts());
  }

  private PinakesProcess process() {
    return new PinakesProcess()
        .flag("-Djava.io.tmpdir=" + temporary)
        .with("TMPDIR", temporary.toString());
  }
}
