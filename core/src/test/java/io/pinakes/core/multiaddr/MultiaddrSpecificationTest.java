package io.pinakes.core.multiaddr;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Varint;
import io.pinakes.core.testing.SharedData;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The specification's table of protocols, and its scenarios. */
class MultiaddrSpecificationTest {
  private static final String FOLDER = "fixtures/multiformats/multiaddr/";

  @Test
  void everyRowOfTheTableIsAProtocolOfThatNumberAndSize() {
    List<String> lines = SharedData.lines(FOLDER + "protocols.csv");
    Set<AddressProtocol> seen = new TreeSet<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> fields = Arrays.stream(line.split(",")).map(String::strip).toList();
      AddressProtocol protocol = AddressProtocol.byName(fields.get(2)).orElseThrow();

      assertThat(protocol.code()).as(line).isEqualTo(Long.parseLong(fields.get(0)));
      assertThat(AddressProtocol.byCode(protocol.code())).contains(protocol);
      assertThat(protocol.isVariable()).as(line).isEqualTo(fields.get(1).equals("V"));
      if (!protocol.isVariable()) {
        assertThat(8 * protocol.valueBytes()).as(line).isEqualTo(Integer.parseInt(fields.get(1)));
      }
      seen.add(protocol);
    }
    assertThat(lines).hasSize(1 + 41);
    assertThat(seen).containsExactly(AddressProtocol.values());
  }

  @Test
  void theScenariosHold() {
    Multiaddr address = null;
    int steps = 0;
    int rows = 0;
    for (String line : SharedData.lines(FOLDER + "test/multiaddr.feature")) {
      String[] words = line.strip().split("\\s+");
      String last = words[words.length - 1];
      if (line.contains("the multiaddr ")) {
        address = last.startsWith("0x") ? Multiaddr.fromBytes(hex(last)) : Multiaddr.parse(last);
        rows = 0;
      } else if (address != null && line.contains(" form is ")) {
        Object form = line.contains("packed") ? hex(last) : last;
        assertThat(line.contains("packed") ? address.toBytes() : address.toString())
            .isEqualTo(form);
        steps++;
      } else if (address != null && line.contains(" size is ")) {
        int size = line.contains("packed") ? address.toBytes().length : address.toString().length();
        assertThat(size).isEqualTo(Integer.parseInt(words[words.length - 2]));
        steps++;
      } else if (address != null && line.strip().startsWith("| /")) {
        assertPart(address.parts().get(rows++), line);
        steps++;
      }
    }
    assertThat(steps).isEqualTo(8);
  }

  /** string, its size, packed, its size, value, its size, protocol, codec, code, length, raw. */
  private static void assertPart(AddressPart part, String row) {
    List<String> cells =
        Arrays.stream(row.strip().split("\\|")).map(String::strip).skip(1).toList();
    assertThat(part).hasToString(cells.get(0));
    assertThat(part.toString()).hasSize(Integer.parseInt(cells.get(1)));
    assertThat(part.toBytes()).isEqualTo(hex(cells.get(2))).hasSize(Integer.parseInt(cells.get(3)));
    assertThat(part.value()).isEqualTo(cells.get(4));
    assertThat(part.rawValue()).hasSize(Integer.parseInt(cells.get(5)));
    assertThat(part.protocol().specName()).isEqualTo(cells.get(6));
    assertThat(part.protocol().code()).isEqualTo(Long.parseLong(cells.get(7)));
    assertThat(Varint.encode(part.protocol().code())).isEqualTo(hex(cells.get(8)));
    assertThat(part.protocol().isVariable()).isEqualTo(!cells.get(9).isEmpty());
    assertThat(part.rawValue()).isEqualTo(hex(cells.get(10)));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.substring(2));
  }
}
