package io.pinakes.core.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.testing.SeededTest;
import io.pinakes.core.testing.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CidTest {
  private static final String V0 = "QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n";
  private static final String V1 = "bafybeihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
  private static final Map<String, Long> CODECS =
      Map.of(
          "dag-cbor", Multicodec.DAG_CBOR,
          "dag-json", Multicodec.DAG_JSON,
          "dag-pb", Multicodec.DAG_PB);

  @Test
  void theNamesOfTheCodecFixturesAreTheirCids() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(SharedData.path("fixtures/ipld-codec-fixtures/fixtures"))) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    int checked = 0;
    for (Path file : files) {
      String[] name = file.getFileName().toString().split("\\.");
      Long codec = name.length == 2 ? CODECS.get(name[1]) : null;
      if (codec != null) {
        byte[] block = Files.readAllBytes(file);
        assertThat(Cid.parse(name[0])).as(file.toString()).isEqualTo(Cid.of(codec, block));
        assertThat(Cid.of(codec, block)).hasToString(name[0]);
        checked++;
      }
    }
    assertThat(checked).isEqualTo(273);
  }

  @Test
  void theFixturesForeignCidsAreReadAndWrittenInTheirOwnBase() throws IOException {
    List<String> texts;
    try (Stream<Path> list = Files.list(SharedData.path("fixtures/ipld-codec-fixtures/fixtures"))) {
      texts =
          list.map(path -> path.getFileName().toString())
              .filter(name -> name.startsWith("cid-") && !name.endsWith("of"))
              .map(name -> name.substring("cid-".length()))
              .sorted()
              .toList();
    }
    for (String text : texts) {
      Cid cid = Cid.parse(text);
      assertThat(cid.version() == 0 ? cid.toString() : cid.toString(Multibase.of(text)))
          .isEqualTo(text);
      assertThat(Cid.fromBytes(cid.toBytes())).isEqualTo(cid);
    }
    assertThat(texts).hasSize(16);
  }

  @Test
  void versionZeroAndOneOfABlockAreTwoNamesOfOneHash() {
    Cid v0 = Cid.parse(V0);
    Cid v1 = Cid.parse(V1);

    assertThat(v0.toV1()).isEqualTo(v1).isNotEqualTo(v0);
    assertThat(v1.toV1()).isSameAs(v1);
    assertThat(Cid.v0(v1.hash())).isEqualTo(v0);
    assertThat(v0).hasToString(V0);
    assertThat(v0.codec()).isEqualTo(Multicodec.DAG_PB);
    assertThat(v0.toBytes()).hasSize(34);
    assertThat(v0).isLessThan(v1);
  }

  @Test
  void whatPeoplePasteIsRead() {
    for (String text : List.of(V0, V1)) {
      for (String form :
          List.of("%s", "/ipfs/%s", "/ipfs/%s/", "ipfs://%s", "ipfs://%s/", "IPFS://%s")) {
        assertThat(Cid.parseReference(String.format(form, text))).hasToString(text);
      }
    }
  }

  @Test
  void pathsAndOtherSchemesAreNotTakenForCids() {
    for (String text :
        List.of(
            V1 + "/",
            "/ipfs/",
            "ipfs://",
            "/ipfs//" + V1,
            "/ipns/" + V1,
            "/ipfs/" + V1 + "/a",
            "https://" + V1,
            " " + V1)) {
      assertThatThrownBy(() -> Cid.parseReference(text))
          .as(text)
          .isInstanceOf(MultiformatException.class);
    }
  }

  @Test
  void malformedTextIsRefusedWithAReason() {
    refused("", "empty");
    refused("Q" + V0.substring(2), "prefix");
    refused("z" + V0, "CIDv0 takes no multibase prefix");
    refused(V1.substring(0, 17), "digest of [32] bytes has only");
    refused(V1 + "aaaaaaaa", "bytes follow the CID");
    refused("f02" + "550000", "version [2]");
    refused("f00", "version [0]");
    refused("f01", "varint ends");
    refused("f0155", "varint ends");
    refused("0" + "0".repeat(Cid.MAX_CHARACTERS), "too long");
    refused("f" + "01".repeat(169), "CID of [169] bytes is too long");
  }

  @Test
  void partsThatDoNotFitMakeNoCid() {
    Multihash sha256 = Multihash.sha256(new byte[0]);
    assertThatThrownBy(() -> new Cid(0, Multicodec.RAW, sha256)).hasMessageContaining("dag-pb");
    assertThatThrownBy(() -> Cid.v0(Multihash.of(0x12, new byte[20]))).hasMessageContaining("v0");
    assertThatThrownBy(() -> Cid.v0(Multihash.of(0x13, new byte[32]))).hasMessageContaining("v0");
    assertThatThrownBy(() -> new Cid(2, 1, sha256)).hasMessageContaining("[2]");
    assertThatThrownBy(() -> Cid.v1(-1, sha256)).hasMessageContaining("[-1]");
    assertThatThrownBy(() -> Cid.parse(V0).toString(Multibase.BASE32))
        .isInstanceOf(MultiformatException.class);
  }

  @Test
  void oneOfSeveralIsReadAndTheNextIsLeft() {
    byte[] first = Cid.parse(V0).toBytes();
    byte[] second = Cid.parse(V1).toBytes();
    ByteBuffer in = ByteBuffer.allocate(first.length + second.length + 1);
    in.put(first).put(second).put((byte) 7).flip();

    assertThat(Cid.read(in)).hasToString(V0);
    assertThat(Cid.read(in)).hasToString(V1);
    assertThat(in.remaining()).isEqualTo(1);
  }

  @SeededTest(times = 300)
  void aCidSurvivesItsBytesAndEveryBase(RandomGenerator random) {
    byte[] digest = new byte[random.nextInt(Multihash.MAX_DIGEST_BYTES + 1)];
    random.nextBytes(digest);
    Multihash hash = Multihash.of(random.nextLong() >>> 1 + random.nextInt(63), digest);
    Cid cid = Cid.v1(random.nextLong() >>> 1 + random.nextInt(63), hash);

    assertThat(Cid.fromBytes(cid.toBytes())).isEqualTo(cid).hasSameHashCodeAs(cid);
    assertThat(Cid.parse(cid.toString())).isEqualTo(cid).isEqualByComparingTo(cid);
    for (Multibase base : Multibase.values()) {
      if (base != Multibase.IDENTITY && base != Multibase.PROQUINT) {
        assertThat(Cid.parse(cid.toString(base))).isEqualTo(cid);
      }
    }
  }

  @SeededTest(times = 200)
  void orderIsThatOfVersionCodecAndHash(RandomGenerator random) {
    Cid one = small(random);
    Cid two = small(random);

    assertThat(Integer.signum(one.compareTo(two))).isEqualTo(-Integer.signum(two.compareTo(one)));
    assertThat(one.compareTo(two) == 0).isEqualTo(one.equals(two));
  }

  @SeededTest(times = 2000)
  void noBytesThrowAnythingButAMultiformatException(RandomGenerator random) {
    byte[] bytes = Cid.parse(random.nextBoolean() ? V0 : V1).toBytes();
    bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 3));
    for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(Math.min(bytes.length, 8))] = (byte) random.nextInt();
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    try {
      Cid cid = Cid.fromBytes(bytes);
      assertThat(cid.toBytes()).isEqualTo(bytes);
    } catch (MultiformatException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
    try {
      Cid.parseReference(text);
    } catch (MultiformatException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @Test
  void aHugeLengthTakesNoMemory() {
    byte[] hostile = HexFormat.of().parseHex("015512ffffffffffffffff7f");
    assertThatThrownBy(() -> Cid.fromBytes(hostile)).hasMessageContaining("too long");
  }

  private static Cid small(RandomGenerator random) {
    return Cid.v1(random.nextInt(2), Multihash.of(0, new byte[] {(byte) random.nextInt(3)}));
  }

  private static void refused(String text, String reason) {
    assertThatThrownBy(() -> Cid.parse(text))
        .as(text)
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining(reason);
  }
}
