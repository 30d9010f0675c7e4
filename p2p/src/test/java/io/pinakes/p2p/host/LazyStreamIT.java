package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static io.pinakes.p2p.host.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.resource.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams whose protocol is proposed along with the first bytes. */
@Timeout(300)
class LazyStreamIT {
  private static final byte[] WORDS = "some words".getBytes(StandardCharsets.US_ASCII);

  @Test
  void whoeverIsTakenToSpeakAProtocolIsNotWaitedForUntilItIsRead() throws Exception {
    try (NetworkHost alice = TestHosts.listening();
        NetworkHost bob = TestHosts.listening()) {
      bob.handle("/back", stream -> stream.write(stream.readExactly(WORDS.length)));
      CompletableFuture<byte[]> heard = new CompletableFuture<>();
      bob.handle("/hears", stream -> heard.complete(stream.readExactly(WORDS.length)));
      Connection connection = TestHosts.connect(alice, bob);

      try (Stream stream = connection.propose("/back")) {
        stream.write(WORDS);
        assertThat(stream.readExactly(WORDS.length)).isEqualTo(WORDS);
      }
      try (Stream stream = connection.propose("/hears")) {
        stream.write(WORDS);
        stream.closeOutput();
      }
      assertThat(resultOf(heard)).isEqualTo(WORDS);
      requireNoStreams(alice, bob);
    }
  }

  @Test
  void aPeerThatDoesNotSpeakItAfterAllCostsThatStreamAlone() throws Exception {
    try (NetworkHost alice = TestHosts.listening();
        NetworkHost bob = TestHosts.listening()) {
      Connection connection = TestHosts.connect(alice, bob);
      try (Stream stream = connection.propose("/x")) {
        stream.write(WORDS);
        assertThatThrownBy(() -> stream.readExactly(1)).isInstanceOf(IOException.class);
      }
      requireNoStreams(alice, bob);
      assertThat(alice.ping(connection)).isPositive();
    }
  }

  private static void requireNoStreams(NetworkHost alice, NetworkHost bob) {
    eventually("streams are given back", SOON, () -> streams(alice) + streams(bob) == 0);
  }

  private static long streams(NetworkHost host) {
    return host.scopes().used(Resource.INBOUND_STREAMS)
        + host.scopes().used(Resource.OUTBOUND_STREAMS);
  }
}
