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
    "/ip6/2a00::1/tcp/1, PUBLIC",
    "/dns4/127.0.0.1/tcp/1, LOOPBACK",
    "/dns4/10.0.0.7/tcp/1, LOOPBACK",
    "/dns4/2130706433/tcp/1, LOOPBACK",
    "/dns4/0x7f000001/tcp/1, LOOPBACK",
    "/dns4/127.1/tcp/1, LOOPBACK",
    "/dns4/127.0.0.1./tcp/1, LOOPBACK",
    "/dns6/::1/tcp/1, LOOPBACK",
    "/dns/localhost./tcp/1, LOOPBACK",
    "/dns/LOCALHOST/tcp/1, LOOPBACK",
    "/dns/localhost.localdomain/tcp/1, LOOPBACK",
    "/dns/printer.local./tcp/1, PRIVATE",
    "/dns4/1.example.org/tcp/1, PUBLIC",
    "/ip4/0.1.2.3/tcp/1, PRIVATE",
    "/ip4/192.0.0.8/tcp/1, PRIVATE",
    "/ip4/192.0.0.9/tcp/1, PUBLIC",
    "/ip4/192.0.0.10/tcp/1, PUBLIC",
    "/ip4/192.0.1.1/tcp/1, PUBLIC",
    "/ip4/192.0.2.1/tcp/1, PRIVATE",
    "/ip4/192.31.196.1/tcp/1, PUBLIC",
    "/ip4/192.52.193.1/tcp/1, PUBLIC",
    "/ip4/192.88.99.1/tcp/1, PRIVATE",
    "/ip4/192.175.48.1/tcp/1, PUBLIC",
    "/ip4/198.17.255.255/tcp/1, PUBLIC",
    "/ip4/198.18.0.1/tcp/1, PRIVATE",
    "/ip4/198.19.255.255/tcp/1, PRIVATE",
    "/ip4/198.20.0.1/tcp/1, PUBLIC",
    "/ip4/198.51.100.1/tcp/1, PRIVATE",
    "/ip4/203.0.113.1/tcp/1, PRIVATE",
    "/ip4/223.255.255.255/tcp/1, PUBLIC",
    "/ip4/224.0.0.1/tcp/1, PRIVATE",
    "/ip4/239.1.1.1/tcp/1, PRIVATE",
    "/ip4/240.0.0.1/tcp/1, PRIVATE",
    "/ip4/255.255.255.255/tcp/1, PRIVATE",
    "/ip6/::ffff:8.8.8.8/tcp/1, PUBLIC",
    "/ip6/::2/tcp/1, PRIVATE",
    "/ip6/::127.0.0.1/tcp/1, LOOPBACK",
    "/ip6/::8.8.8.8/tcp/1, PRIVATE",
    "/ip6/64:ff9b::7f00:1/tcp/1, LOOPBACK",
    "/ip6/64:ff9b::a00:1/tcp/1, PRIVATE",
    "/ip6/64:ff9b::808:808/tcp/1, PUBLIC",
    "/ip6/64:ff9b:1::808:808/tcp/1, PRIVATE",
    "/ip6/100::1/tcp/1, PRIVATE",
    "/ip6/2001::1/tcp/1, PRIVATE",
    "/ip6/2001:1::1/tcp/1, PUBLIC",
    "/ip6/2001:1::2/tcp/1, PUBLIC",
    "/ip6/2001:1::3/tcp/1, PUBLIC",
    "/ip6/2001:1::4/tcp/1, PRIVATE",
    "/ip6/2001:2::1/tcp/1, PRIVATE",
    "/ip6/2001:3::1/tcp/1, PUBLIC",
    "/ip6/2001:4:112::1/tcp/1, PUBLIC",
    "/ip6/2001:10::1/tcp/1, PRIVATE",
    "/ip6/2001:20::1/tcp/1, PUBLIC",
    "/ip6/2001:30::1/tcp/1, PUBLIC",
    "/ip6/2001:1ff::1/tcp/1, PRIVATE",
    "/ip6/2001:200::1/tcp/1, PUBLIC",
    "/ip6/2001:db8::1/tcp/1, PRIVATE",
    "/ip6/2002:7f00:1::/tcp/1, LOOPBACK",
    "/ip6/2002:a00:1::/tcp/1, PRIVATE",
    "/ip6/2002:808:808::/tcp/1, PUBLIC",
    "/ip6/2620:4f:8000::1/tcp/1, PUBLIC",
    "/ip6/3fff:fff::1/tcp/1, PRIVATE",
    "/ip6/3fff:1000::1/tcp/1, PUBLIC",
    "/ip6/4000::1/tcp/1, PRIVATE",
    "/ip6/5f00::1/tcp/1, PRIVATE",
    "/ip6/fec0::1/tcp/1, PRIVATE",
    "/ip6/ff02::1/tcp/1, PRIVATE",
    "/ip6/ff0e::1/tcp/1, PRIVATE",
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
