package io.pinakes.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiaddr.Multiaddr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerSessionTest {
  @ParameterizedTest
  @CsvSource({
    "/ip4/8.8.4.4/tcp/4001, true",
    "/ip6/2001:4860::8888/tcp/4001, true",
    "/dns4/127.0.0.1/tcp/4001, false",
    "/dns/inside.example/tcp/4001, false",
    "/dns6/inside.example/tcp/4001, false",
    "/dnsaddr/inside.example, false",
    "/ip4/8.8.4.4/udp/4001/quic-v1, false"
  })
  void ofWhatAPeerSaysNumbersAloneAreKept(String address, boolean kept) {
    assertThat(PeerSession.isToBeKept(Multiaddr.parse(address))).isEqualTo(kept);
  }
}
