package io.pinakes.ipfs.ipns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.p2p.wire.ProtobufWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IpnsRecordTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final String VALUE = "/ipfs/bafkqaddwgevxmmraojswg33smq";

  private final PrivateKey key = PrivateKey.generateEd25519(new Random(1));
  private final PeerId name = key.publicKey().peerId();
  private final IpnsSigner signer = new IpnsSigner(key);

  @Test
  void aRecordEndsAtItsEndToTheNanosecond() throws IOException {
    Instant end = NOW.plusNanos(1);
    byte[] record = signer.sign(data(1, end)).toBytes();
    assertThat(IpnsValidator.validate(name, record, NOW).data().validUntil()).isEqualTo(end);
    assertThatThrownBy(() -> IpnsValidator.validate(name, record, end))
        .isInstanceOf(IpnsException.class)
        .hasMessageContaining("ended at [" + end + "]");
  }

  @Test
  void aRecordIsRememberedForItsTimeToLiveButNotBeyondItsEnd() throws IOException {
    IpnsRecord record = signer.sign(data(1, NOW.plusSeconds(400)));
    assertThat(record.cacheFor(NOW)).isEqualTo(IpnsData.DEFAULT_TTL);
    assertThat(record.cacheFor(NOW.plusSeconds(390))).isEqualTo(Duration.ofSeconds(10));
    assertThat(record.cacheFor(NOW.plusSeconds(500))).isZero();
  }

  @Test
  void ofTwoRecordsTheHigherSequenceCountsAndThenTheLaterEnd() throws IOException {
    IpnsRecord old = signer.sign(data(1, NOW.plusSeconds(9000)));
    IpnsRecord newer = signer.sign(data(2, NOW.plusSeconds(10)));
    IpnsRecord longer = signer.sign(data(2, NOW.plusSeconds(20)));
    List<IpnsRecord> records = new ArrayList<>(List.of(longer, old, newer));
    Collections.sort(records, IpnsRecord.NEWEST_LAST);
    assertThat(records).containsExactly(old, newer, longer);
  }

  @Test
  void ofTwoRecordsThatSayTheSameAllChooseTheSame() throws IOException {
    IpnsRecord with = signer.sign(data(1, NOW.plusSeconds(10)));
    IpnsRecord without = signer.signWithoutLegacy(data(1, NOW.plusSeconds(10)));
    assertThat(IpnsRecord.NEWEST_LAST.compare(with, without))
        .isEqualTo(-IpnsRecord.NEWEST_LAST.compare(without, with))
        .isNotZero();
  }

  @Test
  void noRecordHoldsForAnotherName() throws IOException {
    PeerId other = PrivateKey.generateEd25519(new Random(2)).publicKey().peerId();
    byte[] record = signer.signWithoutLegacy(data(1, NOW.plusSeconds(10))).toBytes();
    assertThatThrownBy(() -> IpnsValidator.validate(other, record, NOW))
        .isInstanceOf(IpnsException.class);
  }

  @Test
  void aKeyThatComesAlongMustBeTheNamesOwn() throws IOException {
    PrivateKey other = PrivateKey.generateEd25519(new Random(2));
    byte[] forged =
        append(
            new IpnsSigner(other).signWithoutLegacy(data(1, NOW.plusSeconds(10))).toBytes(),
            new ProtobufWriter().bytes(7, other.publicKey().toProtobuf()).toBytes());
    assertThatThrownBy(() -> IpnsValidator.validate(name, forged, NOW))
        .isInstanceOf(IpnsException.class)
        .hasMessageContaining("is not that of [" + name.toName() + "]");
  }

  @Test
  void legacyFieldsThatSayMoreThanWhatIsSignedAreRefusedOneByOne() throws IOException {
    byte[] record = signer.sign(data(1, NOW.plusSeconds(10))).toBytes();
    byte[] bare = signer.signWithoutLegacy(data(1, NOW.plusSeconds(10))).toBytes();
    for (byte[] added :
        List.of(
            new ProtobufWriter().text(1, "/ipfs/bafkqaaa").toBytes(),
            new ProtobufWriter().number(3, 1).toBytes(),
            new ProtobufWriter().text(4, "2030-01-01T00:00:00Z").toBytes(),
            new ProtobufWriter().number(5, 2).toBytes(),
            new ProtobufWriter().number(6, 2).toBytes())) {
      assertThatThrownBy(() -> IpnsRecord.parse(append(record, added)))
          .hasMessageContaining("legacy fields");
      assertThatThrownBy(() -> IpnsRecord.parse(append(bare, added)))
          .hasMessageContaining("legacy fields");
    }
  }

  @Test
  void everyFlippedBitIsNoticed() throws IOException {
    byte[] record = signer.signWithoutLegacy(data(1, NOW.plusSeconds(10))).toBytes();
    for (int bit = 0; bit < record.length * 8; bit++) {
      byte[] flipped = record.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> IpnsValidator.validate(name, flipped, NOW))
          .as("bit %s", bit)
          .isInstanceOf(IpnsException.class);
    }
  }

  @SeededTest(times = 300)
  void anyBytesAreARecordOrAreRefused(RandomGenerator random) throws IOException {
    byte[] bytes = signer.sign(data(1, NOW.plusSeconds(10))).toBytes();
    for (int i = random.nextInt(20); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    try {
      assertThat(IpnsValidator.validate(name, damaged, NOW).data().value()).isEqualTo(VALUE);
    } catch (IpnsException expected) {
      assertThat(expected).hasMessageNotContaining("null");
    }
  }

  @Test
  void aRecordOverTenKibibytesIsRefusedUnread() {
    assertThatThrownBy(() -> IpnsRecord.parse(new byte[IpnsRecord.MAX_BYTES + 1]))
        .isInstanceOf(IpnsException.class)
        .hasMessageContaining("over the limit");
    IpnsData data = new IpnsData("/ipfs/" + "x".repeat(11_000), 1, NOW, Duration.ZERO);
    assertThatThrownBy(() -> signer.sign(data)).hasMessageContaining("over the limit");
  }

  private static IpnsData data(long sequence, Instant end) {
    return new IpnsData(VALUE, sequence, end, IpnsData.DEFAULT_TTL);
  }

  private static byte[] append(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
