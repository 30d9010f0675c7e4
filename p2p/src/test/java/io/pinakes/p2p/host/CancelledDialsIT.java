package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.p2p.Dialing;
import io.pinakes.p2p.resource.Resource;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Dials that are given up at each stage give everything back. Sockets of cancelled dials once took
 * other implementations' descriptors (Teku 10735) and direct memory (Teku 11001).
 */
@Timeout(1_200)
class CancelledDialsIT {
  private static final Duration FOR_EVER = Duration.ofHours(1);
  private static final int AT_ONCE = 40;

  @ParameterizedTest
  @EnumSource(StallingPeer.Stage.class)
  void twoHundredCancelledDialsLeaveNothing(StallingPeer.Stage stage) throws Exception {
    assertNothingIsLeft(stage, 200);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(StallingPeer.Stage.class)
  void tenThousandCancelledDialsLeaveNothing(StallingPeer.Stage stage) throws Exception {
    assertNothingIsLeft(stage, 10_000);
  }

  private static void assertNothingIsLeft(StallingPeer.Stage stage, int times) throws Exception {
    BlockingQueue<StallingPeer> peers = new LinkedBlockingQueue<>();
    try (NetworkHost host = new NetworkHost(patient(), InstantSource.system())) {
      for (int i = 0; i < AT_ONCE; i++) {
        peers.add(new StallingPeer(stage)); // one a dial, since dials to one peer are one dial
      }
      cancelMany(host, peers, 2 * AT_ONCE); // what the first ones leave is classes and caches
      awaitNothing(host);
      long descriptors = descriptors();
      long direct = directBytes();

      cancelMany(host, peers, times);

      awaitNothing(host);
      eventually("descriptors are given back", SOON, () -> descriptors() <= descriptors);
      assertThat(directBytes()).as("direct memory").isLessThanOrEqualTo(direct + (1 << 20));
      assertThat(host.connections()).isEmpty();
      System.out.printf(
          "%d dials cancelled at %s: descriptors %d -> %d, direct bytes %d -> %d%n",
          times, stage, descriptors, descriptors(), direct, directBytes());
    } finally {
      for (StallingPeer peer : peers) {
        peer.close();
      }
    }
  }

  /** What a cancelled dial gives back is not given back by its time running out. */
  private static HostOptions patient() {
    return TestHosts.options().toBuilder().timeouts(HostTimeouts.all(FOR_EVER)).build();
  }

  private static void cancelMany(NetworkHost host, BlockingQueue<StallingPeer> peers, int times)
      throws InterruptedException {
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < times && failures.isEmpty(); i++) {
        StallingPeer peer = peers.take();
        users.execute(
            () -> {
              try {
                cancelOne(host, peer);
              } catch (IOException | RuntimeException | AssertionError e) {
                failures.add(e);
              } finally {
                peers.add(peer);
              }
            });
      }
    }
    assertThat(failures).isEmpty();
  }

  private static void cancelOne(NetworkHost host, StallingPeer peer) throws IOException {
    Dialing dialing = host.dial(peer.id(), List.of(peer.address()));
    if (peer.stage() == StallingPeer.Stage.IDENTIFY) {
      dialing.await().close(); // while it is being asked who it is
    } else {
      peer.awaitStalled();
      dialing.cancel();
    }
  }

  private static void awaitNothing(NetworkHost host) {
    eventually(
        "nothing is held",
        SOON,
        () ->
            host.scopes().used(Resource.MEMORY) == 0
                && host.scopes().used(Resource.DESCRIPTORS) == 0);
  }

  private static long descriptors() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
