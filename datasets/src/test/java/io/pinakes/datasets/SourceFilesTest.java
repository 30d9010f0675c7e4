package io.pinakes.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.ingest.FileCounts;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.ledger.FileState;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.testing.SmallParts;
import io.pinakes.datasets.testing.TestHome;
import io.pinakes.ingest.source.SourceMissingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder are taken up, and what is said of the others. */
class SourceFilesTest {
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

  private IngestReport ingest(IngestRequest request) throws IOException {
    return home.bank().ingest(request, ProgressListener.NONE);
  }

  private List<FileInfo> files(FileState state) throws IOException {
    List<FileInfo> files = new ArrayList<>();
    home.bank()
        .files(
            "papers",
            file -> {
              if (file.state() == state) {
                files.add(file);
              }
              return true;
            });
    return files;
  }

  @Test
  void aHomeInsideTheSourceIsSkippedOnceAndARunWithoutAChangeMakesNoVersion() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    Home.openForWriting(home.files().resolve("another/home"), "a test").close();
    Files.createSymbolicLink(home.files().resolve("link"), home.files().resolve("another/home"));
    // The folder above holds this bank's own home beside the files.
    IngestRequest above = IngestRequest.of("papers", tmp).withSource("files").withModel("words");

    IngestReport first = ingest(above);

    assertThat(first.files()).isEqualTo(new FileCounts(1, 0, 0, 0, 3));
    assertThat(home.documents()).containsOnlyKeys("files/files/a.txt");
    assertThat(files(FileState.SKIPPED))
        .extracting(file -> file.path() + " " + file.reason())
        .containsExactly(
            "files/files/another/home/ home", "files/files/link symlink", "files/home/ home");
    assertThat(files(FileState.SKIPPED).get(0).detail()).contains("its store and its keys");
    IngestReport second = ingest(above);
    assertThat(second.newVersion()).isFalse();
    assertThat(second.files()).isEqualTo(new FileCounts(0, 1, 0, 0, 3));
  }

  @Test
  void theHomeItselfIsNoSource() throws IOException {
    Path own = home.bank().home().root();
    Path link = Files.createSymbolicLink(tmp.resolve("link"), own);

    for (Path folder : List.of(own, own.resolve("keys"), link)) {
      assertThatThrownBy(() -> ingest(IngestRequest.of("papers", folder).withModel("words")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("home of a Pinakes");
    }
    assertThat(home.bank().datasets()).isEmpty();
  }

  @Test
  void filesWhoseNamesBecomeOneAreCountedAndListedEachWithItsReason() throws IOException {
    home.write("\u00e9.txt", "Composed.\n");
    home.write("e\u0301.txt", "Decomposed.\n");

    IngestReport report = home.ingest();

    assertThat(report.files()).isEqualTo(new FileCounts(1, 0, 1, 0, 0));
    assertThat(files(FileState.FAILED))
        .extracting(FileInfo::path)
        .containsExactly("files/e\u0301.txt");
    assertThat(files(FileState.FAILED).get(0).detail()).contains("rename one of them");
    assertThat(home.documents()).containsOnlyKeys("files/\u00e9.txt");
    home.delete("e\u0301.txt");
    assertThat(home.ingest().files()).isEqualTo(new FileCounts(0, 1, 0, 0, 0));
    assertThat(files(FileState.FAILED)).isEmpty();
  }

  @Test
  void filesWhosePathsAreTooLongAreCountedAndListedEachWithItsReason() throws IOException {
    // Four bytes of a name on the disk that are twelve in NFC.
    String name = "\uD834\uDD60".repeat(60);
    Path deep = home.files();
    for (int i = 0; i < 6; i++) {
      deep = deep.resolve(name);
    }
    Files.createDirectories(deep);
    Files.writeString(deep.resolve("a.txt"), "Deep.\n");
    Files.writeString(deep.resolve("b.txt"), "Deep too.\n");
    home.write("c.txt", "Penguins walk.\n");

    assertThat(home.ingest().files()).isEqualTo(new FileCounts(1, 0, 2, 0, 0));
    IngestReport again = home.ingest();

    assertThat(again.files()).isEqualTo(new FileCounts(0, 1, 2, 0, 0));
    assertThat(files(FileState.FAILED)).hasSize(2);
    assertThat(files(FileState.FAILED))
        .allSatisfy(
            file -> {
              assertThat(file.reason()).isEqualTo("unsupported");
              assertThat(file.detail()).contains("longer than [4096]");
            });
  }

  @Test
  void aFilterThatLeavesNothingOfANewDatasetIsNamedInAWarning() throws IOException {
    home.write("a.txt", "Penguins walk.\n");

    IngestReport report = ingest(home.request().including("*.mdx"));

    assertThat(report.files().indexed()).isZero();
    assertThat(report.warnings()).hasSize(1);
    assertThat(report.warnings().getFirst())
        .contains("[1] files and folders are left out by include [*.mdx]")
        .contains("--include '*'");
  }

  @Test
  void aFilterThatWouldLeaveNothingOfADatasetIsNamedRefusedAndNotRemembered() throws IOException {
    home.write("a.txt", "Penguins walk.\n");
    home.ingest();

    assertThatThrownBy(() -> ingest(home.request().including("*.mdx").excluding("drafts/")))
        .isInstanceOfSatisfying(
            SourceMissingException.class, refused -> assertThat(refused.leftOut()).isTrue())
        .hasMessageContaining("include [*.mdx], exclude [drafts/]")
        .hasMessageContaining("Nothing was taken out");

    assertThat(home.ingest().files()).isEqualTo(new FileCounts(0, 1, 0, 0, 0));
    IngestReport emptied = ingest(home.request().including("*.mdx").allowingEmpty());
    assertThat(emptied.files().removed()).isEqualTo(1);
    assertThat(emptied.warnings()).isEmpty();
  }

  @Test
  void eachKindOfGlobIsRememberedUntilOthersOfItsKindAreGiven() throws IOException {
    home.write("a.md", "A.\n");
    home.write("b.md", "B.\n");
    home.write("c.txt", "C.\n");
    ingest(home.request().including("*.md"));

    ingest(home.request().excluding("b.md"));
    assertThat(home.documents()).containsOnlyKeys("files/a.md");
    home.ingest();
    assertThat(home.documents()).containsOnlyKeys("files/a.md");
    ingest(home.request().including("*"));
    assertThat(home.documents()).containsOnlyKeys("files/a.md", "files/c.txt");
    ingest(home.request().excluding(""));
    assertThat(home.documents()).containsOnlyKeys("files/a.md", "files/b.md", "files/c.txt");
  }
}
