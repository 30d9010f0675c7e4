package io.pinakes.ipfs.ipld;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.core.testing.SharedData;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.pinakes.ipfs.ipld.dagpb.DagPb;
import io.pinakes.ipfs.ipld.dagpb.PbLink;
import io.pinakes.ipfs.ipld.dagpb.PbNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What holds for every node and for every run of bytes. */
class CodecPropertyTest {
  private static final int CASES = 50;
  private static final String FIXTURES = "fixtures/ipld-codec-fixtures/fixtures";

  /** Bytes from which most short runs are nearly dag-cbor. */
  private static final int[] CBOR = {
    0x00, 0x17, 0x18, 0x20, 0x38, 0x40, 0x41, 0x58, 0x5f, 0x60, 0x61, 0x78, 0x80, 0x81, 0x82, 0x98,
    0x9b, 0x9f, 0xa0, 0xa1, 0xa2, 0xb8, 0xbf, 0xd8, 0x2a, 0xf4, 0xf5, 0xf6, 0xf9, 0xfb, 0xff, 0x61
  };

  private static final String[] JSON = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"/\"",
    "\"bytes\"",
    "\"a\"",
    "1",
    "-",
    "0",
    ".5",
    "e9",
    "null",
    "true",
    " ",
    "\"",
    "\\u",
    "d800",
    "{\"/\":",
    "{\"/\":{\"bytes\":",
    "\"bafkqaaa\""
  };

  @SeededTest
  void everyNodeComesBackFromDagCborWhateverTheOrderOfItsKeys(RandomGenerator random)
      throws IOException {
    for (int i = 0; i < CASES; i++) {
      Node node = RandomNodes.node(random);
      byte[] written = DagCbor.STRICT.encode(node);
      assertThat(DagCbor.STRICT.decode(written)).isEqualTo(node);
      assertThat(DagCbor.RELAXED.decode(written)).isEqualTo(node);
      assertThat(DagCbor.STRICT.encode(shuffled(node, random))).isEqualTo(written);
    }
  }

  @SeededTest
  void everyNodeThatDagJsonCanHoldComesBackFromIt(RandomGenerator random) throws IOException {
    int written = 0;
    for (int i = 0; i < CASES; i++) {
      Node node = RandomNodes.node(random);
      Optional<byte[]> json = tryEncode(DagJson.STRICT, node);
      if (json.isPresent()) {
        assertThat(DagJson.STRICT.decode(json.get())).isEqualTo(node);
        assertThat(DagJson.RELAXED.decode(json.get())).isEqualTo(node);
        assertThat(DagJson.STRICT.encode(shuffled(node, random))).isEqualTo(json.get());
        written++;
      }
    }
    assertThat(written).isGreaterThan(CASES / 2);
  }

  @SeededTest
  void everyDagPbNodeComesBackAndIsTheSameThroughTheDataModel(RandomGenerator random)
      throws IOException {
    for (int i = 0; i < CASES; i++) {
      PbNode node = pbNode(random).sorted();
      byte[] written = node.encode();
      assertThat(PbNode.decode(written)).isEqualTo(node);
      assertThat(DagPb.INSTANCE.encode(DagPb.INSTANCE.decode(written))).isEqualTo(written);
    }
  }

  @SeededTest
  void bytesThatAStrictCodecTakesAreTheOnlyOnesOfTheirNode(RandomGenerator random)
      throws IOException {
    for (int i = 0; i < CASES; i++) {
      byte[] cbor = nearlyCbor(random);
      Optional<Node> strict = tryDecode(DagCbor.STRICT, cbor);
      strict.ifPresent(node -> assertThat(DagCbor.STRICT.encode(node)).isEqualTo(cbor));
      Optional<Node> relaxed = tryDecode(DagCbor.RELAXED, cbor);
      if (relaxed.isPresent()) {
        byte[] written = DagCbor.RELAXED.encode(relaxed.get());
        assertThat(DagCbor.STRICT.decode(written)).isEqualTo(relaxed.get());
      }
      assertThat(relaxed.isPresent() || strict.isEmpty()).isTrue();

      byte[] json = nearlyJson(random);
      Optional<Node> node = tryDecode(DagJson.STRICT, json);
      node.ifPresent(n -> assertThat(DagJson.STRICT.encode(n)).isEqualTo(json));
      tryDecode(DagJson.RELAXED, json);
    }
  }

  @SeededTest
  void damagedBlocksAreReadOrRefusedAndNothingElse(RandomGenerator random) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(SharedData.path(FIXTURES))) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (int i = 0; i < CASES; i++) {
      byte[] block = Files.readAllBytes(files.get(random.nextInt(files.size())));
      byte[] damaged = Damage.of(block, random);
      for (Codec codec :
          List.of(
              DagCbor.STRICT, DagCbor.RELAXED, DagJson.STRICT, DagJson.RELAXED, DagPb.INSTANCE)) {
        tryDecode(codec, damaged);
      }
    }
  }

  @SeededTest
  void linksAreFoundOrTheBlockIsRefused(RandomGenerator random) {
    for (int i = 0; i < CASES; i++) {
      Cid cid = RandomNodes.cid(random);
      try {
        assertThat(Links.of(cid, nearlyCbor(random))).doesNotContainNull();
      } catch (CodecException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static Optional<byte[]> tryEncode(Codec codec, Node node) {
    try {
      return Optional.of(codec.encode(node));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("[/]");
      return Optional.empty();
    }
  }

  private static Optional<Node> tryDecode(Codec codec, byte[] block) {
    try {
      return Optional.of(codec.decode(block));
    } catch (CodecException e) {
      return Optional.empty();
    }
  }

  private static byte[] nearlyCbor(RandomGenerator random) {
    byte[] bytes = RandomNodes.bytes(random, 12);
    for (int i = 0; i < bytes.length; i++) {
      if (random.nextInt(4) > 0) {
        bytes[i] = (byte) CBOR[random.nextInt(CBOR.length)];
      }
    }
    return bytes;
  }

  private static byte[] nearlyJson(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(10); i >= 0; i--) {
      text.append(JSON[random.nextInt(JSON.length)]);
    }
    return Utf8.encode(text.toString());
  }

  private static PbNode pbNode(RandomGenerator random) {
    List<PbLink> links = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      links.add(
          new PbLink(
              RandomNodes.cid(random),
              random.nextBoolean() ? Optional.of(RandomNodes.text(random)) : Optional.empty(),
              random.nextBoolean()
                  ? OptionalLong.of(random.nextLong() >>> random.nextInt(1, 64))
                  : OptionalLong.empty()));
    }
    return random.nextBoolean()
        ? PbNode.of(links, RandomNodes.bytes(random, 20))
        : PbNode.of(links);
  }

  private static Node shuffled(Node node, RandomGenerator random) {
    return switch (node) {
      case ListNode list -> Node.of(list.items().stream().map(i -> shuffled(i, random)).toList());
      case MapNode map -> {
        List<Map.Entry<String, Node>> entries = new ArrayList<>(map.entries().entrySet());
        Collections.shuffle(entries, Random.from(random));
        MapNode.Builder builder = MapNode.builder();
        entries.forEach(entry -> builder.put(entry.getKey(), shuffled(entry.getValue(), random)));
        yield builder.build();
      }
      default -> node;
    };
  }
}
