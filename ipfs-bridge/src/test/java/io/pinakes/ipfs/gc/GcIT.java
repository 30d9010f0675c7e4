package io.pinakes.ipfs.gc;

import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.ipfs.store.rocksdb.RocksStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GcIT extends GcContract {
  @TempDir static Path dir;
  private static int opened;
  private @Nullable Store store;

  @BeforeEach
  void open() throws IOException {
    store = RocksStore.open(dir.resolve("store " + opened++), StoreOptions.DEFAULTS);
  }

  @AfterEach
  void close() throws IOException {
    store().close();
  }

  @Override
  Store store() {
    return Objects.requireNonNull(store);
  }

  @Override
  int jobs() {
    return 40;
  }
}
