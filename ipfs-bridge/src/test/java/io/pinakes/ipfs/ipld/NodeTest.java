package io.pinakes.ipfs.ipld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NodeTest {
  private static final Cid CID = Cid.of(0x55, new byte[0]);
  private static final MapNode MAP =
      MapNode.builder()
          .put("text", "t")
          .put("bytes", new byte[] {1})
          .put("integer", -7)
          .put("wide", Node.of(BigInteger.ONE.shiftLeft(63)))
          .put("number", Node.of(1.5))
          .put("bool", true)
          .put("link", CID)
          .put("list", ListNode.ofTexts(List.of("a", "b")))
          .put("map", MapNode.builder().build())
          .put("null", Node.NULL)
          .build();

  @Test
  void eachGetterGivesItsKind() throws CodecException {
    assertThat(MAP.text("text")).isEqualTo("t");
    assertThat(MAP.bytes("bytes")).containsExactly(1);
    assertThat(MAP.integer("integer")).isEqualTo(-7);
    assertThat(MAP.number("number")).isEqualTo(1.5);
    assertThat(MAP.bool("bool")).isTrue();
    assertThat(MAP.link("link")).isEqualTo(CID);
    assertThat(MAP.list("list").texts()).containsExactly("a", "b");
    assertThat(MAP.map("map").size()).isZero();
    assertThat(MAP.findText("text")).hasValue("t");
    assertThat(MAP.findBytes("bytes")).hasValueSatisfying(b -> assertThat(b).containsExactly(1));
    assertThat(MAP.findInteger("integer")).hasValue(-7);
    assertThat(MAP.findLink("link")).hasValue(CID);
    assertThat(MAP.findList("list").orElseThrow().text(1)).isEqualTo("b");
    assertThat(MAP.findMap("map")).hasValue(MapNode.builder().build());
  }

  @Test
  void whatIsMissingIsNamed() throws CodecException {
    refused("field [x] is missing", () -> MAP.text("x"));
    refused("field [x] is missing", () -> MAP.bytes("x"));
    refused("field [x] is missing", () -> MAP.integer("x"));
    refused("field [x] is missing", () -> MAP.number("x"));
    refused("field [x] is missing", () -> MAP.bool("x"));
    refused("field [x] is missing", () -> MAP.link("x"));
    refused("field [x] is missing", () -> MAP.list("x"));
    refused("field [x] is missing", () -> MAP.map("x"));
    refused("item [2] is missing of [2]", () -> MAP.list("list").text(2));
    assertThat(MAP.findText("x")).isEmpty();
    assertThat(MAP.findBytes("x")).isEmpty();
    assertThat(MAP.findInteger("x")).isEmpty();
    assertThat(MAP.findLink("x")).isEmpty();
    assertThat(MAP.findList("x")).isEmpty();
    assertThat(MAP.findMap("x")).isEmpty();
  }

  @Test
  void whatIsOfAnotherKindIsNamedAndNullIsOne() {
    refused("field [integer] is integer, not text", () -> MAP.text("integer"));
    refused("field [text] is text, not bytes", () -> MAP.bytes("text"));
    refused("field [number] is float, not integer", () -> MAP.integer("number"));
    refused("field [integer] is integer, not float", () -> MAP.number("integer"));
    refused("field [null] is null, not bool", () -> MAP.bool("null"));
    refused("field [map] is map, not link", () -> MAP.link("map"));
    refused("field [bool] is bool, not list", () -> MAP.list("bool"));
    refused("field [link] is link, not map", () -> MAP.map("link"));
    refused("field [null] is null, not text", () -> MAP.findText("null"));
    refused("field [list] is list, not integer", () -> MAP.findInteger("list"));
    refused("field [wide] is [9223372036854775808], beyond", () -> MAP.integer("wide"));
    refused("item [0] is text, not link", () -> MAP.list("list").links());
    refused("item [0] is text, not integer", () -> MAP.list("list").integer(0));
    refused("item [1] is text, not map", () -> MAP.list("list").map(1));
    refused("item [1] is text, not list", () -> MAP.list("list").list(1));
    refused("item [1] is text, not bytes", () -> MAP.list("list").bytes(1));
  }

  @Test
  void fieldsBeyondTheKnownOnesAreRefused() throws CodecException {
    MapNode map = MapNode.builder().put("a", 1).put("b", 2).build();
    map.requireOnly(Set.of("a", "b", "c"));
    refused("field [b] is unknown", () -> map.requireOnly(Set.of("a")));
  }

  @Test
  void mapsCompareByTheirEntriesAndKeepTheirOrder() {
    MapNode one = MapNode.builder().put("b", 1).put("a", 2).build();
    MapNode other = MapNode.builder().put("a", 2).put("b", 1).build();
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.keys()).containsExactly("b", "a");
    assertThat(other.keys()).containsExactly("a", "b");
    assertThatThrownBy(() -> MapNode.builder().put("a", 1).put("a", 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nodesDoNotChangeWithWhatTheyWereMadeFrom() {
    List<Node> items = new ArrayList<>(List.of(Node.of(1)));
    Map<String, Node> entries = new LinkedHashMap<>(Map.of("a", Node.of(1)));
    MapNode.Builder builder = MapNode.builder().put("a", 1);
    ListNode list = Node.of(items);
    MapNode map = Node.of(entries);
    MapNode built = builder.build();
    items.clear();
    entries.clear();
    builder.put("b", 2);
    assertThat(list.size()).isEqualTo(1);
    assertThat(map.size()).isEqualTo(1);
    assertThat(built.size()).isEqualTo(1);
    assertThatThrownBy(() -> map.entries().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void numbersOutsideTheDataModelAreNone() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1 / 0.0}) {
      assertThatThrownBy(() -> Node.of(value)).isInstanceOf(IllegalArgumentException.class);
    }
    BigInteger limit = BigInteger.ONE.shiftLeft(64);
    assertThat(Node.of(limit.negate()).value()).isEqualTo(limit.negate());
    assertThat(Node.of(limit.subtract(BigInteger.ONE)).kind()).isEqualTo("integer");
    assertThatThrownBy(() -> Node.of(limit)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Node.of(limit.negate().subtract(BigInteger.ONE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Node.of(0.0)).isNotEqualTo(Node.of(-0.0));
  }

  @Test
  void integersAreEqualWhereverTheyAreKept() {
    for (long value : new long[] {-257, -256, 0, 255, 256, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(Node.of(value)).isEqualTo(Node.of(BigInteger.valueOf(value)));
      assertThat(Node.of(value).value().longValue()).isEqualTo(value);
    }
  }

  private static void refused(String message, ThrowingCallable getter) {
    assertThatThrownBy(getter).isInstanceOf(CodecException.class).hasMessageContaining(message);
  }
}
