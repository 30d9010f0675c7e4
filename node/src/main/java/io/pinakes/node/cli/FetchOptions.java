package io.pinakes.node.cli;

import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.fetch.BlockSource;
import io.pinakes.ipfs.http.client.GatewayClient;
import io.pinakes.ipfs.http.client.RoutingClient;
import io.pinakes.ipfs.http.kubo.KuboClient;
import io.pinakes.ipfs.http.kubo.KuboSource;
import io.pinakes.ipfs.names.RecordSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Whom to fetch from: gateways that are named, and those that a router names. */
final class FetchOptions {
  /** More are not asked: one that is honest is enough. */
  private static final int MAX_FOUND = 8;

  /** How long a Kubo may look for a block in its network. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final String GATEWAY = "transport-ipfs-gateway-http";

  @Option(
      names = {"-g", "--gateway"},
      paramLabel = "URL",
      description = "A trustless gateway; repeat it to use several at once.")
  List<URI> gateways = new ArrayList<>();

  @Option(
      names = "--router",
      paramLabel = "URL",
      description =
          "A server of delegated routing, which is asked for gateways that have it, and for names.")
  List<URI> routers = new ArrayList<>();

  @Option(
      names = "--kubo",
      paramLabel = "ADDRESS",
      description =
          "A Kubo's RPC, such as /ip4/127.0.0.1/tcp/5001: what it holds, and finds in its network."
              + " It is believed no more than a gateway. Its token is in $PINAKES_KUBO_TOKEN.")
  List<String> kubos = new ArrayList<>();

  /** Opened once, since names and blocks are asked of the same ones. */
  private final List<KuboSource> opened = new ArrayList<>();

  /** Whom to ask for a root; their connections are the session's to close. */
  List<BlockSource> sources(Session session, GatewayClient client, Cid root) throws IOException {
    List<BlockSource> all = new ArrayList<>(kubos(session));
    if (all.isEmpty() || !gateways.isEmpty() || !routers.isEmpty()) {
      gateways(client, root).forEach(gateway -> all.add(client.gateway(gateway)));
    }
    return all;
  }

  private List<KuboSource> kubos(Session session) {
    if (opened.isEmpty()) {
      String token = session.environment().getOrDefault("PINAKES_KUBO_TOKEN", "");
      for (String address : kubos) {
        KuboClient kubo = session.closing(ExternalKubo.at(address, "--kubo ", token).client());
        opened.add(new KuboSource(kubo, "kubo at " + address, PATIENCE));
      }
    }
    return opened;
  }

  private List<URI> gateways(GatewayClient client, Cid root) throws IOException {
    Set<URI> all = new LinkedHashSet<>(gateways);
    for (URI router : routers) {
      for (RoutingClient.Found found : client.routing(router).providers(root)) {
        if (found.protocols().isEmpty() || found.protocols().contains(GATEWAY)) {
          found.addresses().forEach(address -> gateway(address).ifPresent(all::add));
        }
      }
    }
    if (all.isEmpty()) {
      throw new CliException(
          routers.isEmpty() ? ExitCode.USAGE : ExitCode.NOT_FOUND,
          routers.isEmpty()
              ? "no gateway is named"
              : "the router knows no gateway that has [" + root + "]",
          "Name one: --gateway http://127.0.0.1:8080, or --kubo /ip4/127.0.0.1/tcp/5001");
    }
    return all.stream().limit((long) MAX_FOUND + gateways.size()).toList();
  }

  /** Those who may have the records of names. */
  List<RecordSource> records(Session session, GatewayClient client) {
    List<RecordSource> all = new ArrayList<>(kubos(session));
    gateways.forEach(gateway -> all.add(client.records(gateway)));
    routers.forEach(router -> all.add(client.routing(router)));
    return all;
  }

  /** The address of a gateway, if it is one: {@code /dns/example.org/tcp/443/https}. */
  static Optional<URI> gateway(String address) {
    try {
      Multiaddr parsed = Multiaddr.parse(address);
      boolean secure = parsed.has(AddressProtocol.HTTPS) || parsed.has(AddressProtocol.TLS);
      if (!secure && !parsed.has(AddressProtocol.HTTP)) {
        return Optional.empty();
      }
      Optional<String> host =
          parsed
              .value(AddressProtocol.IP4)
              .or(() -> parsed.value(AddressProtocol.IP6).map(ip -> "[" + ip + "]"))
              .or(() -> parsed.value(AddressProtocol.DNS))
              .or(() -> parsed.value(AddressProtocol.DNS4))
              .or(() -> parsed.value(AddressProtocol.DNS6));
      return host.map(
          name ->
              URI.create(
                  (secure ? "https://" : "http://")
                      + name
                      + parsed.value(AddressProtocol.TCP).map(port -> ":" + port).orElse("")));
    } catch (MultiformatException | IllegalStateException e) {
      return Optional.empty();
    }
  }
}
