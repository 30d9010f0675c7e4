package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.ipfs.gateway.DelegatedRouting;
import io.pinakes.ipfs.gateway.Gateway;
import io.pinakes.ipfs.gateway.GatewayOptions;
import io.pinakes.ipfs.gateway.Provider;
import io.pinakes.ipfs.http.server.GatewayServer;
import io.pinakes.ipfs.http.server.ServerOptions;
import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.visibility.PublicBlocks;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pinakes gateway}: the home's public blocks over HTTP, until it is told to end. */
@Command(
    name = "gateway",
    description = {
      "Serve what is public in this home as an IPFS gateway on this machine, until Ctrl-C.",
      "What is private is not served, and not told apart from what is not here. While it runs it",
      "holds the home, so that nothing is published or withdrawn beside it. Below /routing/v1/ it",
      "tells other nodes what can be had here.",
      "",
      "  pinakes gateway                     blocks, archives, records, files and folders",
      "  pinakes gateway --trustless         only what the other side can verify",
      "  pinakes gateway --api               and for you, ipfs --api /ip4/127.0.0.1/tcp/5001",
      "  pinakes gateway --ipfs kubo=/ip4/127.0.0.1/tcp/5001     what is public is in your Kubo,"
          + " too",
      "  pinakes gateway --pinning --from http://127.0.0.1:8081      a service for ipfs pin remote",
      ""
    })
final class GatewayCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Where to listen on 127.0.0.1; 0 for any (default: $PINAKES_GATEWAY_PORT, a setting, else"
              + " 8080).")
  private @Nullable Integer port;

  @Option(
      names = "--trustless",
      description = "Only blocks, archives and name records: no files, folders or pages.")
  private boolean trustless;

  @Mixin private LogOptions log = new LogOptions();

  @Mixin private ApiOptions api = new ApiOptions();

  GatewayCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    log.apply(session);
    Cancellation cancellation = session.cancellation();
    PeerId id = session.nodeKey().publicKey().peerId();
    Store store = session.writableBank().store();
    PublicBlocks blocks = PublicBlocks.of(store);
    NameTable names = new NameTable(store, InstantSource.system());
    AtomicReference<Optional<Provider>> self = new AtomicReference<>(Optional.empty());
    Gateway gateway =
        new Gateway(
                blocks,
                names,
                (trustless ? GatewayOptions.TRUSTLESS : GatewayOptions.BROWSER)
                    .withScratch(store.blocks().scratch()),
                InstantSource.system())
            .withRouting(
                new DelegatedRouting(blocks, names, self::get, InstantSource.system())
                    .withTaker(names));
    try (GatewayServer server = start(gateway);
        ApiServers servers = ApiServers.start(session, api, names, server.uri());
        KuboKeeper keeper = KuboKeeper.of(session, store)) {
      Multiaddr at = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + server.uri().getPort() + "/http");
      self.set(Optional.of(new Provider(id, List.of(at))));
      keeper.begin();
      ObjectNode document = Json.document("pinakes.gateway/1").put("url", server.uri().toString());
      servers.tell(document.put("trustless", trustless));
      if (session.json()) {
        Json.printLine(document, session.terminal().out());
      } else {
        session.outWriter().println("gateway at " + server.uri() + "/ipfs/");
        servers.tell(session.outWriter());
        session.outWriter().flush();
      }
      cancellation.await();
    }
    return ExitCode.INTERRUPTED;
  }

  private GatewayServer start(Gateway gateway) throws IOException {
    int chosen =
        Ports.number(session.setting(KnownSettings.GATEWAY_PORT, port, Integer::valueOf, 8080));
    try {
      return GatewayServer.start(gateway, ServerOptions.loopback(chosen));
    } catch (IOException e) {
      throw Ports.notBound("127.0.0.1:" + chosen, e, "use another port: --port 0 for any.");
    }
  }
}
