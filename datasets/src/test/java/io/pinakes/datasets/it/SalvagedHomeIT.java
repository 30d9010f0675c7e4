package io.pinakes.datasets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.doctor.HealthReport;
import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.index.IndexKind;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.parts.ForwardingParts;
import io.pinakes.datasets.parts.Parts;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.testing.SmallParts;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.ipfs.store.rocksdb.RocksStore;
import io.pinakes.vectorstore.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small homes, most of whose blocks are in tables: one byte or one file of the store is lost. */
class SalvagedHomeIT {
  private static final long SEED = 11;
  private static final int FILES = 12;
  private static final int EVERYDAY = 8;
  private static final long LARGE = 3_000;

  private final Random random = new Random(SEED);
  @TempDir private Path tmp;
  private Path folder;
  private Path sound;
  private Path home;
  private Optional<Cid> root = Optional.empty();
  private final Parts parts = new SmallPartsOnDisk();

  /** Words and plain text, in real stores and indexes. */
  private static final class SmallPartsOnDisk extends ForwardingParts {
    SmallPartsOnDisk() {
      super(new SmallParts());
    }

    @Override
    public Store openStore(Path dir, StoreOptions options) throws IOException {
      return RocksStore.open(dir, options);
    }

    @Override
    public IndexKind indexes() {
      return new StandardParts().indexes();
    }
  }

  @BeforeEach
  void ingest() throws IOException {
    System.out.println("seed " + SEED);
    folder = Files.createDirectory(tmp.resolve("files"));
    sound = tmp.resolve("sound");
    home = tmp.resolve("home");
    for (int i = 0; i < FILES; i++) {
      Files.writeString(
          folder.resolve("f" + i + ".txt"),
          "# Birds\nPenguin number " + i + " walks.\n\n" + "It also swims far. ".repeat(i * 5));
      if (i % 4 == 3) {
        try (Bank bank = open(sound, StoreOptions.Access.WRITE)) {
          root = ingest(bank).documentsRoot();
        }
      }
    }
    copySound();
    assertThat(isSound()).isTrue();
  }

  @Test
  void oneByteOfAFileIsReportedOrHarmlessAndOneRepairMendsIt() throws IOException {
    flipIn(some(files(".sst", ".blob")), 1);
  }

  @Test
  @Tag("slow")
  void oneByteOfAnyFileIsReportedOrHarmlessAndOneRepairMendsIt() throws IOException {
    flipIn(files(".sst", ".blob"), 4);
  }

