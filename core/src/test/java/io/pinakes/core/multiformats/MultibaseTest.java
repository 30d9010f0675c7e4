package io.pinakes.core.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.testing.SeededTest;
import io.pinakes.core.testing.SharedData;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultibaseTest {
  private static final String FOLDER = "fixtures/multiformats/multibase/";

  @ParameterizedTest
  @CsvSource({"basic, 23", "leading_zero, 23", "two_leading_zeros, 23"})
  void theSpecificationsVectorsAreReadAndWritten(String file, int vectors) {
    List<String> lines = SharedData.lines(FOLDER + "tests/" + file + ".csv");
    byte[] content = content(lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      Multibase base = base(line);
      String text = quoted(line);
      assertThat(base.encode(content)).as(line).isEqualTo(text);
      assertThat(Multibase.decode(text)).as(line).isEqualTo(content);
      assertThat(Multibase.of(text)).isEqualTo(base);
    }
    assertThat(lines).hasSize(1 + vectors);
  }

  @Test
  void theSpecificationsVectorsOfMixedLetterCaseAreRead() {
    List<String> lines = SharedData.lines(FOLDER + "tests/case_insensitivity.csv");
    byte[] content = content(lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      assertThat(Multibase.of(quoted(line))).as(line).isEqualTo(base(line));
      assertThat(Multibase.decode(quoted(line))).as(line).isEqualTo(content);
    }
    assertThat(lines).hasSize(1 + 12);
  }

  @Test
  void thereIsABaseForEveryRowOfTheTableThatIsOne() {
    List<String> rows =
        SharedData.lines(FOLDER + "multibase.csv").stream()
            .filter(row -> row.startsWith("U+"))
            .filter(row -> !row.split(",")[2].strip().equals("none"))
            .toList();
    for (String row : rows) {
      String[] fields = row.split(",");
      Multibase base = Multibase.valueOf(fields[2].strip().toUpperCase(Locale.ROOT));
      int prefix = Integer.parseInt(fields[0].substring(2), 16);
      assertThat(base.encode(new byte[0]).codePointAt(0)).as(row).isEqualTo(prefix);
      assertThat(base.specName()).isEqualTo(fields[2].strip());
    }
    assertThat(rows).hasSize(Multibase.values().length - 1); // and the identity, which is reserved
  }

  @Test
  void otherSpecificationsExamplesComeOut() {
    byte[] loopback = {127, 0, 0, 1};
    assertThat(Multibase.PROQUINT.encode(loopback)).isEqualTo("pro-lusab-babad");
    assertThat(Multibase.decode("pro-lusab-babad")).isEqualTo(loopback);
    assertThat(Multibase.BASE45.encodeBare(ascii("AB"))).isEqualTo("BB8");
    assertThat(Multibase.BASE45.encodeBare(ascii("Hello!!"))).isEqualTo("%69 VD92EX0");
    assertThat(Multibase.BASE45.encodeBare(ascii("base-45"))).isEqualTo("UJCLQE7W581");
    assertThat(Multibase.decode("RQED8WEX0")).isEqualTo(ascii("ietf!"));
    assertThat(Multibase.IDENTITY.encode(ascii("1cW"))).isEqualTo("\u00001cW");
    assertThat(Multibase.BASE58BTC.encodeBare(ascii("Hello World!")))
        .isEqualTo("2NEpo7TZRRrLZSi2U");
  }

  @SeededTest(times = 300)
  void bytesSurviveEveryBase(RandomGenerator random) {
    byte[] content = new byte[2 * random.nextInt(150)];
    random.nextBytes(content);
    for (int zeros = random.nextInt(5); zeros > 0 && zeros <= content.length; zeros--) {
      content[zeros - 1] = 0;
    }
    for (Multibase base : Multibase.values()) {
      if (base != Multibase.IDENTITY) {
        assertThat(Multibase.decode(base.encode(content))).as(base.name()).isEqualTo(content);
      }
    }
  }

  @SeededTest(times = 100)
  void theJdkAgreesWhereItHasTheBase(RandomGenerator random) {
    byte[] content = new byte[1 + random.nextInt(100)];
    random.nextBytes(content);
    content[0] |= 1; // a number has no leading zeros
    BigInteger number = new BigInteger(1, content);

    assertThat(Multibase.BASE64PAD.encodeBare(content))
        .isEqualTo(Base64.getEncoder().encodeToString(content));
    assertThat(Multibase.BASE64URL.encodeBare(content))
        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(content));
    assertThat(Multibase.BASE10.encodeBare(content)).isEqualTo(number.toString());
    assertThat(Multibase.BASE36.encodeBare(content)).isEqualTo(number.toString(36));
  }

  @SeededTest(times = 300)
  void whatIsReadIsWrittenTheSameLetterCaseAside(RandomGenerator random) {
    List<Multibase> bases = List.of(Multibase.values());
    Multibase base = bases.get(random.nextInt(bases.size()));
    StringBuilder text = new StringBuilder(base.encode(ascii("a few bytes of text,")));
    if (text.length() > 2) {
      int at = 1 + random.nextInt(text.length() - 1);
      switch (random.nextInt(3)) {
        case 0 -> text.setLength(at);
        case 1 -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
        default -> text.insert(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
      }
    }
    byte[] read;
    try {
      read = Multibase.decode(text.toString());
    } catch (MultiformatException e) {
      return; // refused is right too
    }
    assertThat(Multibase.of(text.toString()).encode(read)).isEqualToIgnoringCase(text);
  }

  @Test
  void malformedTextIsRefusedWithAReason() {
    refused("", "empty text");
    refused("1abc", "prefix [U+31]");
    refused("💩", "prefix [U+1f4a9]");
    refused("b1", "U+31");
    refused("ba", "bits that no byte has");
    refused("bab", "bits that no byte has");
    refused("f0", "bits that no byte has");
    refused("caaa=====", "bits that no byte has");
    refused("caa", "not padded");
    refused("caa=====", "not padded");
    refused("caa======aa======", "U+3d");
    refused("MAA=", "not padded");
    refused("MAA===", "not padded");
    refused("z0", "U+30");
    refused("zı", "U+131");
    refused("RGGX", "no 2"); // 65536, the first that is too large
    refused("R::", "no 1");
    refused("RA", "no text of [1]");
    refused("R::::", "no text of [4]");
    refused("pro-lusa", "words of five letters");
    refused("pro-lusab+babad", "joined by dashes");
    refused("po-", "[ro-]");
    refused("🚀a", "U+61");
    refused("\u0000\ud800", "surrogate");
    refused("z" + "z".repeat(Multibase.MAX_CHARACTERS + 1), "too long");
  }

  @Test
  void bytesThatABaseCannotHoldAreRefused() {
    assertThatThrownBy(() -> Multibase.PROQUINT.encode(new byte[3]))
        .isInstanceOf(MultiformatException.class);
    assertThatThrownBy(() -> Multibase.IDENTITY.encode(new byte[] {(byte) 0xff}))
        .isInstanceOf(MultiformatException.class);
  }

  private static void refused(String text, String reason) {
    assertThatThrownBy(() -> Multibase.decode(text))
        .as(text)
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining(reason);
  }

  private static Multibase base(String line) {
    String name = line.substring(0, line.indexOf(','));
    return Stream.of(Multibase.values()).filter(b -> b.specName().equals(name)).findAny().get();
  }

  private static byte[] content(String header) {
    return ascii(quoted(header.replace(" encoding", "")).replace("\\x00", "\0"));
  }

  private static String quoted(String line) {
    return line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
