package io.pinakes.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.doctor.Finding;
import io.pinakes.datasets.doctor.HealthReport;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.testing.SmallParts;
import io.pinakes.datasets.testing.TestHome;
import io.pinakes.ipfs.car.DagWalk;
import io.pinakes.ipfs.ipld.Links;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreDamagedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final int FILES = 40;

  private final SmallParts parts = new SmallParts();
  private TestHome home;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    home = new TestHome(folder, parts);
    for (int i = 0; i < FILES; i++) {
      home.write("f" + i + ".txt", "# Birds\nPenguin number " + i + " walks.\n\nIt also swims.\n");
    }
    home.ingest();
  }

  @AfterEach
  void close() throws IOException {
    home.close();
  }

  @Test
  void aSoundDatasetHasNoFindings() throws IOException {
    HealthReport report = home.bank().checkUp("papers");

    assertThat(report.damaged()).isEmpty();
    assertThat(report.index()).isEmpty();
    assertThat(report.ledger()).isEmpty();
    assertThat(report.isSound()).isTrue();
    assertThat(report.blocks()).isEqualTo(blocks().size());
    assertThat(home.bank().repair("papers").repaired()).isEmpty();
  }

  @Test
  void everyBlockThatIsLostIsFoundNamedWithItsDocumentsAndMadeGood() throws IOException {
    Cid root = home.bank().dataset("papers").documentsRoot().orElseThrow();
    for (Cid lost : blocks()) {
      home.bank().store().blocks().delete(List.of(lost));

      HealthReport found = home.bank().checkUp("papers");
      assertThat(found.damaged()).extracting(Finding::block).as("lost [%s]", lost).contains(lost);
      Finding finding =
          found.damaged().stream().filter(f -> f.block().equals(lost)).findFirst().orElseThrow();
      boolean isOfADocument =
          finding.role() == Finding.Role.CONTENT || finding.role() == Finding.Role.DOCUMENT;
      assertThat(finding.documents().isEmpty()).isNotEqualTo(isOfADocument);

      HealthReport repaired = home.bank().repair("papers");
      assertThat(repaired.unrepaired()).as("lost [%s] %s", lost, finding).isEmpty();
      assertThat(repaired.repaired()).isNotEmpty();
      assertThat(repaired.blocks()).isGreaterThanOrEqualTo(blocks().size());
      if (finding.role() == Finding.Role.DOCUMENT_MAP) {
        assertThat(repaired.repaired().getFirst())
            .contains(lost.toString(), "document map, which lists [files/f", "from the ledger");
      }
      assertThat(home.bank().checkUp("papers").damaged()).isEmpty();
      assertThat(home.bank().dataset("papers").documentsRoot()).contains(root);
      assertThat(home.find("penguin")).hasSize(FILES);
    }
  }

  @Test
  void aLostVectorBlockIsEmbeddedAgainAndNothingElseIs() throws IOException {
    home.wait(Duration.ofHours(2));
    home.write("more.txt", "A whale sings.\n");
    home.ingest();
    parts.embedded.set(0);
    Cid block = vectorBlocks().get(0);
    home.bank().store().blocks().delete(List.of(block));

    HealthReport report = home.bank().repair("papers");

    assertThat(report.unrepaired()).isEmpty();
    assertThat(parts.embedded.get()).isIn(1L, (long) FILES);
    assertThat(home.find("penguin")).hasSize(FILES);
    assertThat(home.find("whale")).hasSize(1);
    assertThat(home.bank().checkUp("papers").isSound()).isTrue();
  }

  @Test
  void whatCannotBeMadeAgainIsSaidAndNothingElseIsLost() throws IOException {
    Cid chunk = chunkOf("files/f7.txt");
    home.write("f7.txt", "Something else altogether.\n");
    home.bank().store().blocks().delete(List.of(chunk));

    HealthReport report = home.bank().repair("papers");

    assertThat(report.isSound()).isFalse();
    assertThat(report.unrepaired())
        .anySatisfy(line -> assertThat(line).contains("files/f7.txt").contains("has changed"));
    home.ingest();
    assertThat(home.bank().repair("papers").unrepaired()).isEmpty();
    assertThat(home.bank().checkUp("papers").isSound()).isTrue();
    assertThat(home.find("altogether")).hasSize(1);
  }

  @Test
  void rowsOfTheLedgerThatTheManifestDoesNotBearOutAreFoundAndForgotten() throws IOException {
    var ledger = new Ledger(home.bank().store());
    var dataset = new Catalog(home.bank().store()).get("papers");
    var row = ledger.row(dataset, "files/f1.txt").orElseThrow();
    Batch batch = home.bank().store().batch();
    ledger.put(batch, dataset, "files/ghost.txt", row);
    batch.commit(Durability.SYNCED);

    assertThat(home.bank().checkUp("papers").ledger()).containsExactly("files/ghost.txt");
    home.bank().repair("papers");
    assertThat(home.bank().checkUp("papers").ledger()).isEmpty();
  }

  @Test
  void aLostIndexIsFoundAndBuiltAgain() throws IOException {
    parts.loseIndexes();
    home.reopen();

    assertThat(home.bank().checkUp("papers").index()).containsExactly("it is missing");
    home.bank().repair("papers");

    assertThat(home.bank().checkUp("papers").isSound()).isTrue();
    assertThat(home.find("penguin")).hasSize(FILES);
  }

  @Test
  void aRepairLeavesNothingThatGarbageCollectionWouldNotTake() throws IOException {
    home.bank().store().blocks().delete(List.of(chunkOf("files/f3.txt")));
    home.bank().repair("papers");
    home.bank().collectGarbage(ProgressListener.NONE);

    assertThat(home.bank().checkUp("papers").isSound()).isTrue();
    assertThat(Files.exists(home.bank().home().tmp())).isTrue();
  }

  @Test
  void recordsThatAreNoneAreNamedAndTakenOutAndTheOthersAreKept() throws IOException {
    Store store = home.bank().store();
    Batch batch = store.batch();
    batch.put(store.table("datasets"), new byte[] {0, 0, 0, 9}, new byte[] {0x48});
    byte[] record = store.table("datasets").get(bytes("papers")).orElseThrow();
    batch.put(store.table("datasets"), bytes("other"), record);
    batch.put(store.table("heads"), bytes("papers"), record);
    batch.put(store.table("versions"), bytes("papers"), record);
    batch.commit(Durability.SYNCED);

    assertThatThrownBy(() -> home.bank().datasets())
        .isInstanceOf(StoreDamagedException.class)
        .hasMessageContaining("record [00000009] of table [datasets] is none");
    assertThat(home.bank().datasetNames()).containsExactly("papers");
    assertThat(home.bank().checkUp("papers").isSound()).isTrue();
    assertThat(home.bank().unreadableRecords())
        .containsExactlyInAnyOrder(
            "record [00000009] of table [datasets]",
            "record [other] of table [datasets]",
            "record [papers] of table [heads]",
            "record [papers] of table [versions]");

    assertThat(home.bank().dropUnreadableRecords()).hasSize(4);

    assertThat(home.bank().unreadableRecords()).isEmpty();
    assertThat(home.bank().datasets()).hasSize(1);
    assertThat(home.bank().repair("papers").repaired()).isEmpty();
    assertThat(home.find("penguin")).hasSize(FILES);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<Cid> blocks() throws IOException {
    List<Cid> all = new ArrayList<>();
    DagWalk.depthFirst(
        home.bank().store().blocks(),
        List.of(home.bank().dataset("papers").manifest().orElseThrow()),
        block -> all.add(block.cid()));
    return all;
  }

  private Cid chunkOf(String path) throws IOException {
    try (DatasetReader reader = home.reader()) {
      var entry = reader.find(path).orElseThrow();
      return reader.document(entry.document()).chunks().toList(reader.blocks()).get(0).chunk();
    }
  }

  private List<Cid> vectorBlocks() throws IOException {
    try (DatasetReader reader = home.reader()) {
      Cid list = reader.manifest().vectorList();
      return Links.of(list, reader.blocks().get(list).orElseThrow());
    }
  }
}
