package io.pinakes.node.cli;

import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a node serves its home's gateway, too, and where. */
final class ServedGateway {
  @Option(
      names = "--gateway",
      description =
          "Serve what is public as an IPFS gateway on this machine, too, as the command gateway"
              + " does (default: $PINAKES_GATEWAY, a setting, else not).")
  private @Nullable Boolean asked;

  @Option(
      names = "--gateway-port",
      paramLabel = "PORT",
      description =
          "Where that listens on 127.0.0.1; 0 for any (default: $PINAKES_GATEWAY_PORT, a setting,"
              + " else 8080).")
  private @Nullable Integer port;

  /** The gateway while it runs, if there is one. */
  record Started(Optional<HomeGateway> gateway) implements AutoCloseable {
    /** Where it is. */
    Optional<URI> uri() {
      return gateway.map(HomeGateway::uri);
    }

    @Override
    public void close() throws IOException {
      if (gateway.isPresent()) {
        gateway.get().close();
      }
    }
  }

  /** Starts it, if it was asked for; a port alone asks for nothing. */
  Started start(Session session, Store store) throws IOException {
    if (!session.setting(KnownSettings.GATEWAY, asked, Boolean::valueOf, false)) {
      return new Started(Optional.empty());
    }
    int chosen = session.setting(KnownSettings.GATEWAY_PORT, port, Integer::valueOf, 8080);
    NameTable names = new NameTable(store, InstantSource.system());
    return new Started(
        Optional.of(
            HomeGateway.start(
                session,
                store,
                names,
                new HomeGateway.Options(Ports.number(chosen), false, "--gateway-port"))));
  }
}
