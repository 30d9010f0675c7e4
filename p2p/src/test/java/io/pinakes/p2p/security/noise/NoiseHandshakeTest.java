package io.pinakes.p2p.security.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.key.PublicKey;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.core.testing.SharedData;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.security.HandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NoiseHandshakeTest {
  private static final List<String> YAMUX = List.of("/yamux/1.0.0");
  private static final PrivateKey ALICE = PrivateKey.generateEd25519(new SplittableRandom(1));
  private static final PrivateKey BOB = PrivateKey.generateEd25519(new SplittableRandom(2));

  @Test
  void bothSidesLearnWhoTheOtherIsAndTalk() throws Exception {
    NoiseHandshake alice = dialler(YAMUX, Optional.of(BOB.publicKey().peerId()));
    NoiseHandshake bob = listener(YAMUX);

    converse(alice, bob);

    assertThat(alice.peerKey()).isEqualTo(BOB.publicKey());
    assertThat(bob.peerKey()).isEqualTo(ALICE.publicKey());
    byte[] sent = new byte[5 + CipherState.TAG_BYTES];
    alice.ciphers().get(0).encrypt(new byte[0], text("hello"), 0, 5, sent, 0);
    byte[] received = new byte[5];
    bob.ciphers().get(1).decrypt(new byte[0], sent, 0, sent.length, received, 0);
    assertThat(received).isEqualTo(text("hello"));
  }

  @Test
  void theMuxerIsTheFirstOfTheInitiatorsThatTheResponderHas() throws Exception {
    NoiseHandshake alice = dialler(List.of("/a", "/b", "/c"), Optional.empty());
    NoiseHandshake bob = listener(List.of("/c", "/b"));

    converse(alice, bob);

    assertThat(alice.muxer()).contains("/b");
    assertThat(bob.muxer()).contains("/b");
  }

  @Test
  void withoutACommonMuxerADiallerFailsAndAListenerLetsThePeerNegotiate() throws Exception {
    NoiseHandshake alice = dialler(List.of("/a"), Optional.empty());
    NoiseHandshake bob = listener(List.of("/b"));

    converse(alice, bob);

    assertThatThrownBy(alice::muxer).isInstanceOf(HandshakeException.class);
    assertThat(bob.muxer()).isEmpty();
  }

  @Test
  void ifEitherSideNamesNoMuxerTheChoiceIsNegotiated() throws Exception {
    NoiseHandshake alice = dialler(List.of(), Optional.empty());
    NoiseHandshake bob = listener(YAMUX);

    converse(alice, bob);

    assertThat(alice.muxer()).isEmpty();
    assertThat(bob.muxer()).isEmpty();
  }

  @Test
  void whoIsNotWhomWeDialledIsRefused() {
    NoiseHandshake alice = dialler(YAMUX, Optional.of(ALICE.publicKey().peerId()));

    assertThatThrownBy(() -> converse(alice, listener(YAMUX)))
        .isInstanceOf(HandshakeException.class)
        .hasMessageContaining("peer is [" + BOB.publicKey().peerId() + "] and should be");
  }

  @Test
  void aKeyOfSmallOrderIsRefused() throws Exception {
    NoiseHandshake bob = listener(YAMUX);
    bob.read(new byte[32]); // the point 0

    assertThatThrownBy(bob::write).hasMessageContaining("small order");
  }

  @Test
  void ourPayloadIsTheOneThatJsWritesForTheSameKeys() throws Exception {
    var golden =
        new ObjectMapper().readTree(SharedData.text("fixtures/js-golden/noise-payload.json"));
    PrivateKey key =
        PrivateKey.ofEd25519Seed(HexFormat.of().parseHex(golden.get("seed_hex").asText()));
    byte[] signature = HexFormat.of().parseHex(golden.get("identity_sig_hex").asText());
    byte[] staticKey = HexFormat.of().parseHex(golden.get("noise_static_pub_hex").asText());

    NoisePayload payload =
        new NoisePayload(key.publicKey().toProtobuf(), signature, Optional.of(YAMUX));

    assertThat(HexFormat.of().formatHex(payload.encode()))
        .isEqualTo(golden.get("payload_hex").asText());
    assertThat(key.sign(concat(text("noise-libp2p-static-key:"), staticKey))).isEqualTo(signature);
    NoisePayload read =
        NoisePayload.decode(HexFormat.of().parseHex(golden.get("payload_hex").asText()));
    assertThat(PublicKey.fromProtobuf(read.identityKey())).isEqualTo(key.publicKey());
    assertThat(read.muxers()).contains(YAMUX);
  }

  @SeededTest(times = 500)
  void aFlippedBitAnywhereEndsTheHandshake(RandomGenerator random) {
    NoiseHandshake alice = dialler(YAMUX, Optional.empty());
    NoiseHandshake bob = listener(YAMUX);
    int flipped = 1 + random.nextInt(2);

    assertThatThrownBy(
            () -> {
              bob.read(alice.write());
              alice.read(flipIf(flipped == 1, bob.write(), random));
              bob.read(flipIf(flipped == 2, alice.write(), random));
            })
        .isInstanceOf(HandshakeException.class);
  }

  @SeededTest(times = 500)
  void noBytesThrowAnythingButAHandshakeException(RandomGenerator random) throws Exception {
    NoiseHandshake bob = listener(YAMUX);
    byte[] noise = new byte[random.nextInt(200)];
    random.nextBytes(noise);
    try {
      bob.read(noise);
      bob.write();
      bob.read(noise);
    } catch (HandshakeException expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    }
  }

  private static byte[] flipIf(boolean flip, byte[] message, RandomGenerator random) {
    if (flip) {
      int bit = random.nextInt(message.length * 8);
      // The highest bit of an X25519 key is ignored by RFC 7748, but it is in the transcript.
      message[bit / 8] ^= (byte) (1 << bit % 8);
    }
    return message;
  }

  private static void converse(NoiseHandshake alice, NoiseHandshake bob) throws HandshakeException {
    bob.read(alice.write());
    alice.read(bob.write());
    bob.read(alice.write());
  }

  private static NoiseHandshake dialler(List<String> muxers, Optional<PeerId> expected) {
    return new NoiseHandshake(Direction.OUTBOUND, ALICE, pair(3), pair(4), muxers, expected);
  }

  private static NoiseHandshake listener(List<String> muxers) {
    return new NoiseHandshake(Direction.INBOUND, BOB, pair(5), pair(6), muxers, Optional.empty());
  }

  private static NoiseKeyPair pair(long seed) {
    return NoiseKeyPair.generate(new SplittableRandom(seed));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
