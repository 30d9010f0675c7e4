package io.pinakes.query.blocks;

import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.ipfs.fetch.BlockSource;
import io.pinakes.ipfs.fetch.FetchLimits;
import io.pinakes.ipfs.fetch.FetchListener;
import io.pinakes.ipfs.fetch.Remote;
import io.pinakes.ipfs.http.client.ClientLimits;
import io.pinakes.ipfs.http.client.GatewayClient;
import io.pinakes.ipfs.http.client.RoutingClient;
import io.pinakes.ipfs.http.kubo.KuboClient;
import io.pinakes.ipfs.http.kubo.KuboOptions;
import io.pinakes.ipfs.http.kubo.KuboSource;
import io.pinakes.ipfs.names.RecordSource;
import io.pinakes.query.failure.Kind;
import io.pinakes.query.failure.WorkException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom to fetch from: gateways and Kubos that are named, and gateways that a router names. Their
 * connections are held until it is closed. For one thread.
 */
final class Sources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

  /** More are not asked: one that is honest is enough. */
  private static final int MAX_FOUND = 8;

  /** How long a Kubo may look for a block in its network. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final String GATEWAY = "transport-ipfs-gateway-http";

  private final Named named;
  private final GatewayClient client = new GatewayClient(ClientLimits.DEFAULT);
  private final List<KuboSource> kubos = new ArrayList<>();
  private final Map<String, String> failedRouters = new TreeMap<>();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /**
   * Who was named.
   *
   * @param gateways trustless gateways
   * @param routers servers of delegated routing
   * @param kubos addresses of Kubos' RPCs
   * @param kuboToken what those ask for, or empty
   */
  record Named(List<URI> gateways, List<URI> routers, List<String> kubos, String kuboToken) {}

  /** Opens nothing but its own event loop until somebody is asked. */
  Sources(Named named) {
    this.named = named;
    opened.push(client);
  }

  /**
   * All of them, as one that can be asked several times.
   *
   * @param root what is looked for
   * @param cancellation stops what it fetches, until what is given back is closed
   */
  Pulling open(Cid root, FetchListener listener, Cancellation cancellation) throws IOException {
    Remote remote = new Remote(sources(root), FetchLimits.DEFAULT, listener);
    return new Pulling(remote, new BreakOff(cancellation, remote::stop));
  }

  /** A fetch that can be broken off. */
  record Pulling(Remote remote, BreakOff breakOff) implements AutoCloseable {
    @Override
    public void close() {
      breakOff.close();
    }
  }

  private List<BlockSource> sources(Cid root) throws IOException {
    List<BlockSource> all = new ArrayList<>(kubos());
    if (all.isEmpty() || !named.gateways().isEmpty() || !named.routers().isEmpty()) {
      gateways(root).forEach(gateway -> all.add(client.gateway(gateway)));
    }
    return all;
  }

  /** Opened once, since names and blocks are asked of the same ones. */
  private List<KuboSource> kubos() {
    if (kubos.isEmpty()) {
      for (String address : named.kubos()) {
        KuboOptions options = KuboOptions.at(KuboAddress.uri(address, "--kubo "));
        String token = named.kuboToken();
        KuboClient kubo = new KuboClient(token.isEmpty() ? options : options.withToken(token));
        opened.push(kubo);
        kubos.add(new KuboSource(kubo, "kubo at " + address, PATIENCE));
      }
    }
    return kubos;
  }

  private List<URI> gateways(Cid root) throws IOException {
    Set<URI> all = new LinkedHashSet<>(named.gateways());
    for (URI router : named.routers()) {
      all.addAll(gateways(client.routing(router), root));
    }
    if (!all.isEmpty() || !kubos.isEmpty()) {
      return all.stream().limit((long) MAX_FOUND + named.gateways().size()).toList();
    }
    if (!failedRouters.isEmpty()) {
      throw none(Kind.NETWORK, "no router that was asked knows a gateway: " + failedRouters);
    }
    throw none(Kind.NOT_FOUND, "the router knows no gateway that has [" + root + "]");
  }

  /** Whom a router names; a router that fails is noted, since others may be asked. */
  private List<URI> gateways(RoutingClient router, Cid root) throws InterruptedIOException {
    List<URI> all = new ArrayList<>();
    try {
      for (RoutingClient.Found found : router.providers(root)) {
        if (found.protocols().isEmpty() || found.protocols().contains(GATEWAY)) {
          found.addresses().forEach(address -> gateway(address).ifPresent(all::add));
        }
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      failedRouters.put(router.name(), String.valueOf(e.getMessage()));
    }
    return all;
  }

  /** Routers that could not be asked until now, and why. */
  Map<String, String> failedRouters() {
    return Collections.unmodifiableMap(failedRouters);
  }

  /** There is nobody to ask. */
  static WorkException none(Kind kind, String what) {
    return new WorkException(
        kind, what, "Name one: --gateway http://127.0.0.1:8080, or --kubo /ip4/127.0.0.1/tcp/5001");
  }

  /** Those who may have the records of names. */
  List<RecordSource> records() {
    List<RecordSource> all = new ArrayList<>(kubos());
    named.gateways().forEach(gateway -> all.add(client.records(gateway)));
    named.routers().forEach(router -> all.add(client.routing(router)));
    return all;
  }

  /** The address of a gateway, if it is one: {@code /dns/example.org/tcp/443/https}. */
  private static Optional<URI> gateway(String address) {
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
      // What a router writes is anything: a name may be none of a host, and an address no URI.
      return host.map(
              name ->
                  URI.create(
                      (secure ? "https://" : "http://")
                          + name
                          + parsed.value(AddressProtocol.TCP).map(port -> ":" + port).orElse("")))
          .filter(uri -> uri.getHost() != null);
    } catch (IllegalStateException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("a client did not close: {}", e.toString());
      }
    }
  }
}
