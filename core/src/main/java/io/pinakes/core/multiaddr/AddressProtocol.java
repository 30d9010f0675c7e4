package io.pinakes.core.multiaddr;

import io.pinakes.core.multiformats.MultiformatException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a part of an address can be: the rows of multiaddr's {@code protocols.csv}, without the
 * comments that it has on each.
 */
public enum AddressProtocol {
  /** An IPv4 address. */
  IP4(4, "ip4", 4, new Ip4Value()),
  /** A TCP port. */
  TCP(6, "tcp", 2, NumberValue.PORT),
  /** A DCCP port. */
  DCCP(33, "dccp", 2, NumberValue.PORT),
  /** An IPv6 address. */
  IP6(41, "ip6", 16, new Ip6Value()),
  /** The zone of the IPv6 address that follows. */
  IP6ZONE(42, "ip6zone", TextValue.PLAIN),
  /** The length in bits of the network of the address before it. */
  IPCIDR(43, "ipcidr", 1, NumberValue.BYTE),
  /** A name that resolves to addresses of either version. */
  DNS(53, "dns", TextValue.PLAIN),
  /** A name that resolves to IPv4 addresses. */
  DNS4(54, "dns4", TextValue.PLAIN),
  /** A name that resolves to IPv6 addresses. */
  DNS6(55, "dns6", TextValue.PLAIN),
  /** A name whose TXT records hold multiaddrs. */
  DNSADDR(56, "dnsaddr", TextValue.PLAIN),
  /** An SCTP port. */
  SCTP(132, "sctp", 2, NumberValue.PORT),
  /** A UDP port. */
  UDP(273, "udp", 2, NumberValue.PORT),
  /** Deprecated: WebRTC by a star server. */
  P2P_WEBRTC_STAR(275, "p2p-webrtc-star"),
  /** Deprecated: WebRTC between two. */
  P2P_WEBRTC_DIRECT(276, "p2p-webrtc-direct"),
  /** Deprecated: the stardust relay. */
  P2P_STARDUST(277, "p2p-stardust"),
  /** WebRTC without a signalling server. */
  WEBRTC_DIRECT(280, "webrtc-direct"),
  /** WebRTC as the W3C has it. */
  WEBRTC(281, "webrtc"),
  /** Through a relay, which is what stands before. */
  P2P_CIRCUIT(290, "p2p-circuit"),
  /** UDT over UDP. */
  UDT(301, "udt"),
  /** Micro transport protocol over UDP. */
  UTP(302, "utp"),
  /** The path of a socket, percent-encoded. */
  UNIX(400, "unix", TextValue.PERCENT_ENCODED),
  /** The peer behind the address; {@code ipfs} is read as another name for it. */
  P2P(421, "p2p", new PeerValue()),
  /** HTTP over TLS; deprecated for {@code /tls/http}. */
  HTTPS(443, "https"),
  /** A Tor service of version 2, with port. */
  ONION(444, "onion", 12, new OnionValue(10)),
  /** A Tor service of version 3, with port. */
  ONION3(445, "onion3", 37, new OnionValue(35)),
  /** An I2P destination, whole. */
  GARLIC64(446, "garlic64", GarlicValue.WHOLE),
  /** An I2P destination's hash. */
  GARLIC32(447, "garlic32", GarlicValue.HASH),
  /** TLS over what stands before. */
  TLS(448, "tls"),
  /** The name that a TLS client asks for. */
  SNI(449, "sni", TextValue.PLAIN),
  /** Noise over what stands before. */
  NOISE(454, "noise"),
  /** QUIC of draft 29. */
  QUIC(460, "quic"),
  /** QUIC of RFC 9000. */
  QUIC_V1(461, "quic-v1"),
  /** WebTransport over QUIC. */
  WEBTRANSPORT(465, "webtransport"),
  /** The hash of a certificate that a WebTransport or WebRTC server shows. */
  CERTHASH(466, "certhash", new CertificateValue()),
  /** WebSockets. */
  WS(477, "ws"),
  /** WebSockets over TLS; deprecated for {@code /tls/ws}. */
  WSS(478, "wss"),
  /** Deprecated: WebSockets by a star server. */
  P2P_WEBSOCKET_STAR(479, "p2p-websocket-star"),
  /** HTTP. */
  HTTP(480, "http"),
  /** The path of an HTTP resource, percent-encoded. */
  HTTP_PATH(481, "http-path", TextValue.PERCENT_ENCODED),
  /** Within one process. */
  MEMORY(777, "memory", TextValue.PLAIN);

  private static final int VARIABLE = -1;
  private static final Map<Long, AddressProtocol> BY_CODE = new TreeMap<>();
  private static final Map<String, AddressProtocol> BY_NAME = new TreeMap<>();

  static {
    for (AddressProtocol protocol : values()) {
      BY_CODE.put(protocol.code, protocol);
      BY_NAME.put(protocol.specName, protocol);
    }
    BY_NAME.put("ipfs", P2P);
  }

  private final long code;
  private final String specName;
  private final int valueBytes;
  private final ValueCodec codec;

  AddressProtocol(long code, String specName) {
    this(code, specName, 0, NoValue.INSTANCE);
  }

  AddressProtocol(long code, String specName, ValueCodec codec) {
    this(code, specName, VARIABLE, codec);
  }

  AddressProtocol(long code, String specName, int valueBytes, ValueCodec codec) {
    this.code = code;
    this.specName = specName;
    this.valueBytes = valueBytes;
    this.codec = codec;
  }

  /** The multicodec number. */
  public long code() {
    return code;
  }

  /** The name in text, such as {@code quic-v1}. */
  public String specName() {
    return specName;
  }

  /** Whether a value follows. */
  public boolean hasValue() {
    return valueBytes != 0;
  }

  /** Whether the value's length stands before it. */
  public boolean isVariable() {
    return valueBytes == VARIABLE;
  }

  /** The length of a value that has a fixed one, in bytes; 0 if there is none. */
  public int valueBytes() {
    return Math.max(0, valueBytes);
  }

  /** Finds a protocol by its number. */
  public static Optional<AddressProtocol> byCode(long code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** Finds a protocol by its name or alias. */
  public static Optional<AddressProtocol> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  ValueCodec codec() {
    return codec;
  }

  /** The codec of protocols without a value; the parsers do not ask it. */
  private enum NoValue implements ValueCodec {
    INSTANCE;

    @Override
    public byte[] parse(String text) {
      throw new MultiformatException("[" + text + "] is a value where none belongs");
    }

    @Override
    public String print(byte[] bytes) {
      return "";
    }
  }
}
