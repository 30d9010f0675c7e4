package io.pinakes.ipfs.ipld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.testing.SharedData;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.pinakes.ipfs.ipld.dagpb.DagPb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The vectors that the IPLD project publishes for its codecs (ipld/codec-fixtures). */
class CodecFixturesTest {
  private static final String FOLDER = "fixtures/ipld-codec-fixtures/";
  private static final Map<String, Codec> CODECS =
      Map.of("dag-cbor", DagCbor.STRICT, "dag-json", DagJson.STRICT, "dag-pb", DagPb.INSTANCE);

  @Test
  void eachFixtureIsTheSameNodeInEachCodecAndIsWrittenBackToTheSameBytesAndName()
      throws IOException {
    int nodes = 0;
    Map<String, Integer> read = new TreeMap<>();
    for (Path folder : children(SharedData.path(FOLDER + "fixtures"))) {
      List<Path> blocks = children(folder);
      Node expected = decode(blocks.getFirst());
      for (Path block : blocks) {
        assertThat(decode(block)).as("%s", block).isEqualTo(expected);
        byte[] written = codec(block).encode(expected);
        assertThat(written).as("%s", block).isEqualTo(Files.readAllBytes(block));
        assertThat(Cid.of(codec(block).code(), written)).isEqualTo(cid(block));
        read.merge(extension(block), 1, Integer::sum);
      }
      nodes++;
    }
    assertThat(nodes).isEqualTo(128);
    assertThat(read).isEqualTo(Map.of("dag-cbor", 128, "dag-json", 128, "dag-pb", 17));
  }

  @Test
  void theLinksOfAFixtureAreTheSameInEachCodec() throws IOException {
    int links = 0;
    for (Path folder : children(SharedData.path(FOLDER + "fixtures"))) {
      List<Path> blocks = children(folder);
      List<Cid> expected = Links.of(cid(blocks.getFirst()), Files.readAllBytes(blocks.getFirst()));
      for (Path block : blocks) {
        assertThat(Links.of(cid(block), Files.readAllBytes(block)))
            .as("%s", block)
            .containsExactlyInAnyOrderElementsOf(expected);
        links += expected.size();
      }
    }
    assertThat(links).isEqualTo(286);
  }

  @Test
  void whatMustNotDecodeDoesNot() throws IOException {
    int cases = 0;
    for (String codec : List.of("dag-cbor", "dag-json", "dag-pb")) {
      for (JsonNode negative : negatives(codec + "/decode")) {
        byte[] block = HexFormat.of().parseHex(negative.get("hex").asText());
        assertThatThrownBy(() -> named(codec).decode(block))
            .as("%s: %s", codec, negative.get("name"))
            .isInstanceOf(CodecException.class);
        cases++;
      }
    }
    assertThat(cases).isEqualTo(11);
  }

  @Test
  void whatMustNotDecodeDoesNotEvenWhenRelaxed() throws IOException {
    Map<String, Codec> relaxed = Map.of("dag-cbor", DagCbor.RELAXED, "dag-json", DagJson.RELAXED);
    int cases = 0;
    for (Map.Entry<String, Codec> codec : relaxed.entrySet()) {
      for (JsonNode negative : negatives(codec.getKey() + "/decode")) {
        byte[] block = HexFormat.of().parseHex(negative.get("hex").asText());
        assertThatThrownBy(() -> codec.getValue().decode(block)).hasMessageContaining("twice");
        cases++;
      }
    }
    assertThat(cases).isEqualTo(2);
  }

  @Test
  void whatIsNotOfTheFormOfDagPbIsNotWritten() throws IOException {
    int cases = 0;
    for (JsonNode negative : negatives("dag-pb/encode")) {
      Node node = DagJson.RELAXED.decode(Utf8.encode(negative.get("dag-json").toString()));
      assertThatThrownBy(() -> DagPb.INSTANCE.encode(node))
          .as("%s", negative.get("name"))
          .isInstanceOf(IllegalArgumentException.class);
      cases++;
    }
    assertThat(cases).isEqualTo(78);
  }

  private static List<JsonNode> negatives(String kind) throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    for (Path file : children(SharedData.path(FOLDER + "negative-fixtures/" + kind))) {
      new ObjectMapper().readTree(file.toFile()).forEach(cases::add);
    }
    return cases;
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  private static Node decode(Path block) throws IOException {
    return codec(block).decode(Files.readAllBytes(block));
  }

  private static Codec codec(Path block) {
    return named(extension(block));
  }

  private static Codec named(String name) {
    return Optional.ofNullable(CODECS.get(name)).orElseThrow();
  }

  private static Cid cid(Path block) {
    String name = block.getFileName().toString();
    return Cid.parse(name.substring(0, name.indexOf('.')));
  }

  private static String extension(Path block) {
    String name = block.getFileName().toString();
    return name.substring(name.indexOf('.') + 1);
  }
}
