package io.pinakes.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.multiformats.Multibase;
import io.pinakes.core.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The keys of the libp2p specification, and those that JavaScript's libp2p made. */
class KeyVectorsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Map<String, KeyType> TYPES =
      Map.of(
          "rsa", KeyType.RSA,
          "ed25519", KeyType.ED25519,
          "secp256k1", KeyType.SECP256K1,
          "ecdsa", KeyType.ECDSA);

  @Test
  void theSpecificationsKeysAreReadAndWrittenToTheByte() throws IOException {
    JsonNode keys = json("fixtures/libp2p-specs/keys.json");
    int checked = 0;
    for (Map.Entry<String, JsonNode> entry : keys.properties()) {
      KeyType type = TYPES.get(entry.getKey().toLowerCase(Locale.ROOT));
      byte[] publicBytes = hex(entry.getValue(), "public");
      byte[] privateBytes = hex(entry.getValue(), "private");
      PublicKey publicKey = PublicKey.fromProtobuf(publicBytes);

      assertThat(publicKey.type()).isEqualTo(type);
      assertThat(publicKey.toProtobuf()).isEqualTo(publicBytes);
      if (type == KeyType.SECP256K1) {
        assertThatThrownBy(() -> PrivateKey.fromProtobuf(privateBytes))
            .as("core alone has no secp256k1; with module p2p this key is tried there")
            .isInstanceOf(UnsupportedKeyException.class)
            .hasMessageContaining("SECP256K1")
            .hasMessageContaining("p2p");
      } else {
        PrivateKey privateKey = PrivateKey.fromProtobuf(privateBytes);
        byte[] message = entry.getKey().getBytes(StandardCharsets.UTF_8);
        assertThat(privateKey.toProtobuf()).isEqualTo(privateBytes);
        assertThat(privateKey.publicKey()).isEqualTo(publicKey);
        assertThat(publicKey.verify(message, privateKey.sign(message))).isTrue();
      }
      checked++;
    }
    assertThat(checked).isEqualTo(4);
  }

  @Test
  void goldenKeysHaveTheirNamesInEveryForm() throws IOException {
    int checked = 0;
    for (JsonNode key : json("fixtures/js-golden/keys-peerids.json")) {
      PublicKey publicKey = PublicKey.fromProtobuf(hex(key, "public_protobuf_hex"));
      PeerId id = publicKey.peerId();

      assertThat(publicKey.type())
          .isEqualTo(TYPES.get(key.get("type").asText().toLowerCase(Locale.ROOT)));
      assertThat(id).hasToString(key.get("peer_id").asText());
      assertThat(id.toBytes()).isEqualTo(hex(key, "peer_id_bytes_hex"));
      assertThat(PeerId.parse(id.toString())).isEqualTo(id).hasSameHashCodeAs(id);
      assertThat(PeerId.fromBytes(id.toBytes())).isEqualTo(id);
      assertThat(id.publicKey().isPresent()).isEqualTo(publicKey.type() != KeyType.RSA);
      if (key.has("peer_id_cid_base36")) {
        assertThat(id.toName()).isEqualTo(key.get("peer_id_cid_base36").asText());
        assertThat(id.toCid()).hasToString(key.get("peer_id_cid_base32").asText());
        assertThat(PeerId.parse(key.get("peer_id_cid_base36").asText())).isEqualTo(id);
        assertThat(PeerId.parse(key.get("peer_id_cid_base32").asText())).isEqualTo(id);
        assertThat(PeerId.parse(id.toCid().toString(Multibase.BASE58BTC))).isEqualTo(id);
      }
      checked++;
    }
    assertThat(checked).isEqualTo(6);
  }

  @Test
  void goldenSignaturesVerifyAndEd25519SignsTheSame() throws IOException {
    int verified = 0;
    int signed = 0;
    for (JsonNode key : json("fixtures/js-golden/keys-peerids.json")) {
      PublicKey publicKey = PublicKey.fromProtobuf(hex(key, "public_protobuf_hex"));
      byte[] message = key.get("message").asText().getBytes(StandardCharsets.UTF_8);
      byte[] signature = hex(key, "signature_hex");
      if (publicKey.type() == KeyType.SECP256K1) {
        assertThatThrownBy(() -> publicKey.verify(message, signature))
            .isInstanceOf(UnsupportedKeyException.class);
        continue;
      }
      assertThat(publicKey.verify(message, signature)).isTrue();
      signature[signature.length / 2] ^= 1;
      assertThat(publicKey.verify(message, signature)).isFalse();
      verified++;
      if (key.has("seed_hex")) {
        PrivateKey privateKey = PrivateKey.ofEd25519Seed(hex(key, "seed_hex"));
        assertThat(privateKey.toProtobuf()).isEqualTo(hex(key, "private_protobuf_hex"));
        assertThat(privateKey.sign(message)).isEqualTo(hex(key, "signature_hex"));
        signed++;
      }
    }
    assertThat(verified).isEqualTo(5);
    assertThat(signed).isEqualTo(4);
  }

  private static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(SharedData.bytes(file));
  }

  private static byte[] hex(JsonNode node, String field) {
    return HEX.parseHex(node.get(field).asText());
  }
}
