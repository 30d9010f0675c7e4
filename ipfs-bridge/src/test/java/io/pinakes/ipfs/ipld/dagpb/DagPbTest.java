package io.pinakes.ipfs.ipld.dagpb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.IpldLimits;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DagPbTest {
  /** An identity CID of no bytes: the shortest. */
  private static final String ID = "01550000";

  private static final String HASH = "0a04" + ID;
  private static final Cid CID = Cid.fromBytes(HexFormat.of().parseHex(ID));

  @Test
  void putsLinksBeforeData() throws CodecException {
    PbNode node = PbNode.of(List.of(PbLink.of(CID, "a", 300)), new byte[] {8, 1});
    assertThat(hex(node)).isEqualTo("120c" + HASH + "120161" + "18ac02" + "0a020801");
    assertThat(PbNode.decode(node.encode())).isEqualTo(node);
  }

  @Test
  void tellsAbsentFromEmpty() throws CodecException {
    PbLink bare = new PbLink(CID, Optional.empty(), OptionalLong.empty());
    PbNode absent = PbNode.of(List.of(bare));
    PbNode empty = PbNode.of(List.of(PbLink.of(CID, "", 0)), new byte[0]);
    assertThat(hex(absent)).isEqualTo("1206" + HASH);
    assertThat(hex(empty)).isEqualTo("120a" + HASH + "1200" + "1800" + "0a00");
    assertThat(PbNode.decode(absent.encode())).isEqualTo(absent).isNotEqualTo(empty);
    assertThat(PbNode.decode(empty.encode())).isEqualTo(empty);
    assertThat(PbNode.decode(new byte[0])).isEqualTo(PbNode.of(List.of()));
  }

  @Test
  void acceptsDataBeforeLinksAndLinksInAnotherOrderWhichItKeeps() throws CodecException {
    PbNode node =
        PbNode.decode(bytes("0a0101" + "1209" + HASH + "120162" + "1209" + HASH + "120161"));
    assertThat(node.data().orElseThrow()).containsExactly(1);
    assertThat(node.links()).extracting(PbLink::nameOrEmpty).containsExactly("b", "a");
    assertThatThrownBy(node::encode).isInstanceOf(IllegalArgumentException.class);
    assertThat(hex(node.sorted()))
        .isEqualTo("1209" + HASH + "120161" + "1209" + HASH + "120162" + "0a0101");
  }

  @Test
  void sortsByTheBytesOfNamesAndLeavesEqualOnesInTheirOrder() {
    PbNode node =
        PbNode.of(
                List.of(
                    PbLink.of(CID, "\ud83d\ude00", 0),
                    PbLink.of(CID, "\uff01", 0),
                    PbLink.of(CID, "b", 2),
                    PbLink.of(CID, "aa", 0),
                    PbLink.of(CID, "b", 1),
                    new PbLink(CID, Optional.empty(), OptionalLong.empty())))
            .sorted();
    assertThat(node.links())
        .extracting(PbLink::nameOrEmpty)
        .containsExactly("", "aa", "b", "b", "\uff01", "\ud83d\ude00");
    assertThat(node.links().get(2).tsize()).hasValue(2);
    assertThat(hex(node)).startsWith("1206" + HASH);
  }

  @ParameterizedTest
  @CsvSource({
    "0a00 0a00, data stands twice",
    "0a00 1206 0a0401550000 0a00, data stands twice",
    "1206 0a0401550000 0a00 1206 0a0401550000, both sides",
    "1800, unknown",
    "0800, unknown",
    "1000, unknown",
    "ff, unknown",
    "120c 0a0401550000 0a0401550000, twice",
    "120a 0a0401550000 1200 1200, twice",
    "120a 0a0401550000 1800 1800, twice",
    "1208 1200 0a0401550000, order",
    "120a 0a0401550000 1800 1200, order",
    "1208 0a0401550000 2000, unknown",
    "1208 0a0401550000 1000, unknown",
    "1208 0a0401550000 1a00, unknown",
    "1200, no Hash",
    "1207 0a050155000000, follow",
    "1206 0a0402550000, version",
    "1207 0a0401550000 18, varint",
    "1209 0a0401550000 188100, minimal",
    "1209 0a0401550000 1201ff, UTF-8",
    "1210 0a0401550000, has only",
    "1206 0a1001550000, has only",
    "0aff7f, has only",
    "0affffffffffffffff7f, has only",
    "12, varint",
  })
  void refusesWhatTheFormatDoesNotKnow(String hex, String because) {
    assertThatThrownBy(() -> PbNode.decode(bytes(hex.replace(" ", ""))))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining(because);
  }

  @Test
  void holdsTheLargestSizeAndRefusesANegativeOne() throws CodecException {
    PbNode node = PbNode.of(List.of(PbLink.of(CID, "", Long.MAX_VALUE)));
    assertThat(PbNode.decode(node.encode())).isEqualTo(node);
    assertThatThrownBy(() -> PbLink.of(CID, "", -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesABlockOverItsLimit() {
    DagPb small = DagPb.INSTANCE.withLimits(new IpldLimits(3, 1));
    assertThatThrownBy(() -> small.decode(bytes("0a020000"))).hasMessageContaining("limit");
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(PbNode node) {
    return HexFormat.of().formatHex(node.encode());
  }
}
