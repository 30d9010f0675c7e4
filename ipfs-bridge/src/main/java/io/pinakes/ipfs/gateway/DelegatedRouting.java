package io.pinakes.ipfs.gateway;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.pinakes.ipfs.ipns.IpnsException;
import io.pinakes.ipfs.ipns.IpnsRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Delegated routing v1 over what is here (ipfs/specs {@code http-routing-v1}, IPIP-0513): who has
 * content, which is this node or nobody; the records of names; and where a peer is, which is known
 * of this node alone.
 *
 * <p>It asks the same gate as the gateway: what is private has no provider, as what is not here.
 */
public final class DelegatedRouting {
  static final String PREFIX = "/routing/v1/";

  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";
  private static final String GATEWAY = "transport-ipfs-gateway-http";

  private final BlockReader blocks;
  private final NameRecords names;
  private final Supplier<Optional<Provider>> self;
  private final InstantSource clock;
  private final RecordTaker taker;

  /** Answers of those blocks and names; the provider is asked for anew each time. */
  public DelegatedRouting(
      BlockReader blocks,
      NameRecords names,
      Supplier<Optional<Provider>> self,
      InstantSource clock) {
    this(blocks, names, self, clock, RecordTaker.NONE);
  }

  private DelegatedRouting(
      BlockReader blocks,
      NameRecords names,
      Supplier<Optional<Provider>> self,
      InstantSource clock,
      RecordTaker taker) {
    this.taker = taker;
    this.blocks = blocks;
    this.names = names;
    this.self = self;
    this.clock = clock;
  }

  /** The same, which also takes newer records of names that are kept. */
  public DelegatedRouting withTaker(RecordTaker other) {
    return new DelegatedRouting(blocks, names, self, clock, other);
  }

  /** Whether a request brings a record of a name. */
  public static boolean bringsRecord(String method, String path) {
    return method.equals("PUT") && path.startsWith(PREFIX + "ipns/");
  }

  Answer answer(GatewayRequest request) throws IOException {
    String[] parts = request.path().substring(PREFIX.length()).split("/", -1);
    if (parts.length != 2) {
      throw new GatewayException(404, "there is no such way of routing here");
    }
    String asked = PathText.decode(parts[1]);
    return switch (parts[0]) {
      case "providers" -> providers(request, asked);
      case "peers" -> peers(request, asked);
      case "ipns" -> request.method().equals("PUT") ? take(request, asked) : record(request, asked);
      default -> throw new GatewayException(404, "there is no such way of routing here");
    };
  }

  private Answer providers(GatewayRequest request, String text) throws IOException {
    boolean here = blocks.has(cid(text));
    return list(request, "Providers", here ? self.get() : Optional.empty());
  }

  private Answer peers(GatewayRequest request, String text) throws IOException {
    PeerId asked = peer(text);
    return list(request, "Peers", self.get().filter(provider -> provider.id().equals(asked)));
  }

  private Answer record(GatewayRequest request, String text) throws IOException {
    IpnsRecord record = names.find(peer(text)).orElseThrow(GatewayException::notHere);
    ContentPath path = new ContentPath(true, text, List.of(), false);
    return TrustlessAnswers.record(request, path, record, clock.instant());
  }

  private Answer take(GatewayRequest request, String text) throws IOException {
    try {
      return taker.take(peer(text), request.bodyBytes())
          ? Answer.text(200, "taken")
          : Answer.text(403, "of names that are not kept here no record is taken");
    } catch (IpnsException e) {
      throw GatewayException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /** One peer or none; an empty list is 200, too (IPIP-0513). */
  private static Answer list(GatewayRequest request, String name, Optional<Provider> found) {
    boolean lines = request.header("accept").orElse("").contains(LINES);
    List<MapNode> entries = new ArrayList<>();
    found
        .map(provider -> node(provider, request))
        .ifPresent(entry -> entry.ifPresent(entries::add));
    byte[] body;
    if (lines) {
      StringBuilder text = new StringBuilder();
      entries.forEach(entry -> text.append(json(entry)).append('\n'));
      body = text.toString().getBytes(StandardCharsets.UTF_8);
    } else {
      body =
          DagJson.STRICT.encode(
              MapNode.builder().put(name, new ListNode(List.copyOf(entries))).build());
    }
    int seconds = entries.isEmpty() ? 15 : 300;
    return new Answer.Builder(200)
        .with("Content-Type", lines ? LINES : JSON)
        .with("Vary", "Accept")
        .with("Cache-Control", "public, max-age=" + seconds + ", stale-while-revalidate=172800")
        .bytes(body);
  }

  private static String json(MapNode node) {
    return new String(DagJson.STRICT.encode(node), StandardCharsets.UTF_8);
  }

  /** The peer as the filters of the request leave it (IPIP-0484); empty if they leave nothing. */
  private static Optional<MapNode> node(Provider provider, GatewayRequest request) {
    List<String> addresses = provider.addresses().stream().map(Multiaddr::toString).toList();
    List<String> protocols = List.of(GATEWAY);
    RoutingFilter byProtocol = RoutingFilter.of(request.parameter("filter-protocols").orElse(""));
    RoutingFilter byAddress = RoutingFilter.of(request.parameter("filter-addrs").orElse(""));
    List<String> kept = byAddress.addresses(addresses);
    if (!byProtocol.protocols(protocols) || kept.isEmpty() && !addresses.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        MapNode.builder()
            .put("Schema", "peer")
            .put("ID", provider.id().toString())
            .put("Addrs", ListNode.ofTexts(kept))
            .put("Protocols", ListNode.ofTexts(protocols))
            .build());
  }

  private static Cid cid(String text) throws GatewayException {
    try {
      return Cid.parse(text);
    } catch (MultiformatException e) {
      throw GatewayException.badRequest("[" + text + "] is no CID");
    }
  }

  private static PeerId peer(String text) throws GatewayException {
    try {
      return PeerId.parse(text);
    } catch (MultiformatException e) {
      throw GatewayException.badRequest("[" + text + "] is no name of a peer");
    }
  }
}
