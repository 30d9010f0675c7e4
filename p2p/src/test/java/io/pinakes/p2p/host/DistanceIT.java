package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.mux.yamux.YamuxLimits;
import io.pinakes.p2p.perf.Perf;
import io.pinakes.p2p.relay.FaultRelay;
import io.pinakes.p2p.relay.Faults;
import io.pinakes.p2p.resource.Resource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two hosts, 100 ms of round trip apart. */
@Timeout(300)
class DistanceIT {
  private static final Duration HALF = Duration.ofMillis(50);
  private static final long BYTES = 16L << 20;

  /**
   * What is under way over a distance is a window, and for a window its receiver pays: by that it
   * shows on any machine, and not by how fast the bytes went, which is of the benchmarks.
   */
  @Test
  void aWindowGrowsOverADistanceManyTimesAsFarAsOneThatMayNot() throws Exception {
    Transfer fixed = transfer(YamuxLimits.INITIAL_WINDOW_BYTES);
    Transfer growing = transfer(YamuxLimits.DEFAULT.maxWindowBytes());

    System.out.printf(
        "100 ms of round trip, 16 MiB: %.1f MB/s with 256 KiB, %.1f MB/s with windows that grow"
            + " (%,d and %,d bytes paid for)%n",
        fixed.megabytesPerSecond, growing.megabytesPerSecond, fixed.paidBytes, growing.paidBytes);
    assertThat(fixed.megabytesPerSecond).as("the window's own ceiling is 2.6").isLessThan(2.7);
    assertThat(growing.paidBytes - fixed.paidBytes)
        .isGreaterThanOrEqualTo(3 * YamuxLimits.INITIAL_WINDOW_BYTES);
  }

  private static Transfer transfer(int maxWindow) throws Exception {
    HostOptions options =
        TestHosts.options().toBuilder().yamux(TestHosts.CALM.withMaxWindow(maxWindow)).build();
    try (NetworkHost alice = TestHosts.listening();
        NetworkHost bob = TestHosts.listening(options);
        FaultRelay relay =
            new FaultRelay(bob.addresses().getFirst(), Faults.NONE.delay(HALF, Duration.ZERO), 1)) {
      CompletableFuture<Long> paid = new CompletableFuture<>();
      bob.handle(
          Perf.PROTOCOL,
          stream -> {
            Perf.answer(stream);
            paid.complete(bob.scopes().used(Resource.MEMORY));
          });
      Connection connection = alice.connect(bob.id(), List.of(relay.address()));
      try (Stream stream = connection.open(List.of(Perf.PROTOCOL))) {
        Perf.Result result = Perf.run(stream, BYTES, 0, System::nanoTime);
        double seconds = result.upload().toNanos() / 1e9;
        return new Transfer(BYTES / 1e6 / seconds, resultOf(paid));
      }
    }
  }

  /**
   * What came of it.
   *
   * @param paidBytes what the receiver holds in the end
   */
  private record Transfer(double megabytesPerSecond, long paidBytes) {}
}
