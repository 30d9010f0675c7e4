package io.pinakes.p2p.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.key.KeyType;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.key.PublicKey;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.core.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Keys as they are with this module on the class path. */
class BouncySchemesTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void everyGoldenKeyNamesItselfSignsAndVerifies() throws IOException {
    JsonNode keys =
        new ObjectMapper().readTree(SharedData.bytes("fixtures/js-golden/keys-peerids.json"));
    int verified = 0;
    for (JsonNode key : keys) {
      PublicKey publicKey = PublicKey.fromProtobuf(hex(key, "public_protobuf_hex"));
      byte[] message = key.get("message").asText().getBytes(StandardCharsets.UTF_8);
      byte[] signature = hex(key, "signature_hex");

      assertThat(publicKey.peerId()).hasToString(key.get("peer_id").asText());
      assertThat(publicKey.verify(message, signature)).isTrue();
      message[0] ^= 1;
      assertThat(publicKey.verify(message, signature)).isFalse();
      if (key.has("private_protobuf_hex")) {
        message[0] ^= 1;
        PrivateKey privateKey = PrivateKey.fromProtobuf(hex(key, "private_protobuf_hex"));
        assertThat(privateKey.sign(message)).isEqualTo(signature);
      }
      verified++;
    }
    assertThat(verified).isEqualTo(6);
  }

  @Test
  void theSpecificationsSecp256k1KeySignsAsJavaScriptDoes() throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode pair = json.readTree(SharedData.bytes("fixtures/libp2p-specs/keys.json"));
    JsonNode golden = json.readTree(SharedData.bytes("fixtures/js-golden/keys-peerids.json"));
    byte[] protobuf = hex(pair.get("secp256k1"), "private");
    PrivateKey key = PrivateKey.fromProtobuf(protobuf);
    byte[] message = golden.get(4).get("message").asText().getBytes(StandardCharsets.UTF_8);

    assertThat(key.toProtobuf()).isEqualTo(protobuf);
    assertThat(key.publicKey().toProtobuf()).isEqualTo(hex(pair.get("secp256k1"), "public"));
    assertThat(golden.get(4).get("type").asText()).isEqualTo("secp256k1");
    assertThat(key.sign(message)).isEqualTo(hex(golden.get(4), "signature_hex"));
  }

  @SeededTest(times = 400)
  void anySecp256k1KeyVerifiesWhatItSignedAndNothingElse(RandomGenerator random) {
    byte[] scalar = new byte[32];
    random.nextBytes(scalar);
    scalar[0] &= 0x7f; // below the order
    PrivateKey key = PrivateKey.of(KeyType.SECP256K1, scalar);
    byte[] message = new byte[1 + random.nextInt(100)];
    random.nextBytes(message);
    byte[] signature = key.sign(message);

    assertThat(key.publicKey().verify(message, signature)).isTrue();
    assertThat(key.publicKey().peerId().publicKey()).contains(key.publicKey());
    byte[] bent = signature.clone();
    bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
    assertThat(key.publicKey().verify(message, bent)).isFalse();
    byte[] cut = Arrays.copyOf(signature, random.nextInt(signature.length));
    assertThat(key.publicKey().verify(message, cut)).isFalse();
    assertThat(key.publicKey().verify(message, Arrays.copyOf(signature, 200))).isFalse();
  }

  @SeededTest(times = 50)
  void bytesThatAreNoPointVerifyNothing(RandomGenerator random) {
    byte[] point = new byte[33];
    random.nextBytes(point);
    point[0] = (byte) (2 + random.nextInt(2));
    PublicKey key = PublicKey.of(KeyType.SECP256K1, point);
    byte[] signature = HEX.parseHex("3006020101020101");

    assertThat(key.verify(new byte[1], signature)).isFalse();
  }

  @SeededTest(times = 50)
  void ed25519AgreesWithTheJdk(RandomGenerator random) throws GeneralSecurityException {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    byte[] message = new byte[random.nextInt(300)];
    random.nextBytes(message);
    Signature jdk = Signature.getInstance("Ed25519");
    jdk.initSign(
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
    jdk.update(message);

    assertThat(PrivateKey.ofEd25519Seed(seed).sign(message)).isEqualTo(jdk.sign());
  }

  @SeededTest(times = 100)
  void malformedEd25519KeysAndSignaturesVerifyNothing(RandomGenerator random) {
    byte[] key = new byte[32];
    random.nextBytes(key);
    byte[] signature = new byte[random.nextBoolean() ? 64 : random.nextInt(130)];
    random.nextBytes(signature);

    assertThat(PublicKey.of(KeyType.ED25519, key).verify(new byte[3], signature)).isFalse();
  }

  private static byte[] hex(JsonNode node, String field) {
    return HEX.parseHex(node.get(field).asText());
  }
}
