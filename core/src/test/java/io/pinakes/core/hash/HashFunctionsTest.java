package io.pinakes.core.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.testing.SeededTest;
import io.pinakes.core.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.Xof;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.junit.jupiter.api.Test;

/** Our hash functions against another implementation, published digests and the code table. */
class HashFunctionsTest {
  private static final HexFormat HEX = HexFormat.of();

  @SeededTest(times = 100)
  void theyAgreeWithBouncyCastleAtEveryLength(RandomGenerator random) {
    byte[] content = content(random);
    for (Map.Entry<String, Supplier<Digest>> peer : peers(random).entrySet()) {
      Digest digest = peer.getValue().get();
      byte[] expected = new byte[digest.getDigestSize()];
      digest.update(content, 0, content.length);
      digest.doFinal(expected, 0);

      assertThat(function(peer.getKey()).digest(content))
          .as("%s of %d bytes", peer.getKey(), content.length)
          .isEqualTo(expected);
    }
  }

  @SeededTest(times = 50)
  void extendableOnesAgreeWithBouncyCastleAtEveryOutputLength(RandomGenerator random) {
    byte[] content = content(random);
    int length = 1 + random.nextInt(HashFunctions.MAX_EXTENDED_BYTES);
    Map<String, Xof> peers =
        Map.of(
            "blake3", new Blake3Digest(),
            "shake-128", new SHAKEDigest(128),
            "shake-256", new SHAKEDigest(256));
    peers.forEach(
        (name, xof) -> {
          byte[] expected = new byte[length];
          xof.update(content, 0, content.length);
          xof.doFinal(expected, 0, length);
          assertThat(function(name).digest(content, length)).as(name).isEqualTo(expected);
        });
  }

  @Test
  void blockAndChunkBoundariesAgreeToo() {
    for (int length : new int[] {0, 1, 63, 64, 65, 127, 128, 129, 1023, 1024, 1025, 2048, 5120}) {
      byte[] content = new byte[length];
      Arrays.fill(content, (byte) 0xa5);
      for (Map.Entry<String, Digest> peer :
          Map.<String, Digest>of(
                  "blake3", new Blake3Digest(),
                  "blake2b-256", new Blake2bDigest(256),
                  "blake2s-256", new Blake2sDigest(256),
                  "keccak-256", new KeccakDigest(256))
              .entrySet()) {
        byte[] expected = new byte[32];
        peer.getValue().update(content, 0, length);
        peer.getValue().doFinal(expected, 0);
        assertThat(function(peer.getKey()).digest(content))
            .as("%s of %d bytes", peer.getKey(), length)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void publishedDigestsComeOut() {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    Map<String, String> published =
        Map.of(
            "sha1", "a9993e364706816aba3e25717850c26c9cd0d89d",
            "sha2-256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "blake2s-256", "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982",
            "sha3-256", "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
            "keccak-256", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
            "dbl-sha2-256", "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358",
            "blake3", "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85");

    published.forEach(
        (name, digest) ->
            assertThat(HEX.formatHex(function(name).digest(abc))).as(name).isEqualTo(digest));
  }

  @Test
  void murmurAgreesWithTheReferenceAtEveryTail() throws IOException {
    List<String> lines;
    try (InputStream in = HashFunctionsTest.class.getResourceAsStream("murmur3-x64-128.csv")) {
      assertThat(in).isNotNull();
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
    }
    assertThat(lines).hasSize(56);
    for (String line : lines) {
      String[] fields = line.split(",");
      byte[] content = new byte[Integer.parseInt(fields[0])];
      for (int i = 0; i < content.length; i++) {
        content[i] = (byte) (7 * i + 3);
      }
      assertThat(HEX.formatHex(function("murmur3-x64-128").digest(content))).isEqualTo(fields[1]);
      assertThat(HEX.formatHex(function("murmur3-x64-64").digest(content)))
          .isEqualTo(fields[1].substring(0, 16));
    }
  }

  @Test
  void everyNumberAndNameIsThatOfTheCodeTable() {
    Map<Long, String> table = new LinkedHashMap<>();
    for (String line : SharedData.lines("fixtures/multiformats/multicodec/table.csv")) {
      String[] fields = line.split(",");
      if (fields[1].strip().equals("multihash") || fields[1].strip().equals("hash")) {
        table.put(Long.decode(fields[2].strip()), fields[0].strip());
      }
    }
    assertThat(HashFunctions.all()).hasSize(116);
    for (HashFunction function : HashFunctions.all()) {
      assertThat(table).containsEntry(function.code(), function.name());
      assertThat(HashFunctions.byCode(function.code())).containsSame(function);
      assertThat(HashFunctions.byName(function.name())).containsSame(function);
    }
  }

  @Test
  void lengthsThatAFunctionDoesNotGiveAreRefused() {
    HashFunction sha256 = HashFunctions.SHA2_256;
    byte[] content = {1, 2, 3};

    assertThat(sha256.digest(content, 20)).isEqualTo(Arrays.copyOf(sha256.digest(content), 20));
    assertThatThrownBy(() -> sha256.digest(content, 33)).hasMessageContaining("[33]");
    assertThatThrownBy(() -> sha256.digest(content, 0)).hasMessageContaining("[0]");
    assertThatThrownBy(() -> function("blake3").digest(content, 129)).hasMessageContaining("[129]");
  }

  private static HashFunction function(String name) {
    return HashFunctions.byName(name).orElseThrow();
  }

  private static byte[] content(RandomGenerator random) {
    byte[] content = new byte[random.nextInt(random.nextBoolean() ? 300 : 10_000)];
    random.nextBytes(content);
    return content;
  }

  private static Map<String, Supplier<Digest>> peers(RandomGenerator random) {
    int b = 1 + random.nextInt(64);
    int s = 1 + random.nextInt(32);
    Map<String, Supplier<Digest>> peers = new LinkedHashMap<>();
    peers.put("blake2b-" + 8 * b, () -> new Blake2bDigest(8 * b));
    peers.put("blake2s-" + 8 * s, () -> new Blake2sDigest(8 * s));
    peers.put("blake3", Blake3Digest::new);
    for (int bits : new int[] {224, 256, 384, 512}) {
      peers.put("keccak-" + bits, () -> new KeccakDigest(bits));
      peers.put("sha3-" + bits, () -> new SHA3Digest(bits));
    }
    return peers;
  }
}
