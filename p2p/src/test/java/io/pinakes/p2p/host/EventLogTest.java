package io.pinakes.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.HostEvent;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private static final PeerId ALICE =
      PrivateKey.generateEd25519(new SplittableRandom(1)).publicKey().peerId();
  private static final Multiaddr THERE = Multiaddr.parse("/ip4/192.0.2.1/tcp/1");

  private final EventLog log = new EventLog(() -> Instant.EPOCH, 3);

  @Test
  void theLastEventsAreKeptAndOlderOnesGo() {
    for (int port = 1; port <= 5; port++) {
      log.accept(new HostEvent.Listening(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + port)));
    }

    assertThat(log.entries())
        .extracting(EventLog.Entry::line)
        .containsExactly(
            "1970-01-01T00:00:00Z listening address=/ip4/127.0.0.1/tcp/3",
            "1970-01-01T00:00:00Z listening address=/ip4/127.0.0.1/tcp/4",
            "1970-01-01T00:00:00Z listening address=/ip4/127.0.0.1/tcp/5");
  }

  @Test
  void whoComesAndGoesIsALineWithItsReason() {
    log.accept(new HostEvent.Joined(ALICE, Direction.INBOUND, THERE, "/noise", "/yamux/1.0.0"));
    log.accept(new HostEvent.Left(ALICE, THERE, "closed here"));

    assertThat(log.entries())
        .extracting(EventLog.Entry::line)
        .containsExactly(
            "1970-01-01T00:00:00Z joined peer="
                + ALICE
                + " direction=in address=/ip4/192.0.2.1/tcp/1 security=/noise muxer=/yamux/1.0.0",
            "1970-01-01T00:00:00Z left peer="
                + ALICE
                + " address=/ip4/192.0.2.1/tcp/1 reason=\"closed here\"");
  }

  @Test
  void whatFailsWithAConnectedPeerIsALineWithItsReason() {
    log.accept(new HostEvent.StreamFailed(ALICE, THERE, "/x/\n1", "no more"));
    log.accept(new HostEvent.IdentifyFailed(ALICE, THERE, "said nothing"));
    log.accept(new HostEvent.CutOff(ALICE, THERE));

    String whom = " peer=" + ALICE + " address=/ip4/192.0.2.1/tcp/1";
    assertThat(log.entries())
        .extracting(EventLog.Entry::line)
        .containsExactly(
            "1970-01-01T00:00:00Z stream-failed"
                + whom
                + " protocol=\"/x/\\u000a1\" reason=\"no more\"",
            "1970-01-01T00:00:00Z identify-failed" + whom + " reason=\"said nothing\"",
            "1970-01-01T00:00:00Z cut-off" + whom);
  }

  @Test
  void theFieldsOfALineAreThereForProgramsToo() {
    log.accept(new HostEvent.Left(ALICE, THERE, "closed here"));

    EventLog.Entry entry = log.entries().getFirst();
    assertThat(entry.kind()).isEqualTo("left");
    assertThat(entry.fields())
        .containsExactly(
            Map.entry("peer", ALICE.toString()),
            Map.entry("address", "/ip4/192.0.2.1/tcp/1"),
            Map.entry("reason", "closed here"));
  }

  @Test
  void whatAPeerCallsItselfForgesNoLine() {
    log.accept(new HostEvent.Identified(ALICE, "x\"\n1970 joined peer=me\u001b[2J"));

    assertThat(log.entries().getFirst().line())
        .endsWith(" agent=\"x\\\"\\u000a1970 joined peer=me\\u001b[2J\"");
  }
}
