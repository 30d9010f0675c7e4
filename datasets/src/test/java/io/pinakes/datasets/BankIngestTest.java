package io.pinakes.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.datasets.ingest.FileCounts;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.model.ChunkRef;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.datasets.testing.SmallParts;
import io.pinakes.datasets.testing.TestHome;
import io.pinakes.datasets.version.ModelMismatchException;
import io.pinakes.ingest.source.SourceMissingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankIngestTest {
  private final SmallParts parts = new SmallParts();
  private TestHome home;

  @BeforeEach
  void open(@TempDir Path tmp) throws IOException {
    home = new TestHome(tmp, parts);
  }

  @AfterEach
  void close() throws IOException {
    home.close();
  }

  @Test
  void aFolderBecomesDocumentsChunksVectorsAndAnIndex() throws IOException {
    home.write("a.txt", "# Wings\nAir flows over the swept wing.\n");
    home.write("deep/b.txt", "Ships float on water.\n");

    IngestReport report = home.ingest();

    assertThat(report.files()).isEqualTo(new FileCounts(2, 0, 0, 0, 0));
    assertThat(report.newVersion()).isTrue();
    assertThat(report.version()).isEqualTo(1);
    assertThat(report.chunks().total()).isEqualTo(2);
    assertThat(report.chunks().embedded()).isEqualTo(2);
    assertThat(home.documents()).containsOnlyKeys("files/a.txt", "files/deep/b.txt");
    assertThat(home.find("swept wing")).extracting(Place::path).containsExactly("files/a.txt");
    DatasetInfo info = home.bank().dataset("papers");
    assertThat(info.trust()).isEqualTo(DatasetInfo.Trust.SIGNED);
    assertThat(info.manifest()).isEqualTo(report.manifest());
    assertThat(info.documentsRoot()).isEqualTo(report.documentsRoot());
    assertThat(info.stats().documents()).isEqualTo(2);
  }

  @Test
  void everyChunkIsTheSliceOfTheTextThatItSays() throws IOException {
    home.write("a.txt", "# Über Flügel\n" + "Der Äther 😀 trägt sie weit. ".repeat(40));
    home.ingest();

    Document document = home.documents().firstEntry().getValue();
    String text = home.text(document);
    List<ChunkRef> refs = document.chunks().toList(home.bank().store().blocks());
    assertThat(refs).hasSizeGreaterThan(3);
    for (ChunkRef ref : refs) {
      String chunk = home.chunk(ref.chunk());
      String slice =
          text.substring(
              text.offsetByCodePoints(0, ref.start()), text.offsetByCodePoints(0, ref.end()));
      assertThat(chunk.substring(chunk.indexOf('\n') + 1)).isEqualTo(slice);
    }
  }

  @Test
  void aSecondRunOverTheSameFilesReadsAndMakesNothing() throws IOException {
    home.write("a.txt", "One thing.\n");
    home.write("b.txt", "Another thing.\n");
    IngestReport first = home.ingest();
    parts.embedded.set(0);
    parts.extracted.set(0);

    IngestReport second = home.ingest();

    assertThat(second.files()).isEqualTo(new FileCounts(0, 2, 0, 0, 0));
    assertThat(second.newVersion()).isFalse();
    assertThat(second.manifest()).isEqualTo(first.manifest());
    assertThat(second.chunks().embedded()).isZero();
    assertThat(parts.embedded).hasValue(0);
    assertThat(parts.extracted).hasValue(0);
  }

  @Test
  void aFileThatIsTouchedButNotChangedMakesNoVersion() throws IOException {
    Path file = home.write("a.txt", "One thing.\n");
    IngestReport first = home.ingest();
    Files.setLastModifiedTime(file, FileTime.from(TestHome.NOW.minus(Duration.ofMinutes(5))));
    parts.extracted.set(0);

    IngestReport second = home.ingest();

    assertThat(second.newVersion()).isFalse();
    assertThat(second.files()).isEqualTo(new FileCounts(0, 1, 0, 0, 0));
    assertThat(second.manifest()).isEqualTo(first.manifest());
    assertThat(parts.extracted).hasValue(0);
  }

  @Test
  void aFileThatChangedWithinTheClocksGrainIsNoticed() throws IOException {
    Path file = home.write("a.txt", "One thing!\n");
    FileTime time = FileTime.from(TestHome.NOW.minus(Duration.ofMillis(500)));
    Files.setLastModifiedTime(file, time);
    home.ingest();
    Files.writeString(file, "Two things\n");
    Files.setLastModifiedTime(file, time);

    IngestReport second = home.ingest();

    assertThat(second.files().indexed()).isEqualTo(1);
    assertThat(home.find("two")).hasSize(1);
  }

  @Test
  void anEditIsFollowedAndTheOldTextAnswersNoMore() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.write("b.txt", "Other things.\n");
    home.ingest();
    home.wait(Duration.ofHours(2));
    home.write("a.txt", "Albatrosses fly.\n");

    IngestReport report = home.ingest();

    assertThat(report.files()).isEqualTo(new FileCounts(1, 1, 0, 0, 0));
    assertThat(report.chunks().embedded()).isEqualTo(1);
    assertThat(report.version()).isEqualTo(2);
    assertThat(home.find("penguins")).isEmpty();
    assertThat(home.find("albatrosses")).hasSize(1);
  }

  @Test
  void aDeletedFileAnswersNoMore() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.write("b.txt", "Other things.\n");
    home.ingest();
    home.delete("a.txt");

    IngestReport report = home.ingest();

    assertThat(report.files()).isEqualTo(new FileCounts(0, 1, 0, 1, 0));
    assertThat(report.chunks().total()).isEqualTo(1);
    assertThat(home.find("penguins")).isEmpty();
    assertThat(home.documents()).containsOnlyKeys("files/b.txt");
  }

  @Test
  void aRenamedFileIsNeitherReadIntoTextNorEmbeddedAgain() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.write("b.txt", "Other things.\n");
    home.ingest();
    parts.embedded.set(0);
    parts.extracted.set(0);
    Files.createDirectories(home.files().resolve("new"));
    Files.move(home.files().resolve("a.txt"), home.files().resolve("new/c.txt"));

    IngestReport report = home.ingest();

    assertThat(parts.extracted).hasValue(0);
    assertThat(parts.embedded).hasValue(0);
    assertThat(report.files()).isEqualTo(new FileCounts(1, 1, 0, 1, 0));
    assertThat(home.find("penguins")).extracting(Place::path).containsExactly("files/new/c.txt");
  }

  @Test
  void aPassageThatTwoDocumentsShareIsEmbeddedOnceAndLivesAsLongAsOneOfThem() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.write("b.txt", "Penguins walk.\n");

    IngestReport report = home.ingest();

    assertThat(parts.embedded).hasValue(1);
    assertThat(report.chunks().total()).isEqualTo(1);
    assertThat(home.find("penguins"))
        .extracting(Place::path)
        .containsExactly("files/a.txt", "files/b.txt");
    home.delete("a.txt");
    home.ingest();
    assertThat(home.find("penguins")).extracting(Place::path).containsExactly("files/b.txt");
  }

  @Test
  void theDocumentsRootDoesNotDependOnTheWayToIt(@TempDir Path other) throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    for (int i = 0; i < 120; i++) {
      files.put("d" + i % 7 + "/f" + i + ".txt", "File number " + i + ".\n");
    }
    for (var file : files.entrySet()) {
      home.write(file.getKey(), file.getValue());
    }
    Cid atOnce = home.ingest().documentsRoot().orElseThrow();

    try (TestHome stepwise = new TestHome(other, new SmallParts())) {
      List<String> names = new ArrayList<>(files.descendingKeySet());
      stepwise.write("gone.txt", "Not for long.\n");
      for (int i = 0; i < names.size(); i++) {
        stepwise.write(names.get(i), files.getOrDefault(names.get(i), ""));
        if (i % 30 == 17) {
          stepwise.ingest();
        }
      }
      stepwise.delete("gone.txt");
      Cid root = stepwise.ingest().documentsRoot().orElseThrow();
      assertThat(root).isEqualTo(atOnce);
    }
  }

  @Test
  void aFileWithoutTextIsNamedWithItsReasonAndLeavesTheDataset() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.write("b.txt", "Other things.\n");
    home.ingest();
    home.wait(Duration.ofHours(2));
    home.write("a.txt", "BROKEN\n");

    IngestReport report = home.ingest();

    assertThat(report.files()).isEqualTo(new FileCounts(0, 1, 1, 0, 0));
    assertThat(home.documents()).containsOnlyKeys("files/b.txt");
    assertThat(home.find("penguins")).isEmpty();
    parts.extracted.set(0);
    assertThat(home.ingest().files()).isEqualTo(new FileCounts(0, 1, 1, 0, 0));
    assertThat(parts.extracted).hasValue(0);
    home.bank().ingest(home.request().retryingFailed(), ProgressListener.NONE);
    assertThat(parts.extracted).hasValue(1);
  }

  /** A watch counted editors' files as failed that were gone when their turn came. */
  @Test
  void aFileThatIsDeletedBeforeItIsReadHasNotFailedAndTheNextRunTakesItOut() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.ingest();
    home.write("new.txt", "Not for long.\n");
    assertThat(ingestDeleting("new.txt").files()).isEqualTo(new FileCounts(0, 1, 0, 0, 0));
    home.write("b.txt", "Ships float.\n");
    home.ingest();
    home.wait(Duration.ofHours(2));
    home.write("b.txt", "Ships sink.\n");
    assertThat(ingestDeleting("b.txt").files()).isEqualTo(new FileCounts(0, 1, 0, 0, 0));
    assertThat(home.documents()).containsOnlyKeys("files/a.txt", "files/b.txt");

    assertThat(home.ingest().files()).isEqualTo(new FileCounts(0, 1, 0, 1, 0));
    assertThat(home.documents()).containsOnlyKeys("files/a.txt");
  }

  /** Ingests, and deletes a file, the only one to be read, just before that. */
  private IngestReport ingestDeleting(String name) throws IOException {
    return home.bank()
        .ingest(
            home.request(),
            progress -> {
              if (progress.stage() == Stage.EXTRACT) {
                try {
                  Files.deleteIfExists(home.files().resolve(name));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
  }

  @Test
  void aMissingOrSuddenlyEmptySourceDeletesNothing() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    IngestReport first = home.ingest();
    home.delete("a.txt");

    assertThatThrownBy(home::ingest).isInstanceOf(SourceMissingException.class);
    Files.delete(home.files());
    assertThatThrownBy(home::ingest).isInstanceOf(SourceMissingException.class);

    assertThat(home.bank().dataset("papers").manifest()).isEqualTo(first.manifest());
    assertThat(home.find("penguins")).hasSize(1);
    Files.createDirectories(home.files());
    IngestReport emptied =
        home.bank().ingest(home.request().allowingEmpty(), ProgressListener.NONE);
    assertThat(emptied.files().removed()).isEqualTo(1);
    assertThat(home.documents()).isEmpty();
  }

  @Test
  void aFolderIsOneSourceHoweverItIsSpelled(@TempDir Path elsewhere) throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), home.files());
    Path links = Files.createSymbolicLink(elsewhere.resolve("links"), elsewhere);

    home.bank().ingest(request(link), ProgressListener.NONE);
    IngestReport second = home.ingest();
    home.bank().ingest(request(links.resolve("link")), ProgressListener.NONE);

    assertThat(second.files()).isEqualTo(new FileCounts(0, 1, 0, 0, 0));
    assertThat(home.documents()).containsOnlyKeys("files/a.txt");
    home.delete("a.txt");
    Files.delete(home.files());
    assertThatThrownBy(() -> home.bank().ingest(request(link), ProgressListener.NONE))
        .as("a link to where it was")
        .isInstanceOfSatisfying(
            SourceMissingException.class, e -> assertThat(e.followed()).isTrue());
    assertThatThrownBy(
            () -> home.bank().ingest(request(links.resolve("no")), ProgressListener.NONE))
        .isInstanceOfSatisfying(
            SourceMissingException.class, e -> assertThat(e.followed()).isFalse());
  }

  @Test
  void aSourceIsCalledByTheNameThatItsFolderWasGivenBy(@TempDir Path elsewhere) throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.ingest();
    Path other = Files.createDirectory(elsewhere.resolve("release-5"));
    Files.writeString(other.resolve("b.txt"), "Gulls fly.\n");
    Path link = Files.createSymbolicLink(elsewhere.resolve("current"), other);

    home.bank().ingest(request(link), ProgressListener.NONE);

    assertThat(home.documents()).containsOnlyKeys("current/b.txt", "files/a.txt");
  }

  private static IngestRequest request(Path folder) {
    return IngestRequest.of("papers", folder).withModel("words");
  }

  @Test
  void aDocumentInALanguageThatTheModelDoesNotCoverIsAWarning() throws IOException {
    home.write("a.txt", "lang:de Pinguine gehen.\n");

    assertThat(home.ingest().warnings()).singleElement().asString().contains("[de]");
  }

  @Test
  void anotherModelIsRefusedWithTheCommandThatHelps() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.ingest();

    assertThatThrownBy(
            () -> home.bank().ingest(home.request().withModel("words-2"), ProgressListener.NONE))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("pinakes model use words-2 --dataset papers");
  }

  @Test
  void aLostIndexIsBuiltFromBlocksWithoutEmbedding() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.write("b.txt", "Other things.\n");
    home.ingest();
    parts.loseIndexes();
    parts.embedded.set(0);
    home.reopen();

    home.bank().catchUp(ProgressListener.NONE);

    assertThat(home.find("penguins")).hasSize(1);
    assertThat(parts.embedded).hasValue(0);
  }

  @Test
  void anIndexThatIsVersionsBehindCatchesUp() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.write("b.txt", "Other things.\n");
    home.ingest();
    Path folder = home.bank().home().index("papers", model());
    home.wait(Duration.ofHours(2));
    home.write("a.txt", "Albatrosses fly.\n");
    home.delete("b.txt");
    home.write("c.txt", "Whales sing.\n");
    home.ingest();
    assertThat(folder).isNotNull();

    assertThat(home.find("penguins")).isEmpty();
    assertThat(home.find("other")).isEmpty();
    assertThat(home.find("albatrosses")).hasSize(1);
    assertThat(home.find("whales")).hasSize(1);
  }

  @SeededTest(times = 15)
  void whateverHappensToTheFilesTheDatasetSaysWhatIsThere(RandomGenerator random)
      throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    for (int round = 0; round < 5; round++) {
      home.wait(Duration.ofHours(2));
      for (int i = 0; i < 12; i++) {
        String name = "f" + random.nextInt(15) + ".txt";
        if (files.size() > 1 && random.nextInt(3) == 0 && files.containsKey(name)) {
          files.remove(name);
          home.delete(name);
        } else {
          String content = "Word" + random.nextInt(20) + " and word" + random.nextInt(20) + ".\n";
          files.put(name, content);
          home.write(name, content);
        }
      }
      home.ingest();
      TreeMap<String, String> texts = new TreeMap<>();
      for (var document : home.documents().entrySet()) {
        texts.put(document.getKey().substring(6), home.text(document.getValue()));
      }
      assertThat(texts).isEqualTo(files);
      for (int word = 0; word < 20; word++) {
        String wanted = "word" + word;
        assertThat(home.find(wanted).stream().map(place -> place.path().substring(6)).sorted())
            .isEqualTo(
                files.entrySet().stream()
                    .filter(
                        f ->
                            List.of(f.getValue().toLowerCase(Locale.ROOT).split("\\W+"))
                                .contains(wanted))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList());
      }
    }
    for (String name : List.copyOf(files.keySet())) {
      home.delete(name);
    }
  }

  private String model() throws IOException {
    try (DatasetReader reader = home.reader()) {
      return reader.model().id();
    }
  }
}
