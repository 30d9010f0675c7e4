package io.pinakes.p2p.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.host.NetworkHost;
import io.pinakes.p2p.host.TestHosts;
import io.pinakes.p2p.transport.memory.MemoryNetwork;
import io.pinakes.p2p.transport.memory.MemoryTransport;
import io.pinakes.p2p.wire.WireException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two whole hosts, in memory. */
@Timeout(300)
class PerfTest {
  private final MemoryNetwork network = new MemoryNetwork();
  private final NetworkHost alice = host();
  private final NetworkHost bob = host();

  @BeforeEach
  void bobListens() throws IOException {
    bob.listen(Multiaddr.parse("/memory/bob"));
  }

  @AfterEach
  void close() {
    alice.close();
    bob.close();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "0, 1", "10000000, 3000000"})
  void asManyBytesGoThereAndBackAsWereAskedFor(long upload, long download) throws Exception {
    bob.handle(Perf.PROTOCOL, Perf::answer);
    Connection connection = TestHosts.connect(alice, bob);
    try (Stream stream = connection.open(List.of(Perf.PROTOCOL))) {
      Perf.Result result = Perf.run(stream, upload, download, System::nanoTime);

      assertThat(result.upload()).isPositive();
      assertThat(result.download()).isGreaterThanOrEqualTo(Duration.ZERO);
    }
  }

  @Test
  void aPeerThatSendsBackLessIsFoundOut() throws Exception {
    bob.handle(
        Perf.PROTOCOL,
        stream -> {
          stream.readExactly(8);
          stream.write(new byte[10]);
        });
    Connection connection = TestHosts.connect(alice, bob);
    try (Stream stream = connection.open(List.of(Perf.PROTOCOL))) {
      assertThatThrownBy(() -> Perf.run(stream, 0, 11, System::nanoTime))
          .isInstanceOf(WireException.class);
    }
  }

  @Test
  void nobodyMakesAHostSendUnlessItWasTold() throws Exception {
    assertThat(bob.protocols()).doesNotContain(Perf.PROTOCOL);
  }

  private NetworkHost host() {
    return new NetworkHost(
        TestHosts.options().toBuilder().transports(new MemoryTransport(network)).build(),
        InstantSource.system());
  }
}
