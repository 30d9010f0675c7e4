package io.pinakes.p2p.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.core.testing.SharedData;
import io.pinakes.p2p.wire.WireException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PeerRecordTest {
  private static final PrivateKey KEY = PrivateKey.generateEd25519(new SplittableRandom(1));
  private static final List<Multiaddr> HOME = List.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/4001"));

  @Test
  void ourRecordsAreTheBytesThatJsSigns() throws Exception {
    JsonNode golden =
        new ObjectMapper().readTree(SharedData.text("fixtures/js-golden/signed-peer-record.json"));
    PrivateKey key =
        PrivateKey.ofEd25519Seed(HexFormat.of().parseHex(golden.get("seed_hex").asText()));
    List<Multiaddr> addresses = new ArrayList<>();
    golden.get("addrs").forEach(text -> addresses.add(Multiaddr.parse(text.asText())));
    long sequence = Long.parseLong(golden.get("seq").asText());
    PeerRecord record = new PeerRecord(key.publicKey().peerId(), sequence, addresses);

    SignedEnvelope sealed = record.seal(key);

    assertThat(HexFormat.of().formatHex(sealed.payload()))
        .isEqualTo(golden.get("record_hex").asText());
    assertThat(HexFormat.of().formatHex(sealed.toBytes()))
        .isEqualTo(golden.get("envelope_hex").asText());
    assertThat(PeerRecord.open(sealed.toBytes())).isEqualTo(record);
  }

  @Test
  void aRecordThatAnotherSignedIsRefused() {
    PrivateKey other = PrivateKey.generateEd25519(new SplittableRandom(2));
    byte[] payload = new PeerRecord(KEY.publicKey().peerId(), 1, HOME).seal(KEY).payload();
    byte[] forged =
        SignedEnvelope.seal(other, PeerRecord.DOMAIN, new byte[] {3, 1}, payload).toBytes();

    assertThatThrownBy(() -> PeerRecord.open(forged))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("signed by another");
  }

  @Test
  void anEnvelopeOfAnotherDomainOrTypeIsRefused() {
    byte[] payload = new PeerRecord(KEY.publicKey().peerId(), 1, HOME).seal(KEY).payload();

    assertThatThrownBy(
            () ->
                PeerRecord.open(
                    SignedEnvelope.seal(KEY, "libp2p-routing-state", new byte[] {3, 1}, payload)
                        .toBytes()))
        .hasMessageContaining("is not signed by");
    assertThatThrownBy(
            () ->
                PeerRecord.open(
                    SignedEnvelope.seal(KEY, PeerRecord.DOMAIN, new byte[] {3, 2}, payload)
                        .toBytes()))
        .hasMessageContaining("another type");
  }

  @SeededTest(times = 500)
  void aFlippedBitIsNeverBelieved(RandomGenerator random) throws Exception {
    PeerRecord record = new PeerRecord(KEY.publicKey().peerId(), 1_700_000_000, HOME);
    byte[] bytes = record.seal(KEY).toBytes();
    int bit = random.nextInt(bytes.length * 8);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);

    try {
      assertThat(PeerRecord.open(bytes)).isEqualTo(record); // a flipped bit of an unknown field
    } catch (WireException expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    }
  }
}
