package io.pinakes.p2p.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DnsAddressesTest {
  private static final String PEER = id(1);
  private static final Multiaddr HOME = Multiaddr.parse("/ip4/1.2.3.4/tcp/1/p2p/" + PEER);

  private final Map<String, List<String>> zone = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();
  private final DnsAddresses addresses =
      new DnsAddresses(
          name -> {
            asked.add(name);
            if (!zone.containsKey(name)) {
              throw new IOException("nobody knows [" + name + "]");
            }
            return zone.getOrDefault(name, List.of());
          });

  @Test
  void anAddressThatIsNoNameIsItself() throws Exception {
    assertThat(addresses.resolve(HOME)).containsExactly(HOME);
    assertThat(asked).isEmpty();
  }

  @Test
  void recordsAreFollowedThroughNamesToAddresses() throws Exception {
    zone.put("_dnsaddr.a.org", List.of("dnsaddr=/dnsaddr/b.a.org", "v=spf1", "dnsaddr=nonsense"));
    zone.put("_dnsaddr.b.a.org", List.of("dnsaddr=" + HOME, "dnsaddr=/dns4/c.org/tcp/1"));

    assertThat(resolve("/dnsaddr/a.org"))
        .containsExactly(HOME, Multiaddr.parse("/dns4/c.org/tcp/1"));
  }

  @Test
  void ofANameWithAPeerOnlyThatPeersAddressesCount() throws Exception {
    zone.put(
        "_dnsaddr.a.org",
        List.of(
            "dnsaddr=" + HOME,
            "dnsaddr=/ip4/1.2.3.4/tcp/2/p2p/" + id(2),
            "dnsaddr=/ip4/1.2.3.4/tcp/3"));

    assertThat(resolve("/dnsaddr/a.org/p2p/" + PEER)).containsExactly(HOME);
  }

  @Test
  void aPublicNameLeadsToNobodysLoopbackOrHouse() throws Exception {
    List<String> inner = List.of("dnsaddr=/ip4/127.0.0.1/tcp/1", "dnsaddr=/ip4/10.0.0.1/tcp/1");
    zone.put("_dnsaddr.a.org", inner);
    zone.put("_dnsaddr.a.localhost", inner);

    assertThat(resolve("/dnsaddr/a.org")).isEmpty();
    assertThat(resolve("/dnsaddr/a.localhost")).hasSize(2);
  }

  @Test
  void aCircleOfNamesIsWalkedOnce() throws Exception {
    zone.put("_dnsaddr.a.org", List.of("dnsaddr=/dnsaddr/b.org"));
    zone.put("_dnsaddr.b.org", List.of("dnsaddr=/dnsaddr/a.org", "dnsaddr=" + HOME));

    assertThat(resolve("/dnsaddr/a.org")).containsExactly(HOME);
    assertThat(asked).hasSize(2);
  }

  @Test
  void namesAreFollowedFourDeepAndNoDeeper() throws Exception {
    for (int i = 1; i <= 9; i++) {
      zone.put("_dnsaddr." + i + ".org", List.of("dnsaddr=/dnsaddr/" + (i + 1) + ".org"));
    }

    assertThat(resolve("/dnsaddr/1.org")).isEmpty();
    assertThat(asked).hasSize(DnsAddresses.MAX_DEPTH);
  }

  @Test
  void noMoreNamesAreAskedAndNoMoreAddressesKeptThanTheLimitsSay() throws Exception {
    zone.put(
        "_dnsaddr.wide.org",
        IntStream.range(0, 1_000).mapToObj(i -> "dnsaddr=/dnsaddr/" + i + ".org").toList());
    zone.put(
        "_dnsaddr.long.org",
        IntStream.range(1, 1_000).mapToObj(i -> "dnsaddr=/ip4/1.2.3.4/tcp/" + i).toList());

    assertThat(resolve("/dnsaddr/wide.org")).isEmpty();
    assertThat(asked).hasSize(DnsAddresses.MAX_QUERIES);
    assertThat(resolve("/dnsaddr/long.org")).hasSize(DnsAddresses.MAX_ADDRESSES);
  }

  @Test
  void aNameThatNobodyKnowsIsAnErrorAndOneFurtherDownIsNot() throws Exception {
    zone.put("_dnsaddr.a.org", List.of("dnsaddr=/dnsaddr/gone.org", "dnsaddr=" + HOME));

    assertThat(resolve("/dnsaddr/a.org")).containsExactly(HOME);
    assertThatThrownBy(() -> resolve("/dnsaddr/gone.org"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gone.org");
  }

  private List<Multiaddr> resolve(String text) throws IOException {
    return addresses.resolve(Multiaddr.parse(text));
  }

  private static String id(long seed) {
    return PrivateKey.generateEd25519(new SplittableRandom(seed)).publicKey().peerId().toString();
  }
}
