package io.pinakes.ipfs.ipld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.pinakes.ipfs.ipld.dagpb.PbLink;
import io.pinakes.ipfs.ipld.dagpb.PbNode;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
  private static final Cid ONE = Cid.of(0x55, new byte[] {1});
  private static final Cid TWO = Cid.of(0x55, new byte[] {2});

  @Test
  void standInTheOrderOfTheBlockWithRepetitions() throws CodecException {
    MapNode inner = MapNode.builder().put("z", ONE).put("y", TWO).build();
    Node node =
        MapNode.builder()
            .put("bb", ListNode.ofLinks(List.of(TWO, ONE, ONE)))
            .put("c", inner)
            .put("text", "no link")
            .build();
    // By length, "c" comes first in dag-cbor; by bytes, "bb" does in dag-json.
    assertThat(of(0x71, DagCbor.STRICT.encode(node))).containsExactly(TWO, ONE, TWO, ONE, ONE);
    assertThat(of(0x0129, DagJson.STRICT.encode(node))).containsExactly(TWO, ONE, ONE, TWO, ONE);
    PbNode pb = PbNode.of(List.of(PbLink.of(TWO, "a", 1), PbLink.of(ONE, "b", 1)), new byte[9]);
    assertThat(of(0x70, pb.encode())).containsExactly(TWO, ONE);
  }

  @Test
  void areFoundInBlocksThatAStrictReaderRefuses() throws CodecException {
    // A list of indefinite length.
    String link = "d82a582500" + HexFormat.of().formatHex(ONE.toBytes());
    assertThat(of(0x71, HexFormat.of().parseHex("9f" + link + "ff"))).containsExactly(ONE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0x55, 0x51, 0x0200, 0x72})
  void areNoneInPlainBlocksWhateverTheyHold(long codec) throws CodecException {
    assertThat(of(codec, DagCbor.STRICT.encode(Node.of(ONE)))).isEmpty();
  }

  @Test
  void areNotGuessedForACodecThatIsUnknownNorForOneThatDoesNotFit() {
    assertThatThrownBy(() -> of(0x78, new byte[] {1}))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("[0x78]");
    for (long codec : new long[] {0x70, 0x71, 0x0129}) {
      assertThatThrownBy(() -> of(codec, new byte[] {(byte) 0xff}))
          .isInstanceOf(CodecException.class);
    }
  }

  private static List<Cid> of(long codec, byte[] block) throws CodecException {
    return Links.of(Cid.of(codec, block), block);
  }
}
