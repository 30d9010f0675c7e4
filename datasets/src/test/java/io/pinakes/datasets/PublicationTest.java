package io.pinakes.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.publication.Publication;
import io.pinakes.datasets.testing.SmallParts;
import io.pinakes.datasets.testing.TestHome;
import io.pinakes.ipfs.car.DagWalk;
import io.pinakes.ipfs.gc.GcReport;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.visibility.PublicBlocks;
import io.pinakes.ipfs.visibility.Visibility;
import io.pinakes.ipfs.visibility.VisibilityReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others see of a dataset, before, while and after it is public. */
class PublicationTest {
  private TestHome home;

  private final SmallParts parts = new SmallParts();

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    home = new TestHome(folder, parts);
    home.write("a.txt", "Penguins walk.\n");
    home.ingest();
  }

  @AfterEach
  void close() throws IOException {
    home.close();
  }

  @Test
  void aDatasetIsPrivateUntilItIsPublishedAndAgainWhenItIsWithdrawn() throws IOException {
    assertThat(shown()).isEmpty();

    Publication made = home.bank().writer("papers").publish();

    assertThat(shown()).containsExactlyInAnyOrderElementsOf(below(made.root().orElseThrow()));
    assertThat(shown()).contains(made.manifest().orElseThrow().hash()).hasSizeGreaterThan(5);
    assertThat(home.bank().dataset("papers").isPrivate()).isFalse();

    home.bank().writer("papers").unpublish();

    assertThat(shown()).isEmpty();
    assertThat(record(made)).isEmpty();
    assertThat(home.bank().dataset("papers").isPrivate()).isTrue();
  }

  @Test
  void itsNameLeadsToTheHeadOfTheNewestVersion() throws IOException {
    Publication first = home.bank().writer("papers").publish();
    IpnsRecord before = record(first).orElseThrow();
    assertThat(before.data().value()).isEqualTo("/ipfs/" + first.root().get() + "/manifest");
    home.write("b.txt", "Whales sing.\n");
    home.ingest();

    IpnsRecord after = record(first).orElseThrow();

    Publication second = home.bank().writer("papers").publish();
    assertThat(second.root()).isNotEqualTo(first.root());
    assertThat(after.data().value()).isEqualTo("/ipfs/" + second.root().get() + "/manifest");
    assertThat(after.data().sequence()).isGreaterThan(before.data().sequence());
    assertThat(shown())
        .contains(second.root().get().hash())
        .doesNotContain(first.root().get().hash());
    assertThat(record(second).orElseThrow().toBytes()).isEqualTo(after.toBytes());
  }

  @Test
  void aDatasetWhosePublicRootWasLostSaysThatItIsPrivateAndCanBePublishedAgain()
      throws IOException {
    Publication made = home.bank().writer("papers").publish();
    // As a salvage leaves it that could not save all of what was public.
    new Visibility(home.bank().store()).removeRoot(made.root().orElseThrow());

    assertThat(home.bank().dataset("papers").isPrivate()).isTrue();
    assertThat(shown()).isEmpty();

    home.bank().writer("papers").publish();

    assertThat(home.bank().dataset("papers").isPrivate()).isFalse();
    assertThat(shown()).contains(made.root().orElseThrow().hash());
  }

  @Test
  void aWithdrawalThatWasKilledAnywhereIsFinishedByTheNextOpening() throws IOException {
    int kills = 0;
    for (boolean killed = true; killed; kills++) {
      home.bank().writer("papers").publish();
      killed = killed(kills, () -> home.bank().writer("papers").unpublish());
      if (home.bank().dataset("papers").isPrivate()) {
        assertThat(shown()).as("killed before commit %s", kills).isEmpty();
      }
      requireSound();
    }
    assertThat(home.bank().dataset("papers").isPrivate()).isTrue();
    assertThat(kills).isGreaterThan(4);
  }

  @Test
  void aPublicationThatWasKilledAnywhereIsWithdrawnWhole() throws IOException {
    int kills = 0;
    for (boolean killed = true; killed; kills++) {
      killed = killed(kills, () -> home.bank().writer("papers").publish());
      requireSound();
      home.bank().writer("papers").unpublish();
      assertThat(shown()).as("killed before commit %s", kills).isEmpty();
    }
    assertThat(kills).isGreaterThan(4);
  }

  @Test
  void aNewVersionWhosePublicationWasKilledAnywhereIsWithdrawnWhole() throws IOException {
    int kills = 0;
    for (boolean killed = true; killed; kills++) {
      home.bank().writer("papers").publish();
      home.write("b" + kills + ".txt", "Whales sing " + kills + " songs.\n");
      killed = killed(kills, home::ingest);
      home.bank().writer("papers").unpublish();
      assertThat(shown()).as("killed before commit %s", kills).isEmpty();
    }
    assertThat(kills).isGreaterThan(12);
  }

  @Test
  void whatIsShownIsRepairedIfItIsNotWhatTheRootsReach() throws IOException {
    Publication made = home.bank().writer("papers").publish();
    requireSound();
    assertThat(home.bank().checkPublic().blocks()).isEqualTo(shown().size());
    Batch batch = home.bank().store().batch();
    batch.deleteRange(home.bank().store().table("visibility"), new byte[] {'r'}, new byte[] {'s'});
    batch.commit(Durability.SYNCED);

    VisibilityReport report = home.bank().checkPublic();

    assertThat(report.isSound()).isFalse();
    assertThat(report.shown()).isEqualTo(shown().size()).isPositive();
    assertThat(home.bank().repairPublic().isSound()).isTrue();
    assertThat(shown()).isEmpty();
    home.bank().writer("papers").publish();
    assertThat(shown()).containsExactlyInAnyOrderElementsOf(below(made.root().orElseThrow()));
  }

  @Test
  void aRootSaysWhichDatasetsShowIt() throws IOException {
    Cid root = home.bank().writer("papers").publish().root().orElseThrow();
    assertThat(home.bank().showing(root)).containsExactly("papers");
    home.bank().writer("papers").unpublish();
    assertThat(home.bank().showing(root)).isEmpty();
  }

  private interface Change {
    Object run() throws IOException;
  }

  /** Runs it in a process that dies before one of its commits, and opens the home again. */
  private boolean killed(int commits, Change change) throws IOException {
    parts.commitsLeft.set(commits);
    boolean died = false;
    try {
      assertThat(change.run()).isNotNull();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("the process died");
      died = true;
    }
    parts.commitsLeft.set(Long.MAX_VALUE);
    home.reopen();
    return died;
  }

  private void requireSound() throws IOException {
    VisibilityReport report = home.bank().checkPublic();
    assertThat(report.isSound()).as("%s", report).isTrue();
  }

  @Test
  void theHeadOfAPublicDatasetOutlivesACollectionOfGarbage() throws IOException {
    Publication made = home.bank().writer("papers").publish();
    GcReport report = home.bank().collectGarbage(progress -> {});
    assertThat(report).isNotNull();
    assertThat(shown()).contains(made.root().orElseThrow().hash());
  }

  @Test
  void aDatasetThatIsRemovedIsNotShownAnyMore() throws IOException {
    Publication made = home.bank().writer("papers").publish();
    home.bank().writer("papers").delete();
    assertThat(shown()).isEmpty();
    assertThat(record(made)).isEmpty();
  }

  private Optional<IpnsRecord> record(Publication of) throws IOException {
    PeerId name = of.name().orElseThrow();
    return new NameTable(home.bank().store(), InstantSource.fixed(TestHome.NOW)).find(name);
  }

  /** All that a root reaches. */
  private Set<Multihash> below(Cid root) throws IOException {
    Set<Multihash> all = new TreeSet<>();
    DagWalk.depthFirst(
        home.bank().store().blocks(), List.of(root), block -> all.add(block.cid().hash()));
    return all;
  }

  /** All that is held and shown. */
  private Set<Multihash> shown() throws IOException {
    PublicBlocks gate = PublicBlocks.of(home.bank().store());
    List<Cid> held = new ArrayList<>();
    home.bank().store().blocks().list((cid, size) -> held.add(cid));
    Set<Multihash> all = new TreeSet<>();
    for (Cid cid : held) {
      if (gate.has(cid)) {
        all.add(cid.hash());
      }
    }
    return all;
  }
}
