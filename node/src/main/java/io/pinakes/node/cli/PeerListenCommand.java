package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.node.peer.PeerSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pinakes peer listen}: a host that peers come to, until it is told to end. */
@Command(
    name = "listen",
    description = {
      "Let peers connect, and print who comes, who goes and what fails, until Ctrl-C.",
      "",
      "  pinakes peer listen                                        on this machine only",
      "  pinakes peer listen --address /ip4/0.0.0.0/tcp/4001 -v     figures at the end",
      "  pinakes peer listen --metrics 127.0.0.1:9100               figures while it runs, for",
      "                                                             Prometheus or curl",
      "  pinakes peer listen --json                                 each event an object on a line",
      ""
    })
final class PeerListenCommand implements Callable<Integer> {
  /** What there is beside TCP, none of which is. */
  static final String SPOKEN =
      "TCP is spoken, with Noise or TLS; QUIC, WebTransport, WebRTC, WebSocket and relays are not:"
          + " name an address like /ip4/127.0.0.1/tcp/4001/p2p/12D3KooW...";

  private final Session session;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = "/ip4/127.0.0.1/tcp/0",
      description = "Where; may be repeated (default: ${DEFAULT-VALUE}).")
  private List<String> addresses = new ArrayList<>();

  @Option(
      names = "--metrics",
      paramLabel = "HOST:PORT",
      description =
          "Serve figures at http://HOST:PORT/metrics, in the text format of Prometheus, to this"
              + " machine only; port 0 for any (default: nowhere).")
  private @Nullable String metrics;

  PeerListenCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Multiaddr> wanted = addresses.stream().map(PeerListenCommand::spoken).toList();
    Cancellation cancellation = session.cancellation();
    EventLines lines = new EventLines(session);
    try (PeerSession peers =
            new PeerSession(session.home(), session.nodeKey(), IdCommand.agent(), lines);
        PeerMetrics figures = PeerMetrics.serve(Optional.ofNullable(metrics), peers::metrics)) {
      List<Multiaddr> listening = new ArrayList<>();
      for (Multiaddr address : wanted) {
        listening = listen(peers, address);
      }
      tell(peers, listening, figures);
      lines.begin();
      cancellation.await();
      if (session.options().verbose) {
        session.errWriter().print(peers.metrics().text());
      }
    }
    return ExitCode.INTERRUPTED;
  }

  private static Multiaddr spoken(String text) {
    Multiaddr address = Multiaddr.parse(text);
    if (!PeerSession.speaks(address)) {
      throw new CliException(ExitCode.USAGE, "nothing can listen at [" + text + "]", SPOKEN);
    }
    return address;
  }

  private List<Multiaddr> listen(PeerSession peers, Multiaddr address) throws IOException {
    try {
      return peers.listen(address);
    } catch (IOException e) {
      throw Ports.notBound(
          address.toString(), e, "use another port: --address /ip4/127.0.0.1/tcp/0");
    }
  }

  private void tell(PeerSession peers, List<Multiaddr> listening, PeerMetrics figures) {
    if (!session.json()) {
      listening.forEach(address -> session.outWriter().println("dial " + address));
      figures.uri().ifPresent(uri -> session.outWriter().println("metrics at " + uri));
      session.outWriter().flush();
      return;
    }
    ObjectNode document = Json.document("pinakes.peer-listen/1").put("id", peers.id().toString());
    ArrayNode told = document.putArray("addresses");
    listening.forEach(address -> told.add(address.toString()));
    figures.uri().ifPresent(uri -> document.put("metrics", uri.toString()));
    Json.printLine(document, session.terminal().out());
  }
}
