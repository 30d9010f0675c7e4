package io.pinakes.ipfs.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreLockedException;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.ipfs.store.StoreReadOnlyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two real processes on one store. */
@Timeout(900)
class BesideWriterIT {
  @TempDir Path dir;

  @Test
  void readersSeeEveryKeptBlockWhileTheWriterCompactsAndDropsBlobFiles() throws Exception {
    try (ChildJvm writer = new ChildJvm(BusyWriter.class, dir.toString(), "compact")) {
      waitForRound(writer, 2);
      try (Store early = RocksStore.open(dir, StoreOptions.READ_ONLY)) {
        for (int i = 0; i < 25; i++) {
          int written = Integer.parseInt(writer.line());
          requireKept(early);
          try (Store reader = RocksStore.open(dir, StoreOptions.READ_ONLY)) {
            requireKept(reader);
            assertThat(round(reader)).isGreaterThanOrEqualTo(written);
          }
        }
      }
      assertThat(writer.isAlive()).isTrue();
    }
  }

  @Test
  void aReaderRefusesToWriteAndASecondWriterIsToldThatThereIsOne() throws Exception {
    try (ChildJvm writer = new ChildJvm(BusyWriter.class, dir.toString())) {
      waitForRound(writer, 1);
      assertThatThrownBy(() -> RocksStore.open(dir, StoreOptions.DEFAULTS))
          .isInstanceOf(StoreLockedException.class)
          .hasMessageContaining(dir.toString());
      try (Store reader = RocksStore.open(dir, StoreOptions.READ_ONLY)) {
        assertThat(reader.readOnly()).isTrue();
        assertThat(reader.upkeep().usage().blocks()).isGreaterThan(BusyWriter.KEPT);
        assertThatThrownBy(() -> reader.batch().commit(io.pinakes.ipfs.store.Durability.SYNCED))
            .isInstanceOf(StoreReadOnlyException.class);
        assertThatThrownBy(() -> reader.upkeep().collectGarbage())
            .isInstanceOf(StoreReadOnlyException.class);
      }
    }
  }

  @RepeatedTest(5)
  void whatAKilledWriterHadPrintedIsThereWholeAndTheAccountsAreRight() throws Exception {
    int printed;
    try (ChildJvm writer = new ChildJvm(BusyWriter.class, dir.toString())) {
      printed = waitForRound(writer, 10 + (int) (ProcessHandle.current().pid() % 7));
      writer.kill();
      for (String line : writer.rest()) {
        printed = Integer.parseInt(line);
      }
    }
    try (Store store = RocksStore.open(dir, StoreOptions.DEFAULTS)) {
      int round = round(store);
      assertThat(round).isGreaterThanOrEqualTo(printed);
      for (Cid cid : BusyWriter.cids(round)) {
        assertThat(store.blocks().get(cid)).isPresent();
      }
      for (Cid cid : BusyWriter.cids(round + 1)) {
        assertThat(store.blocks().has(cid)).isFalse();
      }
      requireKept(store);
      assertThat(store.upkeep().usage()).isEqualTo(store.upkeep().recount());
    }
  }

  private static int waitForRound(ChildJvm writer, int round) throws IOException {
    int seen;
    do {
      seen = Integer.parseInt(writer.line());
    } while (seen < round);
    return seen;
  }

  private static void requireKept(Store store) throws IOException {
    for (int i = 0; i < BusyWriter.KEPT; i++) {
      Cid cid = BusyWriter.block(-1, i).cid();
      Optional<byte[]> bytes = store.blocks().get(cid);
      assertThat(bytes).as("%s", cid).isPresent();
    }
  }

  private static int round(Store store) throws IOException {
    byte[] number = store.table("rounds").get(new byte[] {'n'}).orElseThrow();
    return ByteBuffer.wrap(number).getInt();
  }
}
