package io.pinakes.p2p.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiaddr.Multiaddr;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressRankingTest {
  @Test
  void nearComesBeforeFarAndDirectBeforeRelayed() {
    List<Multiaddr> given =
        addresses(
            "/ip4/127.0.0.1/tcp/1/p2p-circuit",
            "/ip4/1.2.3.4/tcp/1",
            "/ip4/10.0.0.1/tcp/1",
            "/ip4/127.0.0.1/tcp/1");

    assertThat(AddressRanking.rank(given))
        .containsExactlyElementsOf(
            addresses(
                "/ip4/127.0.0.1/tcp/1",
                "/ip4/10.0.0.1/tcp/1",
                "/ip4/1.2.3.4/tcp/1",
                "/ip4/127.0.0.1/tcp/1/p2p-circuit"));
  }

  @Test
  void theTwoFamiliesTakeTurnsAndEachAddressCountsOnce() {
    List<Multiaddr> given =
        addresses(
            "/ip4/1.2.3.4/tcp/1",
            "/ip4/1.2.3.4/tcp/2",
            "/ip4/1.2.3.4/tcp/1",
            "/ip6/2a00:db8::1/tcp/1",
            "/ip6/2a00:db8::1/tcp/2",
            "/ip6/2a00:db8::1/tcp/3");

    assertThat(AddressRanking.rank(given))
        .containsExactlyElementsOf(
            addresses(
                "/ip6/2a00:db8::1/tcp/1",
                "/ip4/1.2.3.4/tcp/1",
                "/ip6/2a00:db8::1/tcp/2",
                "/ip4/1.2.3.4/tcp/2",
                "/ip6/2a00:db8::1/tcp/3"));
  }

  private static List<Multiaddr> addresses(String... texts) {
    return Stream.of(texts).map(Multiaddr::parse).toList();
  }
}
