package io.pinakes.ipfs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RemoteTest {
  private final MemoryBlockstore there = new MemoryBlockstore();
  private final MemoryBlockstore here = new MemoryBlockstore();

  @Test
  void aStopEndsWhatWaitsForASilentSourceAndAllThatFollows() throws Exception {
    Block root = Graphs.random(there, new Random(1), 100, 50);
    CountDownLatch asked = new CountDownLatch(1);
    Remote remote =
        new Remote(List.of(new Silent(root, asked)), FetchLimits.DEFAULT, FetchListener.NONE);
    Thread stopper =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    asked.await();
                    remote.stop();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertThatThrownBy(() -> remote.complete(root.cid(), here))
        .isInstanceOf(InterruptedIOException.class);
    stopper.join();
    assertThat(here.get(root.cid())).as("what had come is held").isPresent();
    assertThatThrownBy(() -> remote.complete(root.cid(), here))
        .isInstanceOf(InterruptedIOException.class);
  }

  /** Gives the root, and keeps one waiting for the rest. */
  private final class Silent implements BlockSource {
    private final Block root;
    private final CountDownLatch asked;

    Silent(Block root, CountDownLatch asked) {
      this.root = root;
      this.asked = asked;
    }

    @Override
    public String name() {
      return "silent";
    }

    @Override
    public Optional<byte[]> block(Cid cid) throws IOException {
      if (cid.equals(root.cid())) {
        return there.get(cid);
      }
      asked.countDown();
      try {
        new CountDownLatch(1).await();
        return Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }
}
