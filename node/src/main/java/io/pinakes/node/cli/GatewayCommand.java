package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.store.Store;
import io.pinakes.node.client.RunningNode;
import io.pinakes.node.peer.NodeKey;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      "tells other nodes what can be had here. Beside a node that serves the gateway (serve",
      "--gateway) it says where that is.",
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
    Bank bank;
    try {
      bank = session.writableBank();
    } catch (HomeLockedException locked) {
      return beside(locked);
    }
    Store store = bank.store();
    NameTable names = new NameTable(store, InstantSource.system());
    int chosen =
        Ports.number(session.setting(KnownSettings.GATEWAY_PORT, port, Integer::valueOf, 8080));
    HomeGateway.Options options = new HomeGateway.Options(chosen, trustless, "--port");
    NodeKey.make(bank.home().root());
    try (HomeGateway server = HomeGateway.start(session, store, names, options);
        ApiServers servers = ApiServers.start(session, api, names, server.uri());
        KuboKeeper keeper = KuboKeeper.of(session, store, session.kuboSync())) {
      keeper.begin();
      ObjectNode document = document(server.uri());
      servers.tell(document);
      if (session.json()) {
        Json.printLine(document, session.terminal().out());
      } else {
        tell(server.uri());
        servers.tell(session.outWriter());
        session.outWriter().flush();
      }
      cancellation.await();
    }
    return ExitCode.INTERRUPTED;
  }

  private ObjectNode document(URI url) {
    return Json.document("pinakes.gateway/1")
        .put("url", url.toString())
        .put("trustless", trustless);
  }

  private void tell(URI url) {
    session.outWriter().println("gateway at " + url + "/ipfs/");
  }

  /** The node that holds the home may serve its gateway already: then that is the answer. */
  private int beside(HomeLockedException locked) throws Exception {
    Optional<URI> served = RunningNode.of(session.home()).flatMap(RunningNode::gateway);
    if (served.isEmpty()) {
      throw HeldByNode.of(
          session,
          locked,
          "a gateway needs the home to itself or in the node, and",
          trustless || !api.asked().isEmpty()
              ? session.again()
              : session.command("serve --gateway"));
    }
    List<String> unmet = unmet(served.get());
    if (!unmet.isEmpty()) {
      throw new CliException(
          ExitCode.CONFLICT,
          "the node serves the gateway of this home at "
              + served.get()
              + "/ipfs/, without "
              + String.join(", ", unmet),
          "Use that one. Or "
              + HeldByNode.stop(locked).replaceFirst("^S", "s")
              + ", then: "
              + session.again(),
          locked);
    }
    if (session.json()) {
      Json.printLine(document(served.get()).put("by_node", true), session.terminal().out());
    } else {
      tell(served.get());
      session.note("It is the node's, which serves it for as long as it runs.");
    }
    return ExitCode.OK;
  }

  /** Which options the node's gateway does not meet. */
  private List<String> unmet(URI served) {
    List<String> unmet = new ArrayList<>();
    if (trustless) {
      unmet.add("--trustless");
    }
    if (port != null && port != 0 && port != served.getPort()) {
      unmet.add("--port " + port);
    }
    unmet.addAll(api.asked());
    return unmet;
  }
}
