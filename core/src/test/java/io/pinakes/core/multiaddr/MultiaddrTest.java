package io.pinakes.core.multiaddr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.core.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiaddrTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String PEER = "12D3KooWFgFWBjE7S25AqW51b8aLC9moZb6tVyuzBVoX6e1eW7UK";
  private static final String PEER_CID =
      "k51qzi5uqu5dicpp9rxa9588tvo4w5t44pvyljxe7xi5o4ikblz6zcsj8ers0w";

  @Test
  void goldenAddressesAreReadAndWrittenInBothForms() throws IOException {
    int checked = 0;
    for (JsonNode golden : golden()) {
      String text = golden.get("text").asText();
      byte[] bytes = HEX.parseHex(golden.get("hex").asText());
      Multiaddr address = Multiaddr.parse(text);

      assertThat(address.toBytes()).as(text).isEqualTo(bytes);
      assertThat(address).hasToString(text);
      assertThat(Multiaddr.fromBytes(bytes)).isEqualTo(address).hasSameHashCodeAs(address);
      checked++;
    }
    assertThat(checked).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/0.0.0.0/tcp/0",
        "/ip4/255.255.255.255/udp/65535/quic",
        "/ip6/::/tcp/80/http",
        "/ip6/1::/tcp/80/https",
        "/ip6/2001:db8::1:0:0:1/dccp/1",
        "/ip6/2001:0:0:1::1/sctp/1",
        "/ip6/1:0:2:3:4:5:6:7/udp/1/utp",
        "/ip6/::ffff:192.0.2.1/udp/1/udt",
        "/ip6/fe80::/ipcidr/255",
        "/dns6/bücher.example/tcp/443/tls/sni/other.example/http/http-path/a%2Fb%20c",
        "/onion/timaq4ygg2iegci7:80/http",
        "/onion3/vww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd:65535",
        "/garlic32/566niximlxdzpanmn4qouucvua3k7neniwss47li5r6ugoertzuq",
        "/memory/42/p2p-circuit/webrtc",
        "/ip4/1.2.3.4/udp/5/webrtc-direct/certhash/uEiAkH5a4DPGKUuOBjYw0CgwjvcJCJMD2K_1aluKR_tpevQ",
        "/dns4/a/tcp/1/noise/ws/p2p-webrtc-star/p2p-webrtc-direct/p2p-websocket-star/p2p-stardust",
        "/unix/%2Frun%2Fkubo.sock/p2p/12D3KooWFgFWBjE7S25AqW51b8aLC9moZb6tVyuzBVoX6e1eW7UK"
      })
  void textsOfEveryProtocolComeBackTheSame(String text) {
    Multiaddr address = Multiaddr.parse(text);
    assertThat(address).hasToString(text);
    assertThat(Multiaddr.fromBytes(address.toBytes())).isEqualTo(address).hasToString(text);
  }

  @Test
  void otherSpellingsAreReadAndTheUsualOneIsWritten() {
    Map<String, String> spellings =
        Map.of(
            "/ipfs/" + PEER,
            "/p2p/" + PEER,
            "/p2p/" + PEER_CID,
            "/p2p/" + PEER,
            "/ip4/1.2.3.4/tcp/80/",
            "/ip4/1.2.3.4/tcp/80",
            "/ip4/1.2.3.4/tcp/00080//",
            "/ip4/1.2.3.4/tcp/80",
            "/ip6/2001:DB8:0:0:0:0:0:1",
            "/ip6/2001:db8::1",
            "/ip6/0:0:0:0:0:ffff:c000:201",
            "/ip6/::ffff:192.0.2.1",
            "/ip6/64:ff9b::192.0.2.1",
            "/ip6/64:ff9b::c000:201",
            "/unix/a%2fb",
            "/unix/a%2Fb",
            "/certhash/f1220" + "00".repeat(32),
            "/certhash/uEiA" + "A".repeat(43));
    spellings.forEach(
        (text, usual) -> assertThat(Multiaddr.parse(text)).as(text).hasToString(usual));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        "ip4/1.2.3.4",
        "/ip4",
        "/ip4/",
        "/ip4//tcp/1",
        "/ip4/1.2.3",
        "/ip4/1.2.3.4.5",
        "/ip4/1.2.3.256",
        "/ip4/1.2.3.04",
        "/ip4/1.2.3.+4",
        "/ip4/1.2.3.",
        "/ip4/::1",
        "/ip4/localhost",
        "/ip4/١.2.3.4",
        "/ip6/1.2.3.4",
        "/ip6/:",
        "/ip6/:1",
        "/ip6/1:",
        "/ip6/:::",
        "/ip6/1::2::3",
        "/ip6/1:2:3:4:5:6:7",
        "/ip6/1:2:3:4:5:6:7:8:9",
        "/ip6/1:2:3:4:5:6:7::8",
        "/ip6/12345::",
        "/ip6/g::",
        "/ip6/fe80::1%eth0",
        "/ip6/1.2.3.4::",
        "/ip6/1:1.2.3.4::",
        "/ip6/10:1.20.30.40::",
        "/ip6/::1.2.3.4:1",
        "/ip6/::1.2.3",
        "/tcp/65536",
        "/tcp/-1",
        "/tcp/a",
        "/tcp/000080",
        "/tcp/80/x",
        "/tls/x",
        "/nothing/1",
        "/ipcidr/256",
        "/dns/a\u0007b",
        "/dns/\ud800",
        "/unix/%2",
        "/unix/%",
        "/unix/%zz",
        "/unix//run/kubo.sock",
        "/p2p/12D3Koo",
        "/p2p/bafybeihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
        "/onion/timaq4ygg2iegci7",
        "/onion/timaq4ygg2iegci7:0",
        "/onion/timaq4ygg2iegci:80",
        "/onion/timaq4ygg2iegci9:80",
        "/onion3/timaq4ygg2iegci7:80",
        "/garlic64/AAAA",
        "/garlic64/AA+A",
        "/garlic32/aaaa",
        "/certhash/uAA",
        "/certhash/b"
      })
  void malformedTextIsRefused(String text) {
    assertThatThrownBy(() -> Multiaddr.parse(text)).isInstanceOf(MultiformatException.class);
  }

  @Test
  void malformedBytesAreRefusedWithAReason() {
    refused("", "[0] parts");
    refused("047f0000", "[ip4] has [3] of [4] bytes");
    refused("05", "protocol [5] is unknown");
    refused("8400", "not minimal");
    refused("36ffffffffffffffff7f61", "[dns4] has [1] of [9223372036854775807] bytes");
    refused("3600", "empty");
    refused("3601ff", "UTF-8");
    refused("3601" + "2f", "slash");
    refused("3601" + "1b", "control");
    refused("900300", "empty");
    refused("a50302" + "1220", "[32] bytes has only [0]");
    refused("a50303" + "000100", "field tag");
    refused("bc03" + "00".repeat(12), "port [0]");
    refused("d20302" + "1220", "only [0]");
    refused("be0301" + "00", "[1] bytes");
  }

  @Test
  void whatIsOverABoundIsRefused() {
    assertThatThrownBy(() -> Multiaddr.parse("/tls".repeat(33))).hasMessageContaining("[33] parts");
    assertThatThrownBy(() -> Multiaddr.parse("/tls".repeat(1000))).hasMessageContaining("parts");
    assertThatThrownBy(() -> Multiaddr.parse("/dns/" + "a".repeat(2100)))
        .hasMessageContaining("[2103] bytes is too long");
    assertThatThrownBy(() -> Multiaddr.parse("/".repeat(Multiaddr.MAX_CHARACTERS + 1)))
        .hasMessageContaining("characters is too long");
    assertThatThrownBy(() -> Multiaddr.fromBytes(new byte[Multiaddr.MAX_BYTES + 1]))
        .hasMessageContaining("[2049] bytes is too long");
    byte[] tls = new byte[66];
    for (int i = 0; i < tls.length; i += 2) {
      tls[i] = (byte) 0xc0;
      tls[i + 1] = 3;
    }
    assertThatThrownBy(() -> Multiaddr.fromBytes(tls)).hasMessageContaining("[33] parts");
    assertThat(Multiaddr.fromBytes(Arrays.copyOf(tls, 64)).parts()).hasSize(32);
  }

  @Test
  void anI2pDestinationIsWrittenInItsOwnBase64() {
    byte[] destination = new byte[387];
    Arrays.fill(destination, (byte) 0xfb);
    byte[] packed = new byte[4 + destination.length];
    System.arraycopy(HEX.parseHex("be038303"), 0, packed, 0, 4);
    System.arraycopy(destination, 0, packed, 4, destination.length);
    Multiaddr address = Multiaddr.fromBytes(packed);

    assertThat(address.toString()).startsWith("/garlic64/-~v7").hasSize(10 + 516);
    assertThat(Multiaddr.parse(address.toString()).toBytes()).isEqualTo(packed);
  }

  @SeededTest(times = 50)
  void partsAreFoundAndPutBehind(RandomGenerator random) {
    PeerId relay = PrivateKey.generateEd25519(random).publicKey().peerId();
    PeerId peer = PrivateKey.generateEd25519(random).publicKey().peerId();
    Multiaddr direct = Multiaddr.parse("/ip4/192.0.2.1/tcp/4001");
    Multiaddr relayed = direct.with(relay).with(Multiaddr.parse("/p2p-circuit")).with(peer);

    assertThat(direct.peerId()).isEmpty();
    assertThat(relayed.peerId()).contains(peer);
    assertThat(relayed.with(peer)).isSameAs(relayed);
    assertThat(relayed.value(AddressProtocol.P2P)).contains(relay.toString());
    assertThat(relayed.value(AddressProtocol.TCP)).contains("4001");
    assertThat(relayed.value(AddressProtocol.UDP)).isEmpty();
    assertThat(relayed.has(AddressProtocol.P2P_CIRCUIT)).isTrue();
    assertThat(direct.has(AddressProtocol.P2P_CIRCUIT)).isFalse();
    assertThat(relayed.parts()).hasSize(5);
  }

  @SeededTest(times = 2000)
  void noBytesThrowAnythingButAMultiformatException(RandomGenerator random) throws IOException {
    List<byte[]> samples =
        golden().valueStream().map(n -> HEX.parseHex(n.get("hex").asText())).toList();
    byte[] bytes = samples.get(random.nextInt(samples.size()));
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    bytes = Arrays.copyOf(bytes, bytes.length - random.nextInt(3));
    try {
      Multiaddr address = Multiaddr.fromBytes(bytes);
      assertThat(address.toBytes()).isEqualTo(bytes);
      assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
    } catch (MultiformatException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @SeededTest(times = 1000)
  void noTextThrowsAnythingButAMultiformatException(RandomGenerator random) throws IOException {
    JsonNode golden = golden();
    StringBuilder text =
        new StringBuilder(golden.get(random.nextInt(golden.size())).get("text").asText());
    for (int i = random.nextInt(4); i > 0; i--) {
      text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x250));
    }
    try {
      Multiaddr address = Multiaddr.parse(text.toString());
      assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
      assertThat(Multiaddr.fromBytes(address.toBytes())).isEqualTo(address);
    } catch (MultiformatException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @SeededTest(times = 300)
  void everyIpAddressSurvivesItsText(RandomGenerator random) {
    byte[] packed = new byte[17];
    random.nextBytes(packed);
    for (int i = 1; i < packed.length; i += 2) {
      if (random.nextInt(3) > 0) {
        packed[i] = 0;
        packed[i + 1] = 0;
      }
    }
    packed[0] = 0x29;
    Multiaddr address = Multiaddr.fromBytes(packed);
    String text = address.value(AddressProtocol.IP6).orElseThrow();

    assertThat(Multiaddr.parse(address.toString()).toBytes()).isEqualTo(packed);
    assertThat(text.getBytes(StandardCharsets.US_ASCII).length).isLessThanOrEqualTo(39);
  }

  private static JsonNode golden() throws IOException {
    return new ObjectMapper().readTree(SharedData.bytes("fixtures/js-golden/multiaddrs.json"));
  }

  private static void refused(String hex, String reason) {
    assertThatThrownBy(() -> Multiaddr.fromBytes(HEX.parseHex(hex)))
        .as(hex)
        .isInstanceOf(MultiformatException.class)
        .hasMessageContaining(reason);
  }
}
