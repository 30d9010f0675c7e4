package io.pinakes.ipfs.gc;

import io.pinakes.core.testing.SeededTest;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class GcTest extends GcContract {
  private final Store store = MemoryStore.create();

  @Override
  Store store() {
    return store;
  }

  @Override
  int jobs() {
    return 300;
  }

  @SeededTest(times = 150)
  void manySeedsOfTheRaceLoseNothing(RandomGenerator random) throws Exception {
    new GcRace(MemoryStore.create(), random, 100).run();
  }
}
