package io.pinakes.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.UnknownDatasetException;
import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.datasets.home.HomeMissingException;
import io.pinakes.datasets.home.ReadOnlyHomeException;
import io.pinakes.datasets.index.IndexMissingException;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.model.ChunkRef;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.datasets.testing.SmallParts;
import io.pinakes.datasets.testing.TestHome;
import io.pinakes.ipfs.gc.GcReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankOperationsTest {
  private final SmallParts parts = new SmallParts();
  private TestHome home;
  private Path tmp;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    tmp = folder;
    home = new TestHome(folder, parts);
  }

  @AfterEach
  void close() throws IOException {
    home.close();
  }

  @Test
  void aSecondWriterIsToldWhoTheFirstIs() {
    assertThatThrownBy(
            () -> Bank.open(tmp.resolve("home"), BankOptions.writing(parts, "the other")))
        .isInstanceOf(HomeLockedException.class)
        .hasMessageContaining("process " + ProcessHandle.current().pid())
        .hasMessageContaining("a test");
  }

  @Test
  void aReaderNeedsAHomeAndChangesNothing() throws IOException {
    assertThatThrownBy(() -> Bank.open(tmp.resolve("none"), BankOptions.reading(parts)))
        .isInstanceOf(HomeMissingException.class)
        .hasMessageContaining("pinakes ingest FOLDER");
    home.write("a.txt", "Penguins walk.\n");
    home.ingest();

    try (Bank reader = Bank.open(tmp.resolve("home"), BankOptions.reading(parts))) {
      assertThat(reader.datasets()).hasSize(1);
      assertThatThrownBy(() -> reader.ingest(home.request(), ProgressListener.NONE))
          .isInstanceOf(ReadOnlyHomeException.class);
      assertThatThrownBy(() -> reader.create("other", "words"))
          .isInstanceOf(ReadOnlyHomeException.class);
    }
  }

  @Test
  void anOpenedHomeHasAnEmptyTemporaryFolderAndKeysForItsOwnerOnly() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.ingest();
    Path left = home.bank().home().tmp().resolve("left/behind");
    Files.createDirectories(left);
    home.reopen();

    assertThat(left.getParent()).doesNotExist();
    Path key = home.bank().home().keys().resolve("papers.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void anUnknownDatasetIsAnErrorThatNamesThoseThereAre() throws IOException {
    home.bank().create("papers", "words");

    assertThatThrownBy(() -> home.bank().reader("paper"))
        .isInstanceOf(UnknownDatasetException.class)
        .hasMessageContaining("[papers]");
    assertThat(home.bank().reader("papers")).isEmpty();
    assertThatThrownBy(() -> home.bank().create("papers", "words"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> home.bank().create("../x", "words"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void versionsAreListedComparedAndNamed() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.write("b.txt", "Other things.\n");
    Cid first = home.ingest().manifest().orElseThrow();
    home.wait(Duration.ofHours(2));
    home.write("a.txt", "Albatrosses fly.\n");
    home.delete("b.txt");
    home.write("c.txt", "Whales sing.\n");
    Cid second = home.ingest().manifest().orElseThrow();

    assertThat(home.bank().versions("papers"))
        .extracting(VersionInfo::version, VersionInfo::manifest)
        .containsExactly(tuple(2L, second), tuple(1L, first));
    assertThat(home.bank().resolve("papers")).isEqualTo(second);
    assertThat(home.bank().resolve("papers@1")).isEqualTo(first);
    assertThat(home.bank().resolve(first.toString())).isEqualTo(first);
    assertThatThrownBy(() -> home.bank().resolve("papers@7")).hasMessageContaining("[1, 2]");
    assertThatThrownBy(() -> home.bank().resolve("paper"))
        .isInstanceOf(UnknownDatasetException.class);
    List<String> changes = new ArrayList<>();
    home.bank().diff(first, second, change -> changes.add(change.kind() + " " + change.path()));
    assertThat(changes)
        .containsExactly("CHANGED files/a.txt", "REMOVED files/b.txt", "ADDED files/c.txt");
  }

  @Test
  void onlyTheLastTenVersionsAreKept() throws IOException {
    for (int i = 0; i < 13; i++) {
      home.wait(Duration.ofHours(2));
      home.write("a.txt", "Take " + i + ".\n");
      home.ingest();
    }

    assertThat(home.bank().versions("papers"))
        .extracting(VersionInfo::version)
        .containsExactly(13L, 12L, 11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L);
    GcReport plan = home.bank().planGc();
    assertThat(plan.garbage().blocks()).isPositive();
    home.bank().collectGarbage(ProgressListener.NONE);
    assertThat(home.bank().planGc().garbage().blocks()).isZero();
    assertThat(home.find("take")).hasSize(1);
    assertThat(home.bank().resolve("papers@4")).isNotNull();
  }

  @Test
  void aDocumentThatIsTakenOutStaysOutUntilItsFileChanges() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.write("b.txt", "Other things.\n");
    home.ingest();

    assertThat(
            home.bank()
                .writer("papers")
                .removeDocument("files/a.txt", false, ProgressListener.NONE))
        .isPresent();

    assertThat(home.find("penguins")).isEmpty();
    IngestReport again = home.ingest();
    assertThat(again.newVersion()).isFalse();
    assertThat(again.files().skipped()).isEqualTo(1);
    assertThat(states()).contains("files/a.txt SKIPPED removed");
    home.wait(Duration.ofHours(2));
    home.write("a.txt", "Penguins swim.\n");
    home.ingest();
    assertThat(home.find("penguins")).hasSize(1);
    assertThat(
            home.bank()
                .writer("papers")
                .removeDocument("files/none.txt", false, ProgressListener.NONE))
        .isEmpty();
  }

  @Test
  void purgingLeavesNothingOfADocumentBehind() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.write("b.txt", "Other things.\n");
    home.write("c.txt", "More things.\n");
    Cid first = home.ingest().manifest().orElseThrow();
    Document document = home.documents().firstEntry().getValue();
    List<ChunkRef> chunks = document.chunks().toList(home.bank().store().blocks());
    Cid vectors = manifestVectors();

    home.bank().writer("papers").removeDocument("files/a.txt", true, ProgressListener.NONE);

    assertThat(home.bank().store().blocks().has(first)).isFalse();
    assertThat(home.bank().store().blocks().has(document.text())).isFalse();
    assertThat(home.bank().store().blocks().has(chunks.get(0).chunk())).isFalse();
    assertThat(manifestVectors()).isNotEqualTo(vectors);
    assertThat(home.bank().versions("papers")).hasSize(1);
    assertThat(home.find("things")).hasSize(2);
  }

  @Test
  void aSourceGoesWithItsDocumentsAndNoOthers(@TempDir Path other) throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.ingest();
    Files.writeString(other.resolve("b.txt"), "Whales sing.\n");
    IngestReport second =
        home.bank().ingest(IngestRequest.of("papers", other), ProgressListener.NONE);
    assertThat(home.find("penguins")).hasSize(1);
    assertThat(home.find("whales")).hasSize(1);

    home.bank().writer("papers").removeSource(second.source(), ProgressListener.NONE);

    assertThat(home.find("whales")).isEmpty();
    assertThat(home.find("penguins")).hasSize(1);
    assertThat(home.bank().dataset("papers").sources()).hasSize(1);
    assertThat(states()).containsExactly("files/a.txt INDEXED ");
    assertThatThrownBy(() -> home.bank().writer("papers").removeSource("x", ProgressListener.NONE))
        .hasMessageContaining("[files]");
  }

  @Test
  void aDatasetThatIsDeletedIsGoneAndItsNameIsFree() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.ingest();
    String id = home.bank().dataset("papers").id().toString();

    home.bank().writer("papers").delete();

    assertThat(home.bank().datasets()).isEmpty();
    home.bank().collectGarbage(ProgressListener.NONE);
    assertThat(home.bank().store().upkeep().usage().blocks()).isZero();
    home.ingest();
    assertThat(home.bank().dataset("papers").id()).isNotEqualTo(id);
    assertThat(home.bank().home().keys().resolve("papers." + id + ".removed")).exists();
    assertThat(home.find("penguins")).hasSize(1);
  }

  @Test
  void statusCountsWhatBecameOfTheFiles() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.write("b.txt", "BROKEN\n");
    home.ingest();

    HomeStatus.DatasetStatus status = home.bank().status().datasets().get(0);
    assertThat(status.indexed()).isEqualTo(1);
    assertThat(status.failed()).isEqualTo(1);
    assertThat(status.indexIsCurrent()).isTrue();
    assertThat(states()).containsExactly("files/a.txt INDEXED ", "files/b.txt FAILED malformed");
    parts.loseIndexes();
    home.reopen();
    assertThat(home.bank().status().datasets().get(0).indexIsCurrent()).isFalse();
    assertThatThrownBy(() -> home.bank().reader("papers"))
        .isInstanceOf(IndexMissingException.class)
        .hasMessageContaining("can be rebuilt from blocks");
  }

  @Test
  void anOpenReaderStaysOnItsVersion() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.ingest();
    try (DatasetReader reader = home.reader()) {
      home.delete("a.txt");
      home.write("b.txt", "Whales sing.\n");
      home.ingest();

      assertThat(reader.find("files/a.txt")).isPresent();
      assertThat(reader.index().chunks()).isEqualTo(1);
    }
  }

  @Test
  void newWordsAboutADatasetMakeAVersionWithTheSameDocuments() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    Cid root = home.ingest().documentsRoot().orElseThrow();
    DatasetWriter writer = home.bank().writer("papers");
    assertThat(writer.renewManifest(ProgressListener.NONE)).isEmpty();

    writer.describe("All about birds", "CC-BY-4.0", false);
    VersionInfo made = writer.renewManifest(ProgressListener.NONE).orElseThrow();

    assertThat(made.documentsRoot()).isEqualTo(root);
    assertThat(made.version()).isEqualTo(2);
    assertThat(home.bank().dataset("papers").isPrivate()).isFalse();
  }

  @Test
  void collectingGarbageTellsItsStages() throws IOException {
    Set<Stage> stages = EnumSet.noneOf(Stage.class);

    home.bank().collectGarbage(progress -> stages.add(progress.stage()));

    assertThat(stages).containsExactly(Stage.GC_MARK, Stage.GC_SWEEP);
  }

  private Cid manifestVectors() throws IOException {
    try (DatasetReader reader = home.reader()) {
      return reader.manifest().vectorList();
    }
  }

  private List<String> states() throws IOException {
    List<String> states = new ArrayList<>();
    home.bank()
        .files(
            "papers", file -> states.add(file.path() + " " + file.state() + " " + file.reason()));
    return states;
  }
}
