package io.pinakes.p2p.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiaddr.AddressPart;
import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import java.util.List;
import org.junit.jupiter.api.Test;

class WildcardsTest {
  private static final List<AddressPart> MACHINE =
      List.of(
          AddressPart.of(AddressProtocol.IP4, "127.0.0.1"),
          AddressPart.of(AddressProtocol.IP4, "192.0.2.7"),
          AddressPart.of(AddressProtocol.IP6, "::1"),
          AddressPart.of(AddressProtocol.IP6, "2001:db8::7"));

  @Test
  void aWildcardMeansAllAddressesOfItsFamily() {
    assertThat(Wildcards.expand(Multiaddr.parse("/ip4/0.0.0.0/tcp/4001"), MACHINE))
        .map(Multiaddr::toString)
        .containsExactly("/ip4/127.0.0.1/tcp/4001", "/ip4/192.0.2.7/tcp/4001");
    assertThat(Wildcards.expand(Multiaddr.parse("/ip6/::/tcp/4001"), MACHINE))
        .map(Multiaddr::toString)
        .containsExactly("/ip6/::1/tcp/4001", "/ip6/2001:db8::7/tcp/4001");
  }

  @Test
  void anyOtherAddressMeansItself() {
    for (String text : List.of("/ip4/0.0.0.1/tcp/1", "/memory/7", "/dns/example.org/tcp/1")) {
      Multiaddr address = Multiaddr.parse(text);
      assertThat(Wildcards.expand(address, MACHINE)).containsExactly(address);
    }
  }
}
