package io.pinakes.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.datasets.testing.SmallParts;
import io.pinakes.datasets.testing.TestHome;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill costs: texts that were embedded and are not in the store. */
class UnsyncedTextsTest {
  private static final int FILES = 800;

  @Test
  void fewerThanSixtyFourTextsAreEmbeddedAheadOfTheStore(@TempDir Path tmp) throws IOException {
    SmallParts parts = new SmallParts();
    AtomicLong most = new AtomicLong();
    try (TestHome home = new TestHome(tmp, parts)) {
      for (int i = 0; i < FILES; i++) {
        home.write("note-" + i + ".txt", "Heron number " + i + " waits for frog " + (i * 31) + ".");
      }
      Store store = parts.store(tmp.resolve("home").resolve("store"));
      // The one that is counted is about to be embedded, too.
      parts.beforeEmbedding =
          () -> most.accumulateAndGet(1 + parts.embedded.get() - staged(store), Math::max);
      home.ingest();
    }
    assertThat(parts.embedded).hasValue(FILES);
    assertThat(most.get()).isBetween(2L, 63L);
  }

  /** Counted behind those that were embedded, so that what comes between makes it less. */
  private static long staged(Store store) {
    AtomicLong rows = new AtomicLong();
    try {
      store
          .table("staged")
          .scan(
              new byte[0],
              (key, value) -> {
                rows.incrementAndGet();
                return true;
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows.get();
  }
}
