package io.pinakes.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.datasets.car.ExportReport;
import io.pinakes.datasets.car.ImportException;
import io.pinakes.datasets.car.ImportReport;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.testing.SmallParts;
import io.pinakes.datasets.testing.TestHome;
import io.pinakes.datasets.version.ForeignDatasetException;
import io.pinakes.ipfs.archive.OutputFile;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.car.CarReader;
import io.pinakes.ipfs.car.CarSection;
import io.pinakes.ipfs.car.CarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarTest {
  private final SmallParts parts = new SmallParts();
  private final SmallParts otherParts = new SmallParts();
  private Path tmp;
  private TestHome home;
  private TestHome other;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    tmp = folder;
    home = new TestHome(folder.resolve("one"), parts);
    other = new TestHome(folder.resolve("other"), otherParts);
    for (int i = 0; i < 12; i++) {
      home.write("f" + i + ".txt", "# Birds\nPenguin number " + i + " walks 😀.\n");
    }
    home.ingest();
  }

  @AfterEach
  void close() throws IOException {
    home.close();
    other.close();
  }

  @Test
  void whatIsImportedIsSearchableWithoutEmbeddingAnything() throws IOException {
    Path car = tmp.resolve("papers.car");
    ExportReport exported = export(home, "papers", car);

    ImportReport imported = load(car);

    assertThat(imported.dataset()).isEqualTo("papers");
    assertThat(imported.signed()).isTrue();
    assertThat(imported.changed()).isTrue();
    assertThat(imported.unused()).isZero();
    assertThat(imported.blocks()).isEqualTo(exported.blocks());
    assertThat(imported.manifest()).isEqualTo(exported.manifest());
    assertThat(otherParts.embedded).hasValue(0);
    assertThat(other.find("penguin")).hasSize(12);
    DatasetInfo info = other.bank().dataset("papers");
    assertThat(info.trust()).isEqualTo(DatasetInfo.Trust.SIGNED);
    assertThat(info.own()).isFalse();
    assertThat(info.id()).isEqualTo(home.bank().dataset("papers").id());
    assertThatThrownBy(other::ingest).isInstanceOf(ForeignDatasetException.class);
    assertThat(load(car).changed()).isFalse();
  }

  @Test
  void theSameVersionGivesTheSameFile() throws IOException {
    export(home, "papers", tmp.resolve("a.car"));
    export(home, "papers@1", tmp.resolve("b.car"));
    load(tmp.resolve("a.car"));
    export(other, "papers", tmp.resolve("c.car"));

    assertThat(Files.readAllBytes(tmp.resolve("b.car")))
        .isEqualTo(Files.readAllBytes(tmp.resolve("a.car")));
    assertThat(Files.readAllBytes(tmp.resolve("c.car")))
        .isEqualTo(Files.readAllBytes(tmp.resolve("a.car")));
    assertThat(tmp.resolve("a.car.part")).doesNotExist();
  }

  @Test
  void aVersionWithoutAHeadIsMarkedUnsigned() throws IOException {
    home.wait(Duration.ofHours(2));
    home.write("new.txt", "Whales sing.\n");
    home.ingest();
    Path car = tmp.resolve("old.car");
    assertThat(export(home, "papers@1", car).signed()).isFalse();

    assertThat(load(car).signed()).isFalse();

    assertThat(other.bank().dataset("papers").trust()).isEqualTo(DatasetInfo.Trust.UNSIGNED);
    assertThat(other.find("penguin")).hasSize(12);
  }

  @Test
  void aNewerVersionMovesTheDatasetAndAnOlderOneIsRefused() throws IOException {
    Path first = tmp.resolve("1.car");
    Path second = tmp.resolve("2.car");
    export(home, "papers", first);
    home.wait(Duration.ofHours(2));
    home.write("new.txt", "Whales sing.\n");
    home.delete("f0.txt");
    home.ingest();
    export(home, "papers", second);
    load(first);

    assertThat(load(second).changed()).isTrue();

    assertThat(other.find("whales")).hasSize(1);
    assertThat(other.find("penguin")).hasSize(11);
    assertThat(otherParts.embedded).hasValue(0);
    assertThatThrownBy(() -> load(first))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("not newer");
  }

  @Test
  void aFileThatIsNoArchiveIsToldFromOneThatIsCutShort() throws IOException {
    Path car = tmp.resolve("papers.car");
    export(home, "papers", car);
    byte[] all = Files.readAllBytes(car);
    Path text = Files.writeString(tmp.resolve("text.car"), "no archive at all");
    Path cut = Files.write(tmp.resolve("cut.car"), Arrays.copyOf(all, all.length - 7));

    for (Path none : List.of(text, tmp)) {
      assertThatThrownBy(() -> load(none))
          .isInstanceOfSatisfying(
              ImportException.class, refused -> assertThat(refused.isNoArchive()).isTrue())
          .hasMessageContaining("[" + none + "] is");
    }
    requireDamaged(() -> load(cut));
    byte[] flipped = all.clone();
    flipped[all.length - 7] ^= 1;
    Path bad = Files.write(tmp.resolve("flipped.car"), flipped);
    requireDamaged(() -> load(bad));
    assertThat(other.bank().datasets()).isEmpty();
  }

  @Test
  void anOwnDatasetAndAnotherOfTheSameNameAreNeverOverwritten() throws IOException {
    Path car = tmp.resolve("papers.car");
    export(home, "papers", car);
    other.write("mine.txt", "My own words.\n");
    other.ingest();

    assertThatThrownBy(() -> load(car))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("--name NAME");
    assertThatThrownBy(() -> home.bank().importCar(car, Optional.of("x"), ProgressListener.NONE))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("your own");
    other.bank().importCar(car, Optional.of("theirs"), ProgressListener.NONE);
    assertThat(other.bank().datasets())
        .extracting(DatasetInfo::name)
        .containsExactly("papers", "theirs");
    assertThat(other.find("words")).hasSize(1);
  }

  @Test
  void aDatasetThatIsHereIsNotImportedUnderASecondNameAndTheFirstIsTold() throws IOException {
    Path car = tmp.resolve("papers.car");
    export(home, "papers", car);
    other.bank().importCar(car, Optional.of("theirs"), ProgressListener.NONE);

    assertThatThrownBy(() -> other.bank().importCar(car, Optional.of("t2"), ProgressListener.NONE))
        .isInstanceOfSatisfying(
            ImportException.class, refused -> assertThat(refused.isTaken()).isTrue())
        .hasMessageContaining("already, as [theirs]")
        .hasMessageContaining("nothing was imported as [t2]");

    assertThat(other.bank().datasets()).extracting(DatasetInfo::name).containsExactly("theirs");
    assertThat(load(car).changed()).isFalse();
    assertThat(other.bank().importCar(car, Optional.of("theirs"), ProgressListener.NONE).dataset())
        .isEqualTo("theirs");
  }

  @Test
  void aStrangersVectorsDoNotGetIntoAnOwnDataset() throws IOException {
    Path car = tmp.resolve("papers.car");
    export(home, "papers", car);
    other.bank().importCar(car, Optional.of("theirs"), ProgressListener.NONE);
    other.write("f0.txt", "# Birds\nPenguin number 0 walks 😀.\n");

    other.ingest();

    assertThat(otherParts.embedded).hasValue(1);
  }

  @SeededTest(times = 150)
  void aFileWithAFlippedBitMakesNoDatasetOrTheVeryOne(RandomGenerator random) throws IOException {
    Path car = tmp.resolve("papers.car");
    ExportReport exported = export(home, "papers", car);
    byte[] bytes = Files.readAllBytes(car);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Path broken = tmp.resolve("broken.car");
    Files.write(broken, bytes);

    try {
      // What a block is called besides its hash, its codec, is nothing that the store goes by.
      assertThat(load(broken).manifest()).isEqualTo(exported.manifest());
      assertThat(other.find("penguin")).hasSize(12);
    } catch (IOException refused) {
      assertThat(other.bank().datasets()).isEmpty();
    }
  }

  @Test
  void aFileThatLacksAnyOfItsBlocksMakesNoDataset() throws IOException {
    Path car = tmp.resolve("papers.car");
    export(home, "papers", car);
    CarReader reader = CarReader.open(new ByteArrayInputStream(Files.readAllBytes(car)));
    List<Cid> roots = reader.roots();
    List<Block> blocks = new ArrayList<>();
    for (Optional<CarSection> next = reader.next(); next.isPresent(); next = reader.next()) {
      blocks.add(next.get().block());
    }
    assertThat(blocks).hasSizeGreaterThan(30);
    for (int missing = 0; missing < blocks.size(); missing++) {
      Path broken = tmp.resolve("broken-" + missing + ".car");
      try (OutputStream out = Files.newOutputStream(broken)) {
        CarWriter writer = CarWriter.v1(out, roots);
        for (int i = 0; i < blocks.size(); i++) {
          if (i != missing) {
            writer.write(blocks.get(i));
          }
        }
        writer.finish();
      }
      try (TestHome fresh = new TestHome(tmp.resolve("fresh-" + missing), new SmallParts())) {
        assertThatThrownBy(
                () -> fresh.bank().importCar(broken, Optional.empty(), ProgressListener.NONE))
            .as("without block [%s]", blocks.get(missing).cid())
            .isInstanceOfSatisfying(
                ImportException.class, refused -> assertThat(refused.isDamaged()).isTrue())
            .hasMessageContaining("archive")
            .hasMessageContaining(blocks.get(missing).cid().toString());
        assertThat(fresh.bank().datasets()).isEmpty();
      }
    }
  }

  private static void requireDamaged(ThrowingCallable importing) {
    assertThatThrownBy(importing)
        .isInstanceOfSatisfying(
            ImportException.class, refused -> assertThat(refused.isDamaged()).isTrue())
        .hasMessageContaining("pinakes gc");
  }

  private static ExportReport export(TestHome from, String reference, Path file)
      throws IOException {
    return from.bank().exportCar(reference, OutputFile.at(file, false));
  }

  private ImportReport load(Path car) throws IOException {
    return other.bank().importCar(car, Optional.empty(), ProgressListener.NONE);
  }
}
