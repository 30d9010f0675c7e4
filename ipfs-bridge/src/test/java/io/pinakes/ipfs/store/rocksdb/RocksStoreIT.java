package io.pinakes.ipfs.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.LeaseContract;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreIT extends LeaseContract {
  private static final StoreOptions OPTIONS = StoreOptions.DEFAULTS.withQuotaBytes(QUOTA_BYTES);

  @TempDir Path dir;
  private @Nullable Store opened;

  @Override
  protected Store store() throws IOException {
    if (opened == null) {
      opened = RocksStore.open(dir, OPTIONS);
    }
    return opened;
  }

  @AfterEach
  void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }

  private Store reopened() throws IOException {
    close();
    opened = null;
    return store();
  }

  @Test
  void blocksTablesAndAccountsOutliveTheProcessThatWroteThem() throws IOException {
    Batch batch = store().batch();
    batch.putBlock(raw("block"));
    batch.put(store().table("heads"), bytes("papers"), bytes("head"));
    batch.commit(Durability.BUFFERED);
    Store again = reopened();
    assertThat(again.blocks().get(raw("block").cid())).hasValue(bytes("block"));
    assertThat(again.table("heads").get(bytes("papers"))).hasValue(bytes("head"));
    assertThat(again.upkeep().usage().bytes()).isEqualTo(5);
  }
}
