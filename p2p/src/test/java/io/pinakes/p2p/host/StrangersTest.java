package io.pinakes.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrangersTest {
  private final Strangers strangers = new Strangers();
  private final List<String> cut = new ArrayList<>();

  @Test
  void ofTheNetworkWithTheMostTheOneWhoTakesLongestGoes() {
    came("honest", "a");
    came("first", "b");
    came("second", "b");
    came("third", "b");

    assertThat(strangers.cutOne()).isTrue();
    assertThat(strangers.cutOne()).isTrue();
    assertThat(cut).containsExactly("first", "second");
  }

  @Test
  void whoIsThroughIsNotCut() {
    came("first", "a");
    came("second", "a");

    assertThat(strangers.left("first")).isTrue();
    assertThat(strangers.cutOne()).isTrue();
    assertThat(cut).containsExactly("second");
    assertThat(strangers.left("second")).as("it was cut").isFalse();
    assertThat(strangers.cutOne()).isFalse();
  }

  private void came(String name, String subnet) {
    strangers.came(name, subnet, () -> cut.add(name));
  }
}
