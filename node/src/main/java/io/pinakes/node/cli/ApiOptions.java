package io.pinakes.node.cli;

import io.pinakes.core.key.PublicKey;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.garbage.HomeRoots;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.ipfs.api.Api;
import io.pinakes.ipfs.api.BearerToken;
import io.pinakes.ipfs.fetch.BlockSource;
import io.pinakes.ipfs.fetch.DagFetcher;
import io.pinakes.ipfs.fetch.FetchLimits;
import io.pinakes.ipfs.graph.Completer;
import io.pinakes.ipfs.http.client.ClientLimits;
import io.pinakes.ipfs.http.client.GatewayClient;
import io.pinakes.ipfs.http.server.ServerOptions;
import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.rpc.Rpc;
import io.pinakes.ipfs.rpc.RpcHome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The owner's API beside the gateway: which, where, and for whom. */
final class ApiOptions {
  /** The owner may pipe into it what comes slowly. */
  private static final Duration STALL = Duration.ofMinutes(5);

  @Option(
      names = "--api",
      description =
          "Serve Kubo's RPC, too, for ipfs --api and kubo-rpc-client: all of the home, private and"
              + " public, to whoever is on this machine.")
  boolean api;

  @Option(
      names = "--api-port",
      paramLabel = "PORT",
      description =
          "Where the API listens on 127.0.0.1; 0 for any (default: $PINAKES_API_PORT, a setting,"
              + " else 5001).")
  @Nullable Integer port;

  @Option(
      names = "--api-token",
      description = "Ask whoever uses the API for the token in keys/api-token of the home.")
  boolean token;

  @Option(
      names = "--pinning",
      description =
          "Serve the pinning service API, too, for ipfs pin remote: whoever shows the token in"
              + " keys/api-token has content pinned here, which is fetched from the gateways of"
              + " --from.")
  boolean pinning;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description = "A trustless gateway to fetch from what is to be pinned; may be repeated.")
  List<URI> from = new ArrayList<>();

  /** Those of the options that were given and need a server of their own. */
  List<String> asked() {
    List<String> asked = new ArrayList<>();
    if (api) {
      asked.add("--api");
    }
    if (pinning) {
      asked.add("--pinning");
    }
    return asked;
  }

  /** How much the API's server takes on. */
  ServerOptions server(Session session) {
    ServerOptions.Limits base = ServerOptions.Limits.DEFAULT;
    int chosen = session.setting(KnownSettings.API_PORT, port, Integer::valueOf, 5001);
    return ServerOptions.loopback(Ports.number(chosen))
        .withLimits(
            new ServerOptions.Limits(
                base.maxConnections(),
                base.maxRequests(),
                base.maxWaiting(),
                base.maxHeadBytes(),
                base.idle(),
                STALL));
  }

  /** What completes what is to be pinned; its connections are the session's to close. */
  Completer completer(Session session) {
    if (from.isEmpty()) {
      return Completer.NONE;
    }
    GatewayClient client = session.closing(new GatewayClient(ClientLimits.DEFAULT));
    List<BlockSource> sources = from.stream().map(client::gateway).toList();
    return (root, into) -> new DagFetcher(into, FetchLimits.DEFAULT).fetch(List.of(root), sources);
  }

  /** Kubo's RPC over the home. */
  Api rpc(Session session, NameTable names, Completer completer) throws IOException {
    Bank bank = session.writableBank();
    PublicKey key = session.nodeKey().publicKey();
    Rpc rpc =
        new Rpc(
            new RpcHome(
                bank.store(),
                names,
                new HomeRoots(bank.store()),
                gone -> bank.collectGarbage(ProgressListener.NONE, gone),
                completer,
                () -> key,
                session.home(),
                ProgramVersion.current()));
    return token ? new BearerToken(ApiToken.of(session.home())).before(rpc) : rpc;
  }
}
