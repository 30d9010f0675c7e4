package io.pinakes.core.multiformats;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.testing.SharedData;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MulticodecTest {
  @Test
  void everyConstantIsThatOfTheCodeTable() throws IllegalAccessException {
    Map<String, Long> table = new HashMap<>();
    for (String line : SharedData.lines("fixtures/multiformats/multicodec/table.csv")) {
      String[] fields = line.split(",");
      if (fields[2].strip().startsWith("0x")) {
        table.put(fields[0].strip(), Long.decode(fields[2].strip()));
      }
    }
    assertThat(table).hasSizeGreaterThan(600);
    int checked = 0;
    for (Field field : Multicodec.class.getFields()) {
      String name = field.getName().toLowerCase(Locale.ROOT).replace('_', '-');
      assertThat(table).containsEntry(name, field.getLong(null));
      checked++;
    }
    assertThat(checked).isEqualTo(12);
  }

  @Test
  void codecsHaveNamesForPeople() {
    assertThat(Multicodec.name(Multicodec.DAG_CBOR)).isEqualTo("dag-cbor");
    assertThat(Multicodec.name(0x78)).isEqualTo("0x78");
  }
}
