package io.pinakes.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.gate.GateList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownPeersTest {
  private static final PeerId ALICE = peer(1);
  private static final PeerId BOB = peer(2);
  private static final Multiaddr HERE = Multiaddr.parse("/ip4/192.0.2.1/tcp/1");
  private static final Multiaddr THERE = Multiaddr.parse("/ip4/192.0.2.2/tcp/2");
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  @TempDir Path home;
  private KnownPeers known;
  private BlockList blocks;

  @BeforeEach
  void open() {
    known = new KnownPeers(home);
    blocks = new BlockList(home);
  }

  @Test
  void whoCameInIsRememberedAsThatUntilItIsDialled() throws IOException {
    known.meet(List.of(cameIn(ALICE, THERE)));
    assertThat(known.find(ALICE)).hasValue(cameIn(ALICE, THERE));

    known.meet(List.of(dialled(ALICE)));
    known.meet(List.of(cameIn(ALICE, THERE)));

    KnownPeer now = known.find(ALICE).orElseThrow();
    assertThat(now.cameIn()).isFalse();
    assertThat(now.addresses()).containsExactly(THERE, HERE);
  }

  @Test
  void theLatestComesFirst() throws IOException {
    known.meet(List.of(dialled(ALICE), cameIn(BOB)));
    assertThat(known.met()).extracting(KnownPeer::id).containsExactly(BOB, ALICE);

    known.meet(List.of(dialled(ALICE)));
    assertThat(known.met()).extracting(KnownPeer::id).containsExactly(ALICE, BOB);
  }

  @Test
  void noCrowdOfStrangersMakesAHomeForgetWhomItDialled() throws IOException {
    known.meet(List.of(dialled(ALICE)));
    List<KnownPeer> crowd = new ArrayList<>();
    for (int i = 0; i <= KnownPeers.MAX_PEERS; i++) {
      crowd.add(cameIn(peer(100 + i)));
    }
    known.meet(crowd);

    assertThat(known.met()).hasSize(KnownPeers.MAX_PEERS).contains(dialled(ALICE));
    assertThat(known.find(crowd.getFirst().id())).as("came first").isEmpty();
    assertThat(known.find(crowd.getLast().id())).as("came last").isPresent();
  }

  @Test
  void strangersWhoSayAsMuchAsTheyCanLeaveAFileThatIsReadAgain() throws IOException {
    List<Multiaddr> longest =
        IntStream.range(0, 20)
            .mapToObj(i -> Multiaddr.parse("/dns4/" + "\u8a9e".repeat(240) + i + "/tcp/1"))
            .toList();
    List<KnownPeer> crowd =
        IntStream.range(0, KnownPeers.MAX_PEERS)
            .mapToObj(i -> new KnownPeer(peer(100 + i), longest, "\u0001".repeat(8_000), NOW, true))
            .toList();
    known.meet(crowd);

    assertThat(known.met()).hasSize(KnownPeers.MAX_PEERS);
    assertThat(known.met().getFirst().agent()).hasSize(128);
  }

  @Test
  void aDamagedListOfPeersLeavesWhatIsBlockedBlocked() throws IOException {
    known.meet(List.of(dialled(ALICE)));
    assertThat(blocks.block(BOB.toString(), true).changed()).isTrue();
    Files.writeString(file("known.json"), "{\"peers\":[{\"id\":");

    assertThatThrownBy(() -> known.met())
        .isInstanceOfSatisfying(
            DamagedFileException.class,
            e -> assertThat(e.remedy()).startsWith("Put it aside").contains("stays so"))
        .hasMessageContaining("known.json] is damaged");
    assertThat(blocks.block("192.0.2.0/24", true).changed()).isTrue();
    assertThat(blocks.all()).containsExactlyInAnyOrder(BOB.toString(), "192.0.2.0/24");
  }

  @Test
  void aDamagedListOfBlocksClosesTheGateToNobodyUnseen() throws IOException {
    blocks.block(BOB.toString(), true);
    for (String damage : List.of("", "[]", "{\"blocked\":[\"nonsense\"]}", "{\"blocked\"")) {
      Files.writeString(file("blocked.json"), damage);
      assertThatThrownBy(() -> blocks.applyTo(new GateList()))
          .as(damage)
          .isInstanceOf(DamagedFileException.class);
    }
  }

  @Test
  void whatAnOlderVersionBlockedStaysBlocked() throws IOException {
    Files.createDirectories(home.resolve("peers"));
    Files.writeString(
        file("known.json"),
        "{\"schema\":\"pinakes.peers/1\",\"peers\":[],\"blocked\":[\"" + BOB + "\"]}");
    assertThat(blocks.all()).containsExactly(BOB.toString());

    known.meet(List.of(dialled(ALICE)));

    assertThat(file("known.json")).content().doesNotContain(BOB.toString());
    assertThat(blocks.all()).containsExactly(BOB.toString());
  }

  @Test
  void whatWasNotBlockedIsNotUnblocked() throws IOException {
    assertThat(blocks.block(BOB.toString(), false).changed()).isFalse();
    assertThat(blocks.block(BOB.toString(), true).changed()).isTrue();
    assertThat(blocks.block(BOB.toString(), true).changed()).isFalse();
    assertThat(blocks.block(BOB.toString(), false).changed()).isTrue();
  }

  private Path file(String name) {
    return home.resolve("peers").resolve(name);
  }

  private static KnownPeer dialled(PeerId peer) {
    return new KnownPeer(peer, List.of(HERE), "x/1", NOW, false);
  }

  private static KnownPeer cameIn(PeerId peer, Multiaddr... at) {
    return new KnownPeer(peer, List.of(at), "x/1", NOW, true);
  }

  private static PeerId peer(long seed) {
    return PrivateKey.generateEd25519(new SplittableRandom(seed)).publicKey().peerId();
  }
}
