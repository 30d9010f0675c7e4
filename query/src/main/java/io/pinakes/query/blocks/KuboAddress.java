package io.pinakes.query.blocks;

import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.ipfs.http.kubo.KuboOptions;
import io.pinakes.query.failure.Kind;
import io.pinakes.query.failure.WorkException;
import java.net.URI;

/** Where a Kubo's RPC is, as people write it: {@code /ip4/127.0.0.1/tcp/5001}, or a URL. */
public final class KuboAddress {
  private KuboAddress() {}

  /**
   * The URL of an address.
   *
   * @param option by which it was named, such as {@code "--kubo "}
   * @throws WorkException if it is none
   */
  public static URI uri(String address, String option) {
    try {
      return uri(address);
    } catch (IllegalArgumentException e) {
      throw wrong(option, address, option);
    }
  }

  /** What is wrong with an address, and how one looks. */
  public static WorkException wrong(String option, String address, String example) {
    return new WorkException(
        Kind.USAGE,
        option + "[" + address + "] is not the address of a Kubo",
        "Such as " + example + "/ip4/127.0.0.1/tcp/5001");
  }

  private static URI uri(String address) {
    if (!address.startsWith("/")) {
      return KuboOptions.at(URI.create(address)).api();
    }
    Multiaddr parsed = Multiaddr.parse(address);
    String port = parsed.value(AddressProtocol.TCP).orElseThrow(IllegalArgumentException::new);
    String host =
        parsed
            .value(AddressProtocol.IP4)
            .or(() -> parsed.value(AddressProtocol.IP6).map(ip -> "[" + ip + "]"))
            .or(() -> parsed.value(AddressProtocol.DNS))
            .or(() -> parsed.value(AddressProtocol.DNS4))
            .orElseThrow(IllegalArgumentException::new);
    String scheme = parsed.has(AddressProtocol.HTTPS) ? "https" : "http";
    return URI.create(scheme + "://" + host + ":" + port);
  }
}