  private void flipIn(List<Path> files, int flips) throws IOException {
    int reported = 0;
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < flips; i++) {
        int at = random.nextInt(bytes.length);
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        copySound();
        Files.write(inHome(file), flipped);
        reported += requireMended(file.getFileName() + " at " + at) ? 1 : 0;
      }
    }
    System.out.println("reported " + reported + " of " + files.size() * flips);
    assertThat(reported).isGreaterThan(files.size() * flips / 2);
  }

  @Test
  void aFileOfTheStoreThatIsGoneIsReportedAndOneRepairMendsIt() throws IOException {
    delete(some(files(".sst", ".blob")));
  }

  @Test
  @Tag("slow")
  void anyFileOfTheStoreThatIsGoneIsReportedAndOneRepairMendsIt() throws IOException {
    delete(files(".sst", ".blob"));
  }

  private void delete(List<Path> files) throws IOException {
    for (Path file : files) {
      copySound();
      Files.delete(inHome(file));
      assertThat(requireMended("without " + file.getFileName())).isTrue();
    }
  }

  @Test
  void tablesThatWereSwappedAreReportedAndOneRepairMendsIt() throws IOException {
    for (int round = 0; round < EVERYDAY; round++) {
      copySound();
      List<Path> tables = new ArrayList<>(files(".sst"));
      Collections.shuffle(tables, random);
      for (int i = 0; i < 4; i += 2) {
        Files.copy(tables.get(i), inHome(tables.get(i + 1)), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(tables.get(i + 1), inHome(tables.get(i)), StandardCopyOption.REPLACE_EXISTING);
      }
      String what = "swapped " + tables.subList(0, 4).stream().map(Path::getFileName).toList();
      assertThat(requireMended(what)).as(what).isTrue();
    }
  }

  @Test
  void aStoreWithoutItsManifestOrTheNameOfItIsReportedAndOneRepairMendsIt() throws IOException {
    Files.write(home.resolve("store/rocksdb/CURRENT"), new byte[0]);
    assertThat(requireMended("empty CURRENT")).isTrue();
    copySound();
    for (Path manifest : files("MANIFEST")) {
      Files.delete(inHome(manifest));
    }
    assertThat(requireMended("without MANIFEST")).isTrue();
  }

  /** The largest ones, which hold blocks, and some others. */
  private List<Path> some(List<Path> files) {
    List<Path> sorted = new ArrayList<>(files);
    Collections.shuffle(sorted, random);
    sorted.sort(Comparator.comparing((Path file) -> file.toFile().length() < LARGE));
    return sorted.subList(0, EVERYDAY);
  }

  /** Whether damage was reported before; what was not must not have stopped anything. */
  private boolean requireMended(String what) throws IOException {
    boolean wasSound = isSound();
    if (wasSound) {
      requireWorking(what + ", said to be sound");
    }
    try (Bank bank = open(home, StoreOptions.Access.REPAIR)) {
      HealthReport report = bank.repair("papers");
      System.out.println(
          what + ": " + bank.store().notes() + " " + report.repaired() + report.unrepaired());
      assertThat(report.isSound()).as("%s: %s", what, report).isTrue();
      assertThat(bank.store().upkeep().verify()).as(what).isEmpty();
    }
    assertThat(isSound()).as(what).isTrue();
    requireWorking(what);
    assertThat(isSound()).as(what).isTrue();
    return !wasSound;
  }

  private void requireWorking(String what) throws IOException {
    try (Bank bank = open(home, StoreOptions.Access.WRITE)) {
      assertThat(bank.dataset("papers").documentsRoot()).as(what).isEqualTo(root);
      IngestReport again = ingest(bank);
      assertThat(again.documentsRoot()).as(what).isEqualTo(root);
      try (DatasetReader reader = bank.reader("papers").orElseThrow()) {
        assertThat(reader.index().text("penguin", 100, Filter.NONE)).as(what).hasSize(FILES);
      }
      bank.collectGarbage(ProgressListener.NONE);
      assertThat(bank.dataset("papers").documentsRoot()).as(what).isEqualTo(root);
    }
  }

  private boolean isSound() throws IOException {
    try (Bank bank = open(home, StoreOptions.Access.READ)) {
      return bank.store().upkeep().verify().isEmpty() && bank.checkUp("papers").isSound();
    } catch (StoreDamagedException e) {
      return false;
    }
  }

  private IngestReport ingest(Bank bank) throws IOException {
    return bank.ingest(
        IngestRequest.of("papers", folder).withModel("words"), ProgressListener.NONE);
  }

  private Bank open(Path where, StoreOptions.Access access) throws IOException {
    return Bank.open(
        where,
        switch (access) {
          case READ -> BankOptions.reading(parts);
          case WRITE -> BankOptions.writing(parts, "a test");
          case REPAIR -> BankOptions.repairing(parts, "a test");
        });
  }

  private Path inHome(Path file) {
    return home.resolve("store/rocksdb").resolve(file.getFileName().toString());
  }

  private void copySound() throws IOException {
    if (Files.exists(home)) {
      Home.deleteBelow(home);
      Files.delete(home);
    }
    try (Stream<Path> all = Files.walk(sound)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.copy(each, home.resolve(sound.relativize(each).toString()));
      }
    }
  }

  private List<Path> files(String... parts) throws IOException {
    try (Stream<Path> files = Files.list(sound.resolve("store/rocksdb"))) {
      return files
          .filter(file -> Stream.of(parts).anyMatch(file.getFileName().toString()::contains))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }
}
