package io.pinakes.p2p.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "invalid",
        "a.invalid",
        "_dnsaddr.a.INVALID.",
        "localhost",
        "a.localhost",
        "x.onion",
        "printer.local"
      })
  void noServerIsAskedFor(String name) {
    assertThat(SpecialNames.neverAsked(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"example.org", "invalid.example.org", "notinvalid", "local.org", ".", "", ".."})
  void anyOtherNameMayBeAskedFor(String name) {
    assertThat(SpecialNames.neverAsked(name)).isFalse();
  }

  @Test
  void aNameBelowLocalhostIsThisMachine() throws IOException {
    assertThat(HostResolver.system().addresses("peer.localhost"))
        .isNotEmpty()
        .allMatch(InetAddress::isLoopbackAddress);
  }

  @Test
  void whatNothingBearsIsUnknown() {
    assertThatThrownBy(() -> HostResolver.system().addresses("a.invalid"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("[a.invalid]");
  }
}
