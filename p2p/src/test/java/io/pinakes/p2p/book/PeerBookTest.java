package io.pinakes.p2p.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.p2p.record.PeerRecord;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeerBookTest {
  private static final PeerId ALICE = peer(1);
  private static final PeerId BOB = peer(2);
  private static final Multiaddr A = address(1);
  private static final Multiaddr B = address(2);
  private static final Multiaddr C = address(3);
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final PeerBook book = new PeerBook(new BookLimits(3, 5, 8 * 1024));

  @Test
  void addressesComeInTheOrderInWhichTheyAreBelieved() {
    book.heard(ALICE, AddressSource.HEARSAY, List.of(C), 0);
    book.heard(ALICE, AddressSource.CONNECTION, List.of(B), 0);
    book.heard(ALICE, AddressSource.USER, List.of(A), 0);

    assertThat(book.addresses(ALICE, 0)).containsExactly(A, B, C);
    assertThat(book.addresses(BOB, 0)).isEmpty();
  }

  @Test
  void eachIsForgottenInItsTimeUnlessTheUserNamedIt() {
    book.heard(ALICE, AddressSource.USER, List.of(A), 0);
    book.heard(ALICE, AddressSource.CONNECTION, List.of(B), 0);
    book.heard(ALICE, AddressSource.HEARSAY, List.of(C), 0);

    assertThat(book.addresses(ALICE, HOUR / 6)).containsExactly(A, B);
    assertThat(book.addresses(ALICE, HOUR / 2)).containsExactly(A);
    assertThat(book.addresses(ALICE, 10_000 * HOUR)).containsExactly(A);
  }

  @Test
  void whatIsHeardAgainLivesAgain() {
    book.heard(ALICE, AddressSource.CONNECTION, List.of(A), 0);
    book.heard(ALICE, AddressSource.CONNECTION, List.of(A), HOUR / 4);
    book.heard(ALICE, AddressSource.HEARSAY, List.of(A), HOUR / 4);

    assertThat(book.addresses(ALICE, HOUR / 2)).containsExactly(A);
  }

  @Test
  void whatIsSignedCountsMoreThanWhatIsNotButNotMoreThanTheUser() {
    book.heard(ALICE, AddressSource.USER, List.of(A), 0);
    book.heard(ALICE, AddressSource.CONNECTION, List.of(B), 0);
    assertThat(book.heard(record(7, C), List.of(C), 0)).isTrue();

    assertThat(book.addresses(ALICE, 0)).containsExactly(A, C);
    book.heard(ALICE, AddressSource.CONNECTION, List.of(B), HOUR);
    assertThat(book.addresses(ALICE, HOUR)).as("the record is over").containsExactly(A, B);
  }

  @Test
  void aNewerRecordReplacesAnOlderOneAndNoOlderOneANewer() {
    book.heard(record(7, A), List.of(A), 0);
    assertThat(book.heard(record(8, B), List.of(B), 0)).isTrue();
    assertThat(book.heard(record(8, C), List.of(C), 0)).isFalse();
    assertThat(book.heard(record(7, A), List.of(A), 0)).isFalse();

    assertThat(book.addresses(ALICE, 0)).containsExactly(B);
  }

  /** As go and js do: they sign again when their addresses change, and not before. */
  @Test
  void theSameRecordIsNoNewsAndLivesAgain() {
    book.heard(record(7, A, B), List.of(A, B), 0);
    assertThat(book.addresses(ALICE, 2 * HOUR)).isEmpty();

    assertThat(book.heard(record(7, A, B), List.of(A), 2 * HOUR)).as("news").isFalse();

    assertThat(book.addresses(ALICE, 3 * HOUR - 1)).as("what is usable now").containsExactly(A);
    assertThat(book.addresses(ALICE, 3 * HOUR)).isEmpty();
  }

  @Test
  void theSameRecordOverTwoConnectionsGivesWhatIsUsableOfEither() {
    book.heard(record(7, A, B), List.of(A), 0);
    book.heard(record(7, A, B), List.of(B), 1);

    assertThat(book.addresses(ALICE, 2)).containsExactlyInAnyOrder(A, B);
  }

  @Test
  void ofEquallyBelievableOnesThoseGoThatWereHeardOfLongestAgo() {
    PeerBook small = new PeerBook(new BookLimits(1, 2, 8 * 1024));
    small.heard(ALICE, AddressSource.CONNECTION, List.of(A), 0);
    small.heard(ALICE, AddressSource.CONNECTION, List.of(B), 1);
    small.heard(ALICE, AddressSource.CONNECTION, List.of(A), 2);
    small.heard(ALICE, AddressSource.CONNECTION, List.of(C), 3);

    assertThat(small.addresses(ALICE, 4)).containsExactlyInAnyOrder(A, C);
  }

  @Test
  void anOlderRecordDoesNotLiveAgainThoughTheNewerOneIsOver() {
    book.heard(record(7, A), List.of(A), 0);
    book.heard(record(8, B), List.of(B), 0);

    book.heard(record(7, A), List.of(A), 2 * HOUR);

    assertThat(book.addresses(ALICE, 2 * HOUR)).isEmpty();
  }

  @Test
  void ofTooManyAddressesTheLeastBelievableGo() {
    book.heard(ALICE, AddressSource.CONNECTION, addresses(10, 13), 0);
    book.heard(ALICE, AddressSource.HEARSAY, addresses(20, 30), 0);
    assertThat(book.addresses(ALICE, 0)).hasSize(5).containsAll(addresses(10, 13));

    book.heard(ALICE, AddressSource.USER, addresses(40, 43), 0);
    assertThat(book.addresses(ALICE, 0)).hasSize(5).containsAll(addresses(40, 43));
  }

  /** Of a part there are the part, its bytes, its text and that one's bytes: 96 bytes at least. */
  @Test
  void whatPeersSayOfThemselvesTakesNoMoreThanEightKibibytesEachHoweverManyPartsItHas() {
    PeerBook full = new PeerBook(BookLimits.DEFAULT);
    List<PeerId> liars = IntStream.range(0, 4_096).mapToObj(PeerBookTest::unheardOf).toList();
    for (PeerId liar : liars) {
      full.heard(liar, AddressSource.CONNECTION, ofParts(64, 32), 0);
    }

    assertThat(full.heapBytes()).isLessThanOrEqualTo(4_096L * 8 * 1024);
    assertThat(liars.stream().mapToLong(liar -> parts(full.addresses(liar, 0))).sum() * 96)
        .isLessThanOrEqualTo(full.heapBytes())
        .isPositive();
  }

  @Test
  void whatTheUserSaysOfAPeerIsNotCutForItsLength() {
    PeerBook full = new PeerBook(BookLimits.DEFAULT);
    full.heard(ALICE, AddressSource.USER, ofParts(64, 32), 0);
    full.heard(ALICE, AddressSource.CONNECTION, List.of(A), 0);

    assertThat(full.addresses(ALICE, 0)).containsExactlyElementsOf(ofParts(64, 32));
  }

  @Test
  void ofWhatTakesTooMuchTheLeastBelievableGoes() {
    PeerBook small = new PeerBook(new BookLimits(1, 64, 2_000));
    small.heard(ALICE, AddressSource.HEARSAY, addresses(1, 5), 0);
    small.heard(ALICE, AddressSource.CONNECTION, addresses(10, 15), 0);

    assertThat(small.addresses(ALICE, 0)).containsExactlyElementsOf(addresses(10, 15));
  }

  @Test
  void ofTooManyPeersTheOneHeardOfLongestAgoGoesButNotTheUsers() {
    book.heard(ALICE, AddressSource.USER, List.of(A), 0);
    for (int i = 10; i < 14; i++) {
      book.heard(peer(i), AddressSource.HEARSAY, List.of(B), i);
    }

    assertThat(book.peers(20)).containsExactly(ALICE, peer(12), peer(13));
  }

  @Test
  void aBookFullOfTheUsersPeersTakesNoStranger() {
    for (int i = 1; i <= 3; i++) {
      book.heard(peer(i), AddressSource.USER, List.of(A), 0);
    }
    book.heard(peer(9), AddressSource.HEARSAY, List.of(B), 0);

    assertThat(book.peers(0)).containsExactly(peer(1), peer(2), peer(3));
  }

  @Test
  void peersWithoutAnAddressAreForgotten() {
    book.heard(ALICE, AddressSource.HEARSAY, List.of(A), 0);
    book.heard(BOB, AddressSource.CONNECTION, List.of(B), 0);

    assertThat(book.peers(HOUR / 4)).containsExactly(BOB);
    book.forget(BOB);
    assertThat(book.peers(HOUR / 4)).isEmpty();
  }

  @Test
  void nobodySaysThatAnAddressIsSignedWithoutTheRecord() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> book.heard(ALICE, AddressSource.SIGNED, List.of(A), 0));
  }

  private static PeerRecord record(long sequence, Multiaddr... addresses) {
    return new PeerRecord(ALICE, sequence, List.of(addresses));
  }

  private static List<Multiaddr> addresses(int from, int to) {
    return IntStream.range(from, to).mapToObj(PeerBookTest::address).toList();
  }

  private static List<Multiaddr> ofParts(int count, int parts) {
    return IntStream.range(0, count)
        .mapToObj(port -> Multiaddr.parse("/ip4/8.8.8.8" + ("/tcp/" + port).repeat(parts - 1)))
        .toList();
  }

  private static long parts(List<Multiaddr> addresses) {
    return addresses.stream().mapToLong(address -> address.parts().size()).sum();
  }

  /** Made faster than a key. */
  private static PeerId unheardOf(int number) {
    return new PeerId(Multihash.sha256(new byte[] {(byte) (number >> 8), (byte) number}));
  }

  private static Multiaddr address(int port) {
    return Multiaddr.parse("/ip4/192.0.2.1/tcp/" + port);
  }

  private static PeerId peer(long seed) {
    return PrivateKey.generateEd25519(new SplittableRandom(seed)).publicKey().peerId();
  }
}
