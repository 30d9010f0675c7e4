package io.pinakes.ipfs.ipld.dagjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.IpldLimits;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DagJsonTest {
  private static final Cid CID = Cid.of(0x55, new byte[0]);

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "1, 1.0",
    "-1.5, -1.5",
    "100, 100.0",
    "123456789012345680000, 123456789012345680000.0",
    "1e20, 100000000000000000000.0",
    "1e21, 1e+21",
    "1.5e21, 1.5e+21",
    "1e-6, 0.000001",
    "1.5e-6, 0.0000015",
    "1e-7, 1e-7",
    "-1.25e-7, -1.25e-7",
    "4.9e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "2e-3, 0.002",
  })
  void spellsAFloatAsGoAndJavaScriptDoAndReadsItBack(double value, String text)
      throws CodecException {
    assertThat(encode(Node.of(value))).isEqualTo(text);
    assertThat(decode(text)).isEqualTo(Node.of(value));
  }

  @Test
  void sortsKeysByTheirBytesAndNotByTheirUnits() {
    // In UTF-16 the second would come first: its first unit is d83d.
    MapNode map =
        MapNode.builder().put("\ud83d\ude00", 1).put("\uff01", 2).put("aa", 3).put("b", 4).build();
    assertThat(encode(map)).isEqualTo("{\"aa\":3,\"b\":4,\"\uff01\":2,\"\ud83d\ude00\":1}");
  }

  @Test
  void writesLinksAndBytesInTheReservedForms() throws CodecException {
    Node node = MapNode.builder().put("b", new byte[] {1, 2}).put("l", CID).build();
    String text = "{\"b\":{\"/\":{\"bytes\":\"AQI\"}},\"l\":{\"/\":\"" + CID + "\"}}";
    assertThat(encode(node)).isEqualTo(text);
    assertThat(decode(text)).isEqualTo(node);
  }

  @Test
  void escapesControlCharactersOnlyAndInLowerCase() {
    assertThat(encode(Node.of("\"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028é")))
        .isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\u2028é\"");
  }

  @Test
  void keepsIntegersOf64BitsAndASign() throws CodecException {
    for (String text : List.of("18446744073709551615", "-18446744073709551616", "0")) {
      assertThat(decode(text)).isEqualTo(Node.of(new BigInteger(text)));
      assertThat(encode(decode(text))).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"/\":true,\"bar\":\"baz\"}",
        "{\"/\":{\"bytes\":true},\"bar\":\"baz\"}",
        "{\"/\":{\"abar\":\"baz\",\"bytes\":\"foo\"}}",
        "{\"/\":{\"bytes\":{\"/\":{\"bytes\":\"AQI\"}},\"c\":1}}",
        "{\"!\":\"baz\",\"/\":\"foo\"}",
        "{\"/\":{}}",
        "{\"/\":[]}",
        "{\"/\":{\"/\":{\"/\":null}}}",
        "{\"a\":{\"b\":{}}}",
        "{\"/\":{\"/\":\"bafkqaaa\"}}",
        "{\"/\":{\"/\":{\"bytes\":\"AQI\"}},\"a\":1}",
      })
  void readsMapsThatOnlyResembleTheReservedForms(String text) throws CodecException {
    assertThat(decode(text)).isInstanceOf(MapNode.class);
    assertThat(encode(decode(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"/\":\"foo\",\"bar\":\"baz\"}",
        "{\"/\":{\"bytes\":\"foo\",\"bar\":\"baz\"}}",
        "{\"/\":{\"bytes\":\"foo\"},\"bar\":\"baz\"}",
        "{\"/\":\"foo\"}",
        "{\"/\":\"\"}",
        "{\"/\":{\"bytes\":\"*\"}}",
        "{\"/\":{\"bytes\":\"A\"}}",
        "{\"a\":1,\"a\":2}",
        "{\"/\":1,\"/\":2}",
        "{\"/\":{\"bytes\":1,\"bytes\":2}}",
        "18446744073709551616",
        "-18446744073709551617",
        "1e999",
        "NaN",
        "Infinity",
        "01",
        ".5",
        "+1",
        "1.",
        "\"\\ud800\"",
        "{\"\\udc00\":1}",
        "\"\\x\"",
        "'a'",
        "{a:1}",
        "[1,]",
        "[1",
        "{\"a\"",
        "{\"a\":1",
        "[1}",
        "//\n1",
        "",
        " ",
        "1 2",
        "{} x",
        "\ufeff1",
        "\u0000",
      })
  void refusesWhatIsNoNode(String text) {
    assertThatThrownBy(() -> relaxed(text)).isInstanceOf(CodecException.class);
    assertThatThrownBy(() -> decode(text)).isInstanceOf(CodecException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "' [ 1 , 2 ]\n'|[1,2]",
        "{\"b\":1,\"a\":2}|{\"a\":2,\"b\":1}",
        "1.50|1.5",
        "1E5|100000.0",
        "1e5|100000.0",
        "-0|0",
        "\"\\u0041\\/\"|\"A/\"",
        "{\"/\":{\"bytes\":\"AQI=\"}}|{\"/\":{\"bytes\":\"AQI\"}}",
      })
  void readsOtherSpellingsOnlyWhenRelaxed(String text, String canonical) throws CodecException {
    assertThat(encode(relaxed(text))).isEqualTo(canonical);
    assertThatThrownBy(() -> decode(text)).hasMessageContaining("one form");
  }

  @Test
  void readsUtf8AndNoOtherEncoding() {
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertThatThrownBy(() -> DagJson.RELAXED.decode("[1]".getBytes(charset)))
          .isInstanceOf(CodecException.class);
    }
    byte[] surrogateInUtf8 = {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'};
    assertThatThrownBy(() -> DagJson.RELAXED.decode(surrogateInUtf8))
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void doesNotWriteAMapThatWouldReadAsSomethingElse() {
    Node link = MapNode.builder().put("/", "x").build();
    Node more = MapNode.builder().put("a", 1).put("/", "x").build();
    Node bytes = MapNode.builder().put("/", MapNode.builder().put("bytes", "").build()).build();
    for (Node node : List.of(link, more, bytes)) {
      assertThatThrownBy(() -> encode(node)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void readsAndWritesTheDepthOfItsLimitAndNoDeeper() throws CodecException {
    DagJson shallow = DagJson.STRICT.withLimits(new IpldLimits(200, 2));
    for (String text :
        List.of(
            "[[]]",
            "[{\"a\":1}]",
            "[[{\"/\":{\"bytes\":\"AQI\"}}]]",
            "[[{\"/\":\"" + CID + "\"}]]",
            "{\"/\":{\"bytes\":1}}")) {
      Node node = shallow.decode(text.getBytes(StandardCharsets.UTF_8));
      assertThat(shallow.encode(node)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
    for (String text :
        List.of("[[[]]]", "[[{}]]", "[{\"/\":{\"b\":1}}]", "{\"/\":{\"bytes\":[]}}")) {
      assertThatThrownBy(() -> shallow.decode(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .hasMessageContaining("deeper");
      Node node = relaxed(text);
      assertThatThrownBy(() -> shallow.encode(node)).hasMessageContaining("deeper");
    }
  }

  @Test
  void refusesLongNumbersBeforeComputingThem() {
    assertThatThrownBy(() -> relaxed("1".repeat(5000))).isInstanceOf(CodecException.class);
    assertThatThrownBy(() -> relaxed("0." + "1".repeat(5000))).isInstanceOf(CodecException.class);
  }

  @Test
  void refusesManyOpenBracketsWithoutRecursingIntoThem() {
    assertThatThrownBy(() -> relaxed("[".repeat(1_000_000))).isInstanceOf(CodecException.class);
    assertThatThrownBy(() -> relaxed("{\"a\":".repeat(500_000))).isInstanceOf(CodecException.class);
  }

  private static String encode(Node node) {
    return new String(DagJson.STRICT.encode(node), StandardCharsets.UTF_8);
  }

  private static Node decode(String text) throws CodecException {
    return DagJson.STRICT.decode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Node relaxed(String text) throws CodecException {
    return DagJson.RELAXED.decode(text.getBytes(StandardCharsets.UTF_8));
  }
}
