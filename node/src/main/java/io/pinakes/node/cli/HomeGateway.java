package io.pinakes.node.cli;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
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
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The gateway of a home that this process holds, on its socket. */
final class HomeGateway implements AutoCloseable {
  private final GatewayServer server;

  private HomeGateway(GatewayServer server) {
    this.server = server;
  }

  /**
   * Where it listens, and what it serves.
   *
   * @param port on 127.0.0.1; 0 for any
   * @param trustless whether only what the other side can verify
   * @param option names another port, for whoever finds this one taken
   */
  record Options(int port, boolean trustless, String option) {}

  /** Starts it over that store, which is held for writing: what is withdrawn is gone at once. */
  static HomeGateway start(Session session, Store store, NameTable names, Options options)
      throws IOException {
    PeerId id = session.nodeKey().publicKey().peerId();
    PublicBlocks blocks = PublicBlocks.of(store);
    AtomicReference<Optional<Provider>> self = new AtomicReference<>(Optional.empty());
    Gateway gateway =
        new Gateway(
                blocks,
                names,
                (options.trustless() ? GatewayOptions.TRUSTLESS : GatewayOptions.BROWSER)
                    .withScratch(store.blocks().scratch()),
                InstantSource.system())
            .withRouting(
                new DelegatedRouting(blocks, names, self::get, InstantSource.system())
                    .withTaker(names));
    GatewayServer server = listen(gateway, options);
    Multiaddr at = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + server.uri().getPort() + "/http");
    self.set(Optional.of(new Provider(id, List.of(at))));
    return new HomeGateway(server);
  }

  private static GatewayServer listen(Gateway gateway, Options options) throws IOException {
    try {
      return GatewayServer.start(gateway, ServerOptions.loopback(options.port()));
    } catch (IOException e) {
      throw Ports.notBound(
          "127.0.0.1:" + options.port(),
          e,
          "use another port: " + options.option() + " 0 for any.");
    }
  }

  /** Where it is. */
  URI uri() {
    return server.uri();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
