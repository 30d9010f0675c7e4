package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.ipfs.gateway.Gateway;
import io.pinakes.ipfs.gateway.GatewayOptions;
import io.pinakes.ipfs.http.server.GatewayServer;
import io.pinakes.ipfs.http.server.ServerOptions;
import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.visibility.PublicBlocks;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pinakes gateway}: the home's public blocks over HTTP, until it is told to end. */
@Command(
    name = "gateway",
    description = {
      "Serve what is public in this home as an IPFS gateway on this machine, until Ctrl-C.",
      "What is private is not served, and not told apart from what is not here. While it runs it",
      "holds the home, so that nothing is published or withdrawn beside it.",
      "",
      "  pinakes gateway                     blocks, archives, records, files and folders",
      "  pinakes gateway --trustless         only what the other side can verify",
      ""
    })
final class GatewayCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "PORT",
      description = "Where to listen on 127.0.0.1; 0 for any (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--trustless",
      description = "Only blocks, archives and name records: no files, folders or pages.")
  private boolean trustless;

  GatewayCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Cancellation cancellation = session.cancellation();
    Store store = session.writableBank().store();
    Gateway gateway =
        new Gateway(
            PublicBlocks.of(store),
            new NameTable(store, InstantSource.system()),
            trustless ? GatewayOptions.TRUSTLESS : GatewayOptions.BROWSER,
            InstantSource.system());
    try (GatewayServer server = GatewayServer.start(gateway, ServerOptions.loopback(port))) {
      ObjectNode document = Json.document("pinakes.gateway/1").put("url", server.uri().toString());
      if (session.json()) {
        Json.printLine(document.put("trustless", trustless), session.terminal().out());
      } else {
        session.outWriter().println("gateway at " + server.uri() + "/ipfs/");
        session.outWriter().flush();
      }
      cancellation.await();
    }
    return ExitCode.INTERRUPTED;
  }
}
