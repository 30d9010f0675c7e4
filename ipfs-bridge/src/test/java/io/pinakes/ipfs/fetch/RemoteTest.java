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
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class RemoteTest {
  private final MemoryBlockstore there = new MemoryBlockstore();
  private final MemoryBlockstore here = new MemoryBlockstore();

  @Test
  void aStopEndsWhatWaitsForASilentSourceAndAllThatFollows() throws Exception {
    Block root = Graphs.random(there, new Random(1), 100, 50);
    // So many wait that their being broken off, were it taken for failures, would drop the source.
    CountDownLatch asked = new CountDownLatch(FetchLimits.DEFAULT.maxFailures());
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

  @Test
  void whoWasAskedInVainByAnInterruptedFetchIsAskedAgain() throws Exception {
    Block root = Graphs.random(there, new Random(2), 100, 50);
    CountDownLatch asked = new CountDownLatch(FetchLimits.DEFAULT.maxFailures());
    Silent source = new Silent(root, asked);
    Remote remote = new Remote(List.of(source), FetchLimits.DEFAULT, FetchListener.NONE);
    AtomicReference<Throwable> ended = new AtomicReference<>();
    Thread fetching =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    remote.complete(root.cid(), here);
                  } catch (IOException | InterruptedException e) {
                    ended.set(e);
                  }
                });
    asked.await();
    fetching.interrupt();
    fetching.join();
    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    source.speaks = true;
    remote.complete(root.cid(), here);
    assertThat(remote.report().sources()).allSatisfy(one -> assertThat(one.dropped()).isEmpty());
  }

  /** Gives the root, and keeps one waiting for the rest until it speaks. */
  private final class Silent implements BlockSource {
    private final Block root;
    private final CountDownLatch asked;
    private volatile boolean speaks;

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
      if (speaks || cid.equals(root.cid())) {
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
