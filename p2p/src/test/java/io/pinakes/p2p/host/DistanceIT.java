package io.pinakes.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.mux.yamux.YamuxLimits;
import io.pinakes.p2p.perf.Perf;
import io.pinakes.p2p.relay.FaultRelay;
import io.pinakes.p2p.relay.Faults;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two hosts, 100 ms of round trip apart. */
@Timeout(60)
class DistanceIT {
  private static final Duration HALF = Duration.ofMillis(50);
  private static final long BYTES = 16L << 20;

  @Test
  void aWindowThatGrowsIsManyTimesAsFastOverADistanceAsOneThatDoesNot() throws Exception {
    double fixed = megabytesPerSecond(YamuxLimits.INITIAL_WINDOW_BYTES);
    double growing = megabytesPerSecond(YamuxLimits.DEFAULT.maxWindowBytes());

    System.out.printf(
        "100 ms of round trip, 16 MiB: %.1f MB/s with 256 KiB, %.1f MB/s with windows that grow%n",
        fixed, growing);
    assertThat(fixed).as("the window's own ceiling is 2.6").isLessThan(2.7);
    assertThat(growing).isGreaterThan(3 * fixed);
  }

  private static double megabytesPerSecond(int maxWindow) throws Exception {
    HostOptions options =
        TestHosts.options().toBuilder().yamux(YamuxLimits.DEFAULT.withMaxWindow(maxWindow)).build();
    try (NetworkHost alice = TestHosts.listening();
        NetworkHost bob = TestHosts.listening(options);
        FaultRelay relay =
            new FaultRelay(bob.addresses().getFirst(), Faults.NONE.delay(HALF, Duration.ZERO), 1)) {
      bob.handle(Perf.PROTOCOL, Perf::answer);
      Connection connection = alice.connect(bob.id(), List.of(relay.address()));
      try (Stream stream = connection.open(List.of(Perf.PROTOCOL))) {
        Perf.Result result = Perf.run(stream, BYTES, 0, System::nanoTime);
        return BYTES / 1e6 / (result.upload().toNanos() / 1e9);
      }
    }
  }
}
