package io.pinakes.p2p.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiaddr.Multiaddr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {
  @ParameterizedTest
  @CsvSource({
    "/ip4/127.0.0.1/tcp/1, LOOPBACK",
    "/ip4/127.255.0.9/tcp/1, LOOPBACK",
    "/ip6/::1/tcp/1, LOOPBACK",
    "/ip6/::ffff:127.0.0.1/tcp/1, LOOPBACK",
    "/memory/x, LOOPBACK",
    "/dns4/localhost/tcp/1, LOOPBACK",
    "/dns/a.localhost/tcp/1, LOOPBACK",
    "/ip4/0.0.0.0/tcp/1, PRIVATE",
    "/ip4/10.1.2.3/tcp/1, PRIVATE",
    "/ip4/100.64.0.1/tcp/1, PRIVATE",
    "/ip4/100.127.0.1/tcp/1, PRIVATE",
    "/ip4/169.254.1.1/tcp/1, PRIVATE",
    "/ip4/172.16.0.1/tcp/1, PRIVATE",
    "/ip4/172.31.0.1/tcp/1, PRIVATE",
    "/ip4/192.168.0.1/tcp/1, PRIVATE",
    "/ip6/::/tcp/1, PRIVATE",
    "/ip6/fd00::1/tcp/1, PRIVATE",
    "/ip6/fe80::1/tcp/1, PRIVATE",
    "/ip6/febf::1/tcp/1, PRIVATE",
    "/ip6/::ffff:10.0.0.1/tcp/1, PRIVATE",
    "/ip6zone/eth0/ip6/fe80::1/tcp/1, PRIVATE",
    "/dns4/printer.local/tcp/1, PRIVATE",
    "/ip4/100.63.0.1/tcp/1, PUBLIC",
    "/ip4/100.128.0.1/tcp/1, PUBLIC",
    "/ip4/172.15.0.1/tcp/1, PUBLIC",
    "/ip4/172.32.0.1/tcp/1, PUBLIC",
    "/ip4/192.167.0.1/tcp/1, PUBLIC",
    "/ip4/1.2.3.4/tcp/1, PUBLIC",
    "/ip6/2001:db8::1/tcp/1, PUBLIC",
    "/ip6/fec0::1/tcp/1, PUBLIC",
    "/ip6/::2/tcp/1, PUBLIC",
    "/dns4/example.org/tcp/1, PUBLIC"
  })
  void anAddressSaysFromWhereItCanBeDialled(String address, Reach reach) {
    assertThat(Reach.of(Multiaddr.parse(address))).isEqualTo(reach);
  }

  @Test
  void aPeerIsToldOnlyWhatReachesAsFarAsItIsAway() {
    Multiaddr loopback = Multiaddr.parse("/ip4/127.0.0.1/tcp/1");
    Multiaddr house = Multiaddr.parse("/ip4/192.168.1.1/tcp/1");
    Multiaddr world = Multiaddr.parse("/ip4/1.2.3.4/tcp/1");
    List<Multiaddr> all = List.of(loopback, house, world);

    assertThat(Reach.LOOPBACK.filter(all)).isEqualTo(all);
    assertThat(Reach.PRIVATE.filter(all)).containsExactly(house, world);
    assertThat(Reach.PUBLIC.filter(all)).containsExactly(world);
  }

  @ParameterizedTest
  @CsvSource({
    "/ip4/192.0.2.77/tcp/1, ip4 c00002",
    "/ip6/2001:db8:1:2ff::1/tcp/1, ip6 20010db8000102",
    "/ip4/127.0.0.1/tcp/1, ''",
    "/dns4/example.org/tcp/1, ''",
    "/memory/x, ''"
  })
  void limitsAreCountedByNetworksOf24And56Bits(String address, String subnet) {
    assertThat(Subnet.of(Multiaddr.parse(address))).isEqualTo(subnet);
  }
}
