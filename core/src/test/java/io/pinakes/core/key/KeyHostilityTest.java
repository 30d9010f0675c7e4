package io.pinakes.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.core.testing.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Keys and names from strangers: malformed, oversized, ambiguous. */
class KeyHostilityTest {
  private static final HexFormat HEX = HexFormat.of();

  @SeededTest(times = 1000)
  void bentKeysThrowNothingButMultiformatException(RandomGenerator random) throws IOException {
    List<byte[]> samples = samples();
    byte[] bytes = samples.get(random.nextInt(samples.size()));
    bytes = Arrays.copyOf(bytes, bytes.length - (random.nextInt(4) == 0 ? random.nextInt(5) : 0));
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int range = random.nextBoolean() ? Math.min(bytes.length, 40) : bytes.length;
      bytes[random.nextInt(range)] ^= (byte) (1 << random.nextInt(8));
    }
    try {
      PublicKey key = PublicKey.fromProtobuf(bytes);
      assertThat(key.toProtobuf()).isEqualTo(bytes);
    } catch (MultiformatException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
    try {
      PrivateKey key = PrivateKey.fromProtobuf(bytes);
      assertThat(key.toProtobuf()).isEqualTo(bytes);
    } catch (MultiformatException | UnsupportedKeyException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @SeededTest(times = 1000)
  void randomBytesAndTextsNameNobody(RandomGenerator random) {
    byte[] bytes = new byte[random.nextInt(60)];
    random.nextBytes(bytes);
    if (bytes.length > 6) {
      System.arraycopy(HEX.parseHex("002408011220"), 0, bytes, 0, random.nextInt(7));
    }
    try {
      assertThat(PeerId.fromBytes(bytes).toBytes()).isEqualTo(bytes);
    } catch (MultiformatException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
    try {
      PeerId.parse(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (MultiformatException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @Test
  void anEncodingOtherThanTheOneIsRefused() {
    String data = "1220" + "11".repeat(32);
    assertThat(PublicKey.fromProtobuf(HEX.parseHex("0801" + data))).isNotNull();
    refused(data + "0801", "field tag [8]");
    refused("0801" + data + "00", "[32] bytes has [33]");
    refused("0801" + "1221" + "11".repeat(32), "[33] bytes has [32]");
    refused("088100" + data, "not minimal");
    refused("0804" + data, "type [4] is unknown");
    refused("0801", "field tag [12]");
    refused("", "field tag [8]");
    refused("0801" + "121f" + "11".repeat(31), "Ed25519 public key of [31]");
    refused("0802" + "1221" + "04" + "11".repeat(32), "compressed point");
    refused("0801" + "12ffffffffffffffff7f", "key data of [9223372036854775807] bytes");
  }

  @Test
  void rsaKeysOutsideTheBoundsAreRefusedBeforeTheyAreUsed() {
    refusedRsa(BigInteger.TWO.pow(2046).add(BigInteger.ONE), 65537, "[2047] bits");
    refusedRsa(BigInteger.TWO.pow(8192).add(BigInteger.ONE), 65537, "[8193] bits");
    refusedRsa(BigInteger.TWO.pow(16384).add(BigInteger.ONE), 65537, "[16385] bits");
    refusedRsa(BigInteger.TWO.pow(2047), 65537, "impossible");
    refusedRsa(BigInteger.TWO.pow(2047).add(BigInteger.ONE), 1, "impossible");
    refusedRsa(BigInteger.TWO.pow(2047).add(BigInteger.ONE), 4, "impossible");
    refusedRsa(BigInteger.TWO.pow(2047).add(BigInteger.ONE), 0x1_0000_0001L, "impossible");
    assertThat(PublicKey.of(KeyType.RSA, rsa(BigInteger.TWO.pow(8192).subtract(BigInteger.ONE), 3)))
        .isNotNull();
  }

  @Test
  void javasRsaKeysAreTakenInPkcs8AndKeptInPkcs1() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    PrivateKey key = PrivateKey.of(KeyType.RSA, pair.getPrivate().getEncoded());

    assertThat(key.publicKey().data()).isEqualTo(pair.getPublic().getEncoded());
    assertThat(PrivateKey.fromProtobuf(key.toProtobuf())).isEqualTo(key);
    assertThat(key.publicKey().verify(new byte[3], key.sign(new byte[3]))).isTrue();
    assertThat(key.publicKey().peerId().toString()).startsWith("Qm");
  }

  @Test
  void everyCurveOfJavasThatLibp2pHasIsTaken() throws GeneralSecurityException {
    for (String curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      byte[] pkix = generator.generateKeyPair().getPublic().getEncoded();

      assertThat(PublicKey.of(KeyType.ECDSA, pkix).data()).isEqualTo(pkix);
      byte[] off = pkix.clone();
      off[off.length - 1] ^= 1;
      assertThatThrownBy(() -> PublicKey.of(KeyType.ECDSA, off))
          .isInstanceOf(MultiformatException.class)
          .hasMessageContaining("not a point on");
    }
  }

  @Test
  void halvesOfTwoEcdsaKeysAreNotOneKey() throws IOException {
    byte[] key = hex(specification().get("ECDSA"), "private");
    byte[] bent = key.clone();
    bent[15] ^= 1; // inside the secret number
    assertThatThrownBy(() -> PrivateKey.fromProtobuf(bent))
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining("another key's public half");
  }

  @Test
  void theOlderFormOfEd25519IsTakenAndWrittenInTheNew() throws IOException {
    byte[] protobuf = hex(specification().get("ED25519"), "private");
    byte[] data = Arrays.copyOfRange(protobuf, 4, protobuf.length);
    byte[] legacy = Arrays.copyOf(data, 96);
    System.arraycopy(data, 32, legacy, 64, 32);

    assertThat(PrivateKey.of(KeyType.ED25519, legacy).toProtobuf()).isEqualTo(protobuf);
    legacy[95] ^= 1;
    assertThatThrownBy(() -> PrivateKey.of(KeyType.ED25519, legacy))
        .isInstanceOf(MultiformatException.class);
  }

  @Test
  void secretsAreNotPrinted() throws IOException {
    byte[] protobuf = hex(specification().get("ED25519"), "private");
    PrivateKey key = PrivateKey.fromProtobuf(protobuf);
    assertThat(key.toString())
        .contains(key.publicKey().peerId().toString())
        .doesNotContain(HEX.formatHex(protobuf, 4, 12));
  }

  @Test
  void multihashesAndCidsThatNameNoKeyAreRefused() {
    refusedId(Multihash.of(0x12, new byte[20]), "neither");
    refusedId(Multihash.of(0x13, new byte[32]), "neither");
    refusedId(Multihash.identity(new byte[0]), "field tag");
    refusedId(Multihash.identity(new byte[43]), "[43] bytes");
    assertThatThrownBy(() -> PeerId.parse(Cid.of(0x55, new byte[0]).toString()))
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining("does not name a key");
    assertThatThrownBy(() -> PeerId.parse("1".repeat(200))).hasMessageContaining("too long");
  }

  private static void refused(String hex, String reason) {
    assertThatThrownBy(() -> PublicKey.fromProtobuf(HEX.parseHex(hex)))
        .as(hex)
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining(reason);
  }

  private static void refusedRsa(BigInteger modulus, long exponent, String reason) {
    assertThatThrownBy(() -> PublicKey.of(KeyType.RSA, rsa(modulus, exponent)))
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining(reason);
  }

  private static void refusedId(Multihash hash, String reason) {
    assertThatThrownBy(() -> new PeerId(hash))
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining(reason);
  }

  /** PKIX with the algorithm identifier spelt out, as RFC 3279 has it. */
  private static byte[] rsa(BigInteger modulus, long exponent) {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    key.writeBytes(Der.write(modulus));
    key.writeBytes(Der.write(BigInteger.valueOf(exponent)));
    byte[] sequence = Der.write(Der.SEQUENCE, key.toByteArray());
    return Der.write(
        Der.SEQUENCE, HEX.parseHex("300d06092a864886f70d0101010500"), Der.writeBits(sequence));
  }

  private static List<byte[]> samples() throws IOException {
    List<byte[]> samples = new ArrayList<>();
    for (JsonNode pair : specification()) {
      samples.add(hex(pair, "public"));
      samples.add(hex(pair, "private"));
    }
    return samples;
  }

  private static JsonNode specification() throws IOException {
    return new ObjectMapper().readTree(SharedData.bytes("fixtures/libp2p-specs/keys.json"));
  }

  private static byte[] hex(JsonNode node, String field) {
    return HEX.parseHex(node.get(field).asText());
  }
}
