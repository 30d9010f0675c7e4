package io.pinakes.p2p.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateListTest {
  private static final PeerId ALICE = peer(1);
  private static final PeerId BOB = peer(2);
  private static final Multiaddr HERE = Multiaddr.parse("/ip4/192.0.2.1/tcp/1");
  private static final Multiaddr THERE = Multiaddr.parse("/ip4/198.51.100.1/tcp/1");

  private final GateList list = new GateList();

  @Test
  void anEmptyListLetsEverybodyIn() {
    assertThat(list.mayAccept(HERE)).isTrue();
    assertThat(list.mayDial(ALICE, HERE)).isTrue();
    assertThat(list.mayTalk(ALICE, HERE)).isTrue();
  }

  @Test
  void aBlockedPeerStaysOutWhereverItComesFromUntilItIsUnblocked() {
    list.block(ALICE);
    assertThat(list.mayDial(ALICE, HERE)).isFalse();
    assertThat(list.mayTalk(ALICE, THERE)).isFalse();
    assertThat(list.mayTalk(BOB, HERE)).isTrue();

    list.unblock(ALICE);
    assertThat(list.mayTalk(ALICE, HERE)).isTrue();
  }

  @Test
  void aBlockedRangeStaysOutBeforeAByteIsRead() {
    list.block(IpRange.parse("192.0.2.0/24"));

    assertThat(list.mayAccept(HERE)).isFalse();
    assertThat(list.mayDial(ALICE, HERE)).isFalse();
    assertThat(list.mayAccept(THERE)).isTrue();
  }

  @Test
  void aListThatTakesAnothersPlaceBlocksWhatItNamesAndNothingElse() {
    list.block(ALICE);
    list.block(IpRange.parse("192.0.2.0/24"));

    list.blockOnly(Set.of(BOB), Set.of(IpRange.parse("198.51.100.0/24")));

    assertThat(list.mayTalk(ALICE, HERE)).isTrue();
    assertThat(list.mayTalk(BOB, HERE)).isFalse();
    assertThat(list.mayAccept(HERE)).isTrue();
    assertThat(list.mayAccept(THERE)).isFalse();
  }

  @Test
  void whereSomeAreAllowedTheOthersStayOut() {
    list.allow(IpRange.parse("192.0.2.0/24"));
    assertThat(list.mayAccept(THERE)).isFalse();
    assertThat(list.mayAccept(HERE)).isTrue();

    list.allow(ALICE);
    assertThat(list.mayTalk(ALICE, THERE)).as("by name, from anywhere").isTrue();
    assertThat(list.mayTalk(BOB, HERE)).isFalse();
    assertThat(list.mayAccept(THERE)).as("it may be alice").isTrue();
  }

  @Test
  void whoIsBothBlockedAndAllowedStaysOut() {
    list.allow(ALICE);
    list.block(ALICE);

    assertThat(list.mayTalk(ALICE, HERE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, /ip4/192.0.2.255/tcp/1, true",
    "192.0.2.0/24, /ip4/192.0.3.0/tcp/1, false",
    "192.0.2.128/25, /ip4/192.0.2.127/tcp/1, false",
    "192.0.2.7, /ip4/192.0.2.7/tcp/1, true",
    "192.0.2.7, /ip4/192.0.2.6/tcp/1, false",
    "0.0.0.0/0, /ip4/1.2.3.4/tcp/1, true",
    "0.0.0.0/0, /ip6/::1/tcp/1, false",
    "2001:db8::/33, /ip6/2001:db8:7fff::1/tcp/1, true",
    "2001:db8::/33, /ip6/2001:db8:8000::1/tcp/1, false",
    "0.0.0.0/0, /dns4/example.org/tcp/1, false"
  })
  void aRangeHoldsTheAddressesThatShareItsLeadingBits(String range, String address, boolean in) {
    assertThat(IpRange.parse(range).contains(Multiaddr.parse(address))).isEqualTo(in);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "192.0.2.0/33", "192.0.2.0/-1", "2001:db8::/129", "x/8", "1.2.3.4/"})
  void whatIsNoRangeIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> IpRange.parse(text));
  }

  private static PeerId peer(long seed) {
    return PrivateKey.generateEd25519(new SplittableRandom(seed)).publicKey().peerId();
  }
}
