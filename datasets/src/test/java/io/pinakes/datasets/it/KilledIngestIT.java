package io.pinakes.datasets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.vectorstore.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIGKILL, in a stage that is known, of a real process with real files. */
@Tag("slow")
class KilledIngestIT {
  private static final int FILES = 30;

  /** What may be in flight: queues, and what one synced batch gathers. */
  private static final long IN_FLIGHT = 64;

  @TempDir Path tmp;
  private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    folder = Files.createDirectories(tmp.resolve("files"));
    for (int i = 0; i < FILES; i++) {
      StringBuilder text = new StringBuilder("# Chapter " + i + "\n\n");
      for (int line = 0; line < 60; line++) {
        text.append("Bird number ").append(i * 100 + line).append(" flies over the sea. ");
        text.append(line % 4 == 3 ? "\n\n" : "");
      }
      Path file = Files.writeString(folder.resolve("f" + i + ".md"), text);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "walk,1",
    "extract,1",
    "chunk,1",
    "embed,1",
    "stage,1",
    "seal,1",
    "switch,1",
    "index,1",
    "gc-mark,1",
    "gc-sweep,1"
  })
  void aKilledRunIsGoneOnWithAndEndsAsIfNothingHadHappened(String stage, String at)
      throws Exception {
    String undisturbed;
    try (Bank bank = RealIngestIT.open(tmp.resolve("undisturbed"))) {
      undisturbed = ingest(bank).documentsRoot().orElseThrow().toString();
    }
    Path home = tmp.resolve("home");
    IngestProcess process = IngestProcess.start(List.of(), Map.of(), home, folder, stage, at);
    String said = process.line();
    assertThat(said).startsWith("at " + stage);
    long embeddedBefore = Long.parseLong(said.substring(said.lastIndexOf(' ') + 1));
    process.kill();

    long opening = System.nanoTime();
    try (Bank bank = RealIngestIT.open(home)) {
      assertThat(Duration.ofNanos(System.nanoTime() - opening)).isLessThan(Duration.ofSeconds(2));
      for (var dataset : bank.datasets()) {
        assertThat(bank.checkUp(dataset.name()).damaged()).isEmpty();
        assertThat(bank.checkUp(dataset.name()).ledger()).isEmpty();
      }
      IngestReport report = ingest(bank);
      assertThat(report.documentsRoot().orElseThrow()).hasToString(undisturbed);
      assertThat(report.chunks().embedded() + embeddedBefore)
          .isLessThanOrEqualTo(report.chunks().total() + IN_FLIGHT);
      assertThat(bank.checkUp("papers").isSound()).isTrue();
      try (DatasetReader reader = bank.reader("papers").orElseThrow()) {
        assertThat(report.chunks().total()).isGreaterThan(2 * FILES);
        assertThat(reader.index().text("chapter bird", 10_000, Filter.NONE))
            .hasSize((int) report.chunks().total());
      }
      bank.collectGarbage(ProgressListener.NONE);
      assertThat(bank.checkUp("papers").isSound()).isTrue();
      assertThat(bank.planGc().garbage().blocks()).isZero();
    }
    try (var left = Files.list(home.resolve("tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void theRootDoesNotDependOnLocaleZonePathNorInstalledPrograms() throws Exception {
    Path elsewhere = Files.createDirectories(tmp.resolve("über wo/anders"));
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, elsewhere.resolve(file.getFileName().toString()));
      }
    }
    Path programs = Files.createDirectories(tmp.resolve("bin"));
    Path fake = Files.writeString(programs.resolve("tesseract"), "#!/bin/sh\necho nonsense\n");
    assertThat(fake.toFile().setExecutable(true)).isTrue();
    String here;
    try (Bank bank = RealIngestIT.open(tmp.resolve("here"))) {
      here = ingest(bank).documentsRoot().orElseThrow().toString();
    }

    IngestProcess process =
        IngestProcess.start(
            List.of("-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Asia/Kathmandu"),
            Map.of("PATH", programs + ":" + System.getenv("PATH"), "TZ", "Asia/Kathmandu"),
            tmp.resolve("there"),
            elsewhere);

    assertThat(process.line()).isEqualTo("done " + here);
    assertThat(process.end()).isZero();
  }

  @Test
  void readersGoOnBesideAWriterOnTheLastCompleteVersion() throws Exception {
    Path home = tmp.resolve("home");
    try (Bank bank = RealIngestIT.open(home)) {
      ingest(bank);
    }
    for (int i = 0; i < FILES; i++) {
      Files.writeString(folder.resolve("f" + i + ".md"), "# New\n\nA whale sings, number " + i);
    }
    for (String stage : List.of("embed", "seal", "switch", "index")) {
      IngestProcess process = IngestProcess.start(List.of(), Map.of(), home, folder, stage, "1");
      assertThat(process.line()).startsWith("at " + stage);
      try (Bank reader = Bank.open(home, BankOptions.reading(new StandardParts()));
          DatasetReader papers = reader.reader("papers").orElseThrow()) {
        assertThat(papers.manifest().version()).isEqualTo(1);
        assertThat(papers.index().text("chapter bird", 100, Filter.NONE)).hasSize(100);
        assertThat(papers.find("files/f3.md")).isPresent();
        assertThat(papers.index().text("whale", 100, Filter.NONE)).isEmpty();
      } finally {
        process.kill();
      }
    }
    try (Bank bank = RealIngestIT.open(home)) {
      ingest(bank);
      try (DatasetReader papers = bank.reader("papers").orElseThrow()) {
        assertThat(papers.index().text("whale", 100, Filter.NONE)).hasSize(FILES);
        assertThat(papers.index().text("bird", 100, Filter.NONE)).isEmpty();
      }
    }
  }

  private IngestReport ingest(Bank bank) throws IOException {
    return bank.ingest(IngestRequest.of("papers", folder), ProgressListener.NONE);
  }
}
