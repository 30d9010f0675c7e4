package io.pinakes.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.testing.SeededTest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What holds for every Ed25519 key. */
class Ed25519KeyTest {
  @SeededTest(times = 50)
  void aKeyVerifiesWhatItSignedAndNothingElse(RandomGenerator random) {
    PrivateKey key = PrivateKey.generateEd25519(random);
    byte[] message = new byte[random.nextInt(200)];
    random.nextBytes(message);
    byte[] signature = key.sign(message);

    assertThat(key.publicKey().verify(message, signature)).isTrue();
    assertThat(key.publicKey().verify(Arrays.copyOf(message, message.length + 1), signature))
        .isFalse();
    signature[random.nextInt(signature.length)] ^= (byte) (1 << random.nextInt(8));
    assertThat(key.publicKey().verify(message, signature)).isFalse();
    assertThat(key.publicKey().verify(message, new byte[random.nextInt(64)])).isFalse();
  }

  @SeededTest(times = 50)
  void keysSurviveTheirProtobufAndNamesTheirTexts(RandomGenerator random) {
    PrivateKey key = PrivateKey.generateEd25519(random);
    PeerId id = key.publicKey().peerId();

    assertThat(PrivateKey.fromProtobuf(key.toProtobuf())).isEqualTo(key);
    assertThat(PublicKey.fromProtobuf(key.publicKey().toProtobuf())).isEqualTo(key.publicKey());
    assertThat(id.publicKey()).contains(key.publicKey());
    assertThat(PeerId.parse(id.toString())).isEqualTo(id);
    assertThat(PeerId.parse(id.toName())).isEqualTo(id);
    assertThat(PeerId.parse(id.toCid().toString())).isEqualTo(id);
    assertThat(id.toString()).startsWith("12D3Koo");
    assertThat(id.toName()).startsWith("k51");
  }

  @SeededTest(times = 20)
  void aPrivateKeyWithAnotherKeysPublicHalfIsRefused(RandomGenerator random) {
    byte[] protobuf = PrivateKey.generateEd25519(random).toProtobuf();
    protobuf[protobuf.length - 1 - random.nextInt(32)] ^= 1;

    assertThatThrownBy(() -> PrivateKey.fromProtobuf(protobuf))
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining("another key's public half");
  }
}
