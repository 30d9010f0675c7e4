package io.pinakes.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.datasets.testing.SmallParts;
import io.pinakes.datasets.testing.TestHome;
import io.pinakes.ipfs.store.GarbageRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A purge reaches into the versions that are kept. */
class PurgeTest {
  private final SmallParts parts = new SmallParts();
  private TestHome home;
  private Cid text;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    home = new TestHome(folder, parts);
    home.write("secret.txt", "Penguins walk.\n");
    home.write("b.txt", "Other things.\n");
    home.ingest();
    text = home.documents().lastEntry().getValue().text();
  }

  @AfterEach
  void close() throws IOException {
    home.close();
  }

  private Optional<VersionInfo> remove(String path, boolean purge) throws IOException {
    return home.bank().writer("papers").removeDocument(path, purge, ProgressListener.NONE);
  }

  private void assertPurged() throws IOException {
    assertThat(home.bank().store().blocks().has(text)).isFalse();
    assertThat(home.bank().versions("papers")).hasSize(1);
    assertThat(home.bank().versionsWith("papers", "files/secret.txt")).isEmpty();
    assertThat(home.find("things")).hasSize(1);
    assertThat(home.bank().checkUp("papers").isSound()).isTrue();
  }

  @Test
  void aDocumentThatWasTakenOutBeforeIsPurgedFromTheVersionsThatHaveIt() throws IOException {
    remove("files/secret.txt", false);
    assertThat(home.bank().versionsWith("papers", "files/secret.txt"))
        .extracting(VersionInfo::version)
        .containsExactly(1L);

    assertThat(remove("files/secret.txt", true)).isPresent();

    assertPurged();
    assertThat(home.ingest().newVersion()).isFalse();
    assertThat(remove("files/secret.txt", true)).isEmpty();
  }

  @Test
  void aDocumentWhoseFileWasDeletedIsPurgedFromTheVersionsThatHaveIt() throws IOException {
    home.wait(Duration.ofHours(2));
    home.delete("secret.txt");
    home.ingest();
    assertThat(home.bank().store().blocks().has(text)).isTrue();

    assertThat(remove("files/secret.txt", true)).isPresent();

    assertPurged();
  }

  @Test
  void withoutAPurgeADocumentOfAnOlderVersionIsNotThere() throws IOException {
    remove("files/secret.txt", false);

    assertThat(remove("files/secret.txt", false)).isEmpty();
    assertThat(remove("files/none.txt", true)).isEmpty();

    assertThat(home.bank().versions("papers")).hasSize(2);
  }

  @Test
  void aPurgeThatWasKilledIsBroughtToItsEndByGarbageCollection() throws IOException {
    remove("files/secret.txt", false);
    RuntimeException killed = new RuntimeException("killed");
    try {
      home.bank()
          .writer("papers")
          .removeDocument(
              "files/secret.txt",
              true,
              progress -> {
                if (progress.stage() == Stage.GC_MARK) {
                  throw killed;
                }
              });
    } catch (RuntimeException e) {
      assertThat(e).isSameAs(killed);
    }
    assertThat(home.bank().store().blocks().has(text)).isTrue();
    home.reopen();
    AtomicInteger marked = new AtomicInteger();

    home.bank()
        .collectGarbage(progress -> marked.addAndGet(progress.stage() == Stage.GC_MARK ? 1 : 0));

    assertPurged();
    assertThat(marked).as("collections: its own, and that of the purge").hasValue(2);
    marked.set(0);
    home.bank()
        .collectGarbage(progress -> marked.addAndGet(progress.stage() == Stage.GC_MARK ? 1 : 0));
    assertThat(marked).hasValue(1);
  }

  @Test
  void aPurgeBesideACollectionWaitsForItsEnd() throws Exception {
    FutureTask<Optional<VersionInfo>> purge =
        new FutureTask<>(() -> remove("files/secret.txt", true));
    Thread purges = Thread.ofPlatform().unstarted(purge);
    try (GarbageRun run = home.bank().store().upkeep().collectGarbage()) {
      run.takeHeld(held -> {});
      purges.start();
      while (purges.isAlive() && purges.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      assertThat(purge.isDone()).isFalse();
    }
    assertThat(purge.get(4, TimeUnit.MINUTES)).isPresent();
    assertPurged();
  }
}
