package io.pinakes.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.VersionRecord;
import io.pinakes.datasets.testing.SmallParts;
import io.pinakes.datasets.testing.TestHome;
import io.pinakes.ipfs.car.DagWalk;
import io.pinakes.ipfs.ipld.Links;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document of which blocks are lost, and whose file cannot give them back. */
class LostDocumentTest {
  private static final int FILES = 12;
  private static final String NAME = "f7.txt";
  private static final String NEW_TEXT = "# Whales\nA whale sings.\n";

  @TempDir Path folder;
  private TestHome home;

  @BeforeEach
  void open() throws IOException {
    home = filled("damaged");
  }

  @AfterEach
  void close() throws IOException {
    home.close();
  }

  private TestHome filled(String name) throws IOException {
    TestHome made = new TestHome(Files.createDirectory(folder.resolve(name)), new SmallParts());
    for (int i = 0; i < FILES; i++) {
      made.write("f" + i + ".txt", "# Birds\nPenguin number " + i + " walks.\n\nIt also swims.\n");
    }
    made.ingest();
    return made;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whicheverOfItsBlocksIsLostTheNextIngestTakesItsFileAsItIsNow(boolean changed)
      throws IOException {
    DatasetInfo undisturbed;
    try (TestHome other = filled("undisturbed")) {
      edit(other, changed);
      other.ingest();
      undisturbed = other.bank().dataset("papers");
    }
    int blocks = blocksOfTheDocument().size();
    assertThat(blocks).isGreaterThan(2);
    for (int i = 0; i < blocks; i++) {
      home.close();
      home = filled("lost " + i);
      Cid lost = blocksOfTheDocument().get(i);
      home.bank().store().blocks().delete(List.of(lost));
      edit(home, changed);

      assertThat(home.bank().repair("papers").isSound()).as("lost %s", lost).isFalse();
      home.ingest();

      DatasetInfo info = home.bank().dataset("papers");
      assertThat(info.documentsRoot()).as("lost %s", lost).isEqualTo(undisturbed.documentsRoot());
      assertThat(info.stats()).isEqualTo(undisturbed.stats());
      assertThat(home.find("penguin")).hasSize(FILES - 1);
      assertThat(home.find("whale")).hasSize(changed ? 1 : 0);
      assertThat(home.bank().repair("papers").unrepaired()).isEmpty();
      assertThat(home.bank().checkUp("papers").isSound()).isTrue();
    }
  }

  @Test
  void aLostBlockOfVectorsCostsNoVersionItsTexts() throws IOException {
    Set<Cid> before = vectorBlocks();
    Cid first = home.bank().dataset("papers").manifest().orElseThrow();
    home.write(NAME, NEW_TEXT);
    home.ingest();
    Set<Cid> all = new TreeSet<>(before);
    all.addAll(vectorBlocks());
    for (Cid lost : all) {
      home.bank().store().blocks().delete(List.of(lost));

      assertThat(home.bank().repair("papers").repaired())
          .as("lost %s", lost)
          .contains("block [" + lost + "] of vectors, whose chunks were embedded again")
          .noneMatch(line -> line.contains("kept no longer") || line.contains("made anew"));

      assertThat(home.bank().checkUp("papers").isSound()).isTrue();
      assertThat(new Catalog(home.bank().store()).versions(record()))
          .extracting(VersionRecord::manifest)
          .contains(first)
          .hasSize(2);
    }
  }

  private Set<Cid> vectorBlocks() throws IOException {
    try (DatasetReader reader = home.reader()) {
      Cid list = reader.manifest().vectorList();
      return new TreeSet<>(Links.of(list, reader.blocks().get(list).orElseThrow()));
    }
  }

  private DatasetRecord record() throws IOException {
    return new Catalog(home.bank().store()).get("papers");
  }

  @Test
  void aHeadThatCannotBeSignedAgainIsSaidAndNothingElseFails() throws IOException {
    Path key = home.bank().home().keys().resolve("papers.key");
    byte[] bytes = Files.readAllBytes(key);
    Files.delete(key);
    dropFrom("heads");
    assertThat(home.bank().keyTroubles())
        .singleElement()
        .asString()
        .contains("papers", "is missing", "backup");

    assertThat(home.bank().repair("papers").unrepaired())
        .singleElement()
        .asString()
        .contains("the head is lost", "papers.key");

    Files.write(key, bytes);
    assertThat(home.bank().keyTroubles()).isEmpty();
    assertThat(home.bank().repair("papers").unrepaired()).isEmpty();
    assertThat(home.bank().checkUp("papers").isSound()).isTrue();
  }

  @Test
  void aLostCopyOfTheManifestIsTakenFromItsBlock() throws IOException {
    dropFrom("manifests");
    assertThat(home.bank().repair("papers").repaired())
        .singleElement()
        .asString()
        .contains("copy of the newest manifest");
    assertThat(home.bank().checkUp("papers").isSound()).isTrue();
    assertThat(home.bank().repair("papers").repaired()).isEmpty();
  }

  private static void edit(TestHome where, boolean changed) throws IOException {
    if (changed) {
      where.write(NAME, NEW_TEXT);
    } else {
      where.delete(NAME);
    }
  }

  private void dropFrom(String table) throws IOException {
    var store = home.bank().store();
    var dataset = new Catalog(store).get("papers");
    List<byte[]> keys = new ArrayList<>();
    store
        .table(table)
        .scan(
            new byte[0],
            (key, value) -> {
              keys.add(key);
              return true;
            });
    assertThat(keys).as("%s", dataset.name()).hasSize(1);
    Batch batch = store.batch();
    batch.delete(store.table(table), keys.getFirst());
    batch.commit(Durability.SYNCED);
  }

  /** Its own block and those that no other document has. */
  private List<Cid> blocksOfTheDocument() throws IOException {
    List<Cid> own = new ArrayList<>();
    try (DatasetReader reader = home.reader()) {
      Cid document = reader.find("files/" + NAME).orElseThrow().document();
      Cid other = reader.find("files/f1.txt").orElseThrow().document();
      List<Cid> shared = new ArrayList<>();
      DagWalk.depthFirst(reader.blocks(), List.of(other), block -> shared.add(block.cid()));
      DagWalk.depthFirst(reader.blocks(), List.of(document), block -> own.add(block.cid()));
      own.removeAll(shared);
    }
    return own;
  }
}
