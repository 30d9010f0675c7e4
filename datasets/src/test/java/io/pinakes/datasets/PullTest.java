package io.pinakes.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.car.ImportException;
import io.pinakes.datasets.car.ImportReport;
import io.pinakes.datasets.car.PullListener;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.model.Stats;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.publication.Publication;
import io.pinakes.datasets.testing.SmallParts;
import io.pinakes.datasets.testing.TestHome;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.car.DagWalk;
import io.pinakes.ipfs.fetch.BlockSource;
import io.pinakes.ipfs.fetch.FetchLimits;
import io.pinakes.ipfs.fetch.FetchListener;
import io.pinakes.ipfs.fetch.Remote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset is pulled from one who has its blocks, or has not, or has made them up. */
class PullTest {
  private final SmallParts otherParts = new SmallParts();
  private final MemoryBlockstore there = new MemoryBlockstore();
  private final Set<Cid> hidden = new TreeSet<>();
  private final List<String> seen = new ArrayList<>();
  private TestHome home;
  private TestHome other;
  private Cid root;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    home = new TestHome(folder.resolve("one"), new SmallParts());
    other = new TestHome(folder.resolve("other"), otherParts);
    home.write("a.txt", "Penguins walk.\n\nWhales sing.\n");
    home.write("b.txt", "Owls see at night.\n");
    home.ingest();
    Publication made = home.bank().writer("papers").publish();
    root = made.root().orElseThrow();
    DagWalk.depthFirst(
        home.bank().store().blocks(), List.of(root), block -> there.put(List.of(block)));
  }

  @AfterEach
  void close() throws IOException {
    home.close();
    other.close();
  }

  @Test
  void itAnswersBeforeAllOfItIsHereAndAsTheOriginalWhenItIs() throws IOException {
    ImportReport report = pull(root);

    assertThat(report.changed()).isTrue();
    assertThat(report.signed()).isTrue();
    assertThat(seen).containsExactly("papers 2 of 2, whales found 1 times");
    assertThat(other.find("owls")).hasSameSizeAs(home.find("owls"));
    assertThat(other.bank().dataset("papers").pulledChunks()).isEmpty();
    assertThat(other.bank().checkUp("papers").isSound()).isTrue();
    assertThat(otherParts.embedded).hasValue(0);
    assertThat(pull(root).changed()).isFalse();
  }

  @Test
  void aNewerVersionComesAsWhatDiffers() throws IOException {
    pull(root);
    home.write("c.txt", "Cranes dance.\n");
    home.ingest();
    Cid newer = home.bank().writer("papers").publish().root().orElseThrow();
    DagWalk.depthFirst(
        home.bank().store().blocks(), List.of(newer), block -> there.put(List.of(block)));

    assertThat(pull(newer).changed()).isTrue();

    assertThat(other.find("cranes")).hasSize(1);
    assertThatThrownBy(() -> pull(root)).isInstanceOf(ImportException.class);
  }

  @Test
  void aPullThatEndsEarlyGoesOnWithTheVersionThatIsNewestThen() throws IOException {
    Cid text = Optional.ofNullable(home.documents().get("files/a.txt")).orElseThrow().text();
    hidden.add(text);
    assertThatThrownBy(() -> pull(root)).isInstanceOf(MissingBlockException.class);
    assertThat(other.bank().dataset("papers").pulledChunks()).hasValue(2);
    assertThat(other.find("whales")).hasSize(1);
    other.reopen().catchUp(ProgressListener.NONE);
    home.write("c.txt", "Cranes dance.\n");
    home.ingest();
    Cid newer = home.bank().writer("papers").publish().root().orElseThrow();
    DagWalk.depthFirst(
        home.bank().store().blocks(), List.of(newer), block -> there.put(List.of(block)));
    hidden.clear();

    pull(newer);

    assertThat(other.bank().dataset("papers").pulledChunks()).isEmpty();
    assertThat(other.find("cranes")).hasSize(1);
    assertThat(other.bank().checkUp("papers").isSound()).isTrue();
  }

  @Test
  void oneThatIsNotWhatItsManifestSaysIsGoneAgain() throws IOException {
    Manifest sound = Manifest.decode(there.get(home.reader().manifestCid()).orElseThrow());
    Stats wrong = new Stats(sound.stats().documents() + 1, 3, sound.stats().bytes());
    Block forged =
        new Manifest(
                sound.dataset(),
                sound.name(),
                sound.description(),
                sound.license(),
                sound.version(),
                sound.previous(),
                sound.created(),
                sound.pipeline(),
                sound.models(),
                sound.documents(),
                sound.vectors(),
                wrong)
            .toBlock();
    there.put(List.of(forged));

    assertThatThrownBy(() -> pull(forged.cid()))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("the manifest promises");

    assertThat(seen).isNotEmpty();
    assertThat(other.bank().datasets()).isEmpty();
    assertThat(pull(root).changed()).isTrue();
  }

  private ImportReport pull(Cid from) throws IOException {
    BlockSource source =
        new BlockSource() {
          @Override
          public String name() {
            return "there";
          }

          @Override
          public Optional<byte[]> block(Cid cid) throws IOException {
            return hidden.contains(cid) ? Optional.empty() : there.get(cid);
          }
        };
    Remote remote = new Remote(List.of(source), FetchLimits.DEFAULT, FetchListener.NONE);
    PullListener listener =
        new PullListener() {
          @Override
          public void expects(long bytes) {
            assertThat(bytes).isPositive();
          }

          @Override
          public void searchable(String dataset, long passages, long of) {
            try {
              seen.add(
                  dataset
                      + " "
                      + passages
                      + " of "
                      + of
                      + ", whales found "
                      + other.find("whales").size()
                      + " times");
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        };
    return other
        .bank()
        .pull(List.of(from), remote, Optional.empty(), listener, ProgressListener.NONE);
  }
}
