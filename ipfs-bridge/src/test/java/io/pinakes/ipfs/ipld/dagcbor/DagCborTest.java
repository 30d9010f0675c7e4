package io.pinakes.ipfs.ipld.dagcbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.IpldLimits;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DagCborTest {
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "23, 17",
    "24, 1818",
    "255, 18ff",
    "256, 190100",
    "65535, 19ffff",
    "65536, 1a00010000",
    "4294967295, 1affffffff",
    "4294967296, 1b0000000100000000",
    "9223372036854775807, 1b7fffffffffffffff",
    "9223372036854775808, 1b8000000000000000",
    "18446744073709551615, 1bffffffffffffffff",
    "-1, 20",
    "-24, 37",
    "-25, 3818",
    "-256, 38ff",
    "-257, 390100",
    "-9223372036854775808, 3b7fffffffffffffff",
    "-9223372036854775809, 3b8000000000000000",
    "-18446744073709551616, 3bffffffffffffffff",
  })
  void writesAnIntegerInItsShortestFormAndReadsItBack(BigInteger value, String hex)
      throws CodecException {
    assertThat(hex(DagCbor.STRICT.encode(Node.of(value)))).isEqualTo(hex);
    assertThat(DagCbor.STRICT.decode(bytes(hex))).isEqualTo(Node.of(value));
  }

  @Test
  void sortsKeysByLengthAndThenByBytes() throws CodecException {
    MapNode map =
        MapNode.builder().put("b", 1).put("aa", 2).put("é", 3).put("a", 4).put("", 5).build();
    assertThat(hex(DagCbor.STRICT.encode(map)))
        .isEqualTo("a5" + "6005" + "616104" + "616201" + "62616102" + "62c3a903");
    assertThat(DagCbor.STRICT.decode(DagCbor.STRICT.encode(map))).isEqualTo(map);
  }

  @Test
  void writesALinkAsTag42OfAZeroByteAndTheCid() throws CodecException {
    Cid cid = Cid.of(0x55, new byte[0]);
    byte[] written = DagCbor.STRICT.encode(Node.of(cid));
    assertThat(hex(written)).isEqualTo("d82a582500" + hex(cid.toBytes()));
    assertThat(DagCbor.STRICT.decode(written)).isEqualTo(Node.of(cid));
  }

  @ParameterizedTest
  @CsvSource({
    "1800, shortest",
    "190017, shortest",
    "19000001, shortest",
    "1a0000ffff, shortest",
    "1b00000000ffffffff, shortest",
    "580100, shortest",
    "b80100, shortest",
    "d9002a420001, shortest",
    "1c, reserved",
    "5f4100ff, indefinite",
    "7f6161ff, indefinite",
    "9fff, indefinite",
    "bfff, indefinite",
    "ff, indefinite",
    "a2616201616101, order",
    "a262616101616101, order",
    "a2616101616102, twice",
    "a10001, not text",
    "c000, tag",
    "d82b420001, tag",
    "d82a6100, not on bytes",
    "d82a40, zero byte",
    "d82a4101, zero byte",
    "d82a4100, CID",
    "d82a450001551200ff, follow",
    "f7, simple",
    "f6f6, follow",
    "f0, simple",
    "f814, simple",
    "f97c00, 64 bits",
    "fa3fc00000, 64 bits",
    "fb7ff0000000000000, not finite",
    "fbfff0000000000000, not finite",
    "fb7ff8000000000000, not finite",
    "61ff, not UTF-8",
    "63eda080, not UTF-8",
    "62c080, not UTF-8",
    "'', cut short",
    "18, cut short",
    "6261, left",
    "5bffffffffffffffff, left",
    "9b7fffffffffffffff, left",
    "81, left",
    "bb7fffffffffffffff, left",
    "a16161, cut short",
  })
  void refusesWhatIsNotTheOneFormOfANode(String hex, String because) {
    assertThatThrownBy(() -> DagCbor.STRICT.decode(bytes(hex)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining(because);
  }

  @ParameterizedTest
  @CsvSource({
    "1800, 00",
    "1b00000000ffffffff, 1affffffff",
    "5f41004101ff, 420001",
    "7f61616162ff, 626162",
    "9f01ff, 8101",
    "bf616101ff, a1616101",
    "a2616201616101, a2616101616201",
    "f93c00, fb3ff0000000000000",
    "fa3fc00000, fb3ff8000000000000",
  })
  void readsOtherFormsWhenRelaxedAndWritesTheOne(String hex, String canonical)
      throws CodecException {
    assertThat(hex(DagCbor.RELAXED.encode(DagCbor.RELAXED.decode(bytes(hex)))))
        .isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a2616101616102", "bf616101616102ff", "c000", "f7", "f97e00", "fa7f800000", "f6f6", "9f01",
        "5f6161ff", "5f5f4100ffff", "7f62c3ff", "1f", "3f", "df00", "a10001", "bf6161ff"
      })
  void refusesEvenWhenRelaxed(String hex) {
    assertThatThrownBy(() -> DagCbor.RELAXED.decode(bytes(hex))).isInstanceOf(CodecException.class);
  }

  @Test
  void readsAndWritesTheDepthOfItsLimitAndNoDeeper() throws CodecException {
    DagCbor shallow = DagCbor.STRICT.withLimits(new IpldLimits(100, 3));
    assertThat(shallow.encode(shallow.decode(bytes("818180")))).isEqualTo(bytes("818180"));
    assertThatThrownBy(() -> shallow.decode(bytes("81818180"))).hasMessageContaining("deeper");
    Node deep = DagCbor.STRICT.decode(bytes("81818180"));
    assertThatThrownBy(() -> shallow.encode(deep)).isInstanceOf(IllegalArgumentException.class);
    Node inMaps = MapNode.builder().put("a", Node.of(List.of(ListNode.ofTexts(List.of())))).build();
    assertThat(shallow.decode(shallow.encode(inMaps))).isEqualTo(inMaps);
  }

  @Test
  void refusesABlockOverItsLimitBeforeReadingIt() {
    DagCbor small = DagCbor.STRICT.withLimits(new IpldLimits(10, 3));
    assertThatThrownBy(() -> small.decode(new byte[11])).hasMessageContaining("over the limit");
  }

  @Test
  void refusesToWriteHalfASurrogatePair() {
    for (String text : List.of("\ud800", "a\udc00", "\ud800a", "\udc00\ud800")) {
      assertThatThrownBy(() -> DagCbor.STRICT.encode(Node.of(text)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void keepsTextOutsideTheBasicPlaneAndTheReplacementCharacter() throws CodecException {
    Node text = Node.of("a\ud83d\ude00\ufffdz");
    assertThat(DagCbor.STRICT.decode(DagCbor.STRICT.encode(text))).isEqualTo(text);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
