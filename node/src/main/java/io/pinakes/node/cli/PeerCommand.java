package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.node.peer.BlockList;
import io.pinakes.node.peer.KnownPeer;
import io.pinakes.node.peer.KnownPeers;
import io.pinakes.node.peer.PeerLeftException;
import io.pinakes.node.peer.PeerSession;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.dns.DnsAddresses;
import io.pinakes.p2p.host.EventLog;
import io.pinakes.p2p.identify.IdentifyMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes peer}: other nodes, by libp2p. */
@Command(
    name = "peer",
    description = {
      "Meet other nodes: those of Pinakes, of IPFS, and all else that speaks libp2p over TCP.",
      "",
      "  pinakes peer connect /ip4/127.0.0.1/tcp/4001/p2p/12D3KooW...",
      "  pinakes peer ls      whom this node has met, and whom it does not talk to",
      ""
    },
    subcommands = PeerListenCommand.class)
final class PeerCommand {
  private static final String TARGET = "ADDRESS|PEER";
  private static final double MILLION = 1e6;
  private static final String SEE = "See whether it is there, and not blocked: ";

  private final Session session;

  PeerCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "ls",
      description = {
        "List the peers that were met, the latest first, and what is blocked.",
        "",
        "  pinakes peer ls --json",
        ""
      })
  int list() throws IOException {
    KnownPeers known = new KnownPeers(session.home());
    ObjectNode document = Json.document("pinakes.peer-ls/1");
    ArrayNode peers = document.putArray("peers");
    for (KnownPeer peer : known.met()) {
      ObjectNode node = peers.addObject().put("id", peer.id().toString());
      node.put("agent", peer.agent()).put("seen", peer.seen().toString());
      ArrayNode addresses = node.putArray("addresses");
      peer.addresses().forEach(address -> addresses.add(address.toString()));
      node.put("came_in", peer.cameIn());
      say(
          peer.id()
              + "  "
              + peer.seen()
              + (peer.cameIn() ? "  came in  " : "  ")
              + Printable.line(peer.agent()));
      peer.addresses().forEach(address -> say("  " + address));
    }
    ArrayNode blocked = document.putArray("blocked");
    for (String one : new BlockList(session.home()).all()) {
      blocked.add(one);
      say("blocked  " + one);
    }
    return end(document);
  }

  @Command(
      name = "connect",
      description = {
        "Connect to a peer, say what it is, and remember where it was met.",
        "",
        "  pinakes peer connect /dnsaddr/bootstrap.libp2p.io/p2p/QmNnoo...",
        ""
      })
  int connect(@Parameters(paramLabel = TARGET) String target) throws IOException {
    try (PeerSession peers = open()) {
      PeerSession.Met met = meet(peers, target);
      ObjectNode document = Json.document("pinakes.peer-connect/1");
      document.put("id", met.connection().peer().toString());
      document.put("address", met.connection().remoteAddress().toString());
      document.put("security", met.connection().security());
      document.put("muxer", met.connection().muxer());
      document.put("milliseconds", milliseconds(met.took()));
      document.put("agent", met.who().flatMap(IdentifyMessage::agent).orElse(""));
      document.put(
          "sees_us_at",
          met.who().flatMap(IdentifyMessage::observed).map(Multiaddr::toString).orElse(""));
      say("connected to " + met.connection().peer());
      for (String field : List.of("address", "security", "muxer", "agent", "sees_us_at")) {
        say(
            String.format(
                Locale.ROOT,
                "  %-12s %s",
                field.replace('_', ' '),
                Printable.line(document.get(field).asText())));
      }
      say(String.format(Locale.ROOT, "  %-12s %.1f ms", "took", milliseconds(met.took())));
      return end(document);
    }
  }

  @Command(
      name = "ping",
      description = {
        "Measure the round trip to a peer.",
        "",
        "  pinakes peer ping 12D3KooW... --count 5",
        ""
      })
  int ping(
      @Parameters(paramLabel = TARGET) String target,
      @Option(
              names = {"-n", "--count"},
              defaultValue = "3",
              paramLabel = "N",
              description = "How often (default: ${DEFAULT-VALUE}).")
          int count)
      throws IOException {
    if (count < 1 || count > 1_000) {
      throw new IllegalArgumentException("--count [" + count + "] is not between 1 and 1000");
    }
    try (PeerSession peers = open()) {
      PeerSession.Met met = meet(peers, target);
      double[] trips = new double[count];
      for (int i = 0; i < count; i++) {
        trips[i] = milliseconds(ping(peers, met, target));
        say(String.format(Locale.ROOT, "%3d  %.2f ms", i + 1, trips[i]));
      }
      Arrays.sort(trips);
      ObjectNode document = Json.document("pinakes.peer-ping/1");
      document.put("id", met.connection().peer().toString()).put("count", count);
      document.put("min_ms", trips[0]).put("median_ms", trips[count / 2]);
      document.put("max_ms", trips[count - 1]);
      say(
          String.format(
              Locale.ROOT,
              "min %.2f, median %.2f, max %.2f ms",
              trips[0],
              trips[count / 2],
              trips[count - 1]));
      return end(document);
    }
  }

  @Command(
      name = "protocols",
      description = {
        "List what a peer speaks.",
        "",
        "  pinakes peer protocols /ip4/127.0.0.1/tcp/4001/p2p/12D3KooW...",
        ""
      })
  int protocols(@Parameters(paramLabel = TARGET) String target) throws IOException {
    try (PeerSession peers = open()) {
      PeerSession.Met met = meet(peers, target);
      ObjectNode document =
          Json.document("pinakes.peer-protocols/1").put("id", met.connection().peer().toString());
      ArrayNode spoken = document.putArray("protocols");
      new TreeSet<>(met.who().map(IdentifyMessage::protocols).orElse(List.of()))
          .forEach(
              protocol -> {
                spoken.add(protocol);
                say(Printable.line(protocol));
              });
      return end(document);
    }
  }

  @Command(
      name = "block",
      description = {
        "Talk to a peer, or to a block of addresses, no more. A peer listen that runs cuts it off.",
        "",
        "  pinakes peer block 192.0.2.0/24",
        "  pinakes peer block 12D3KooW... --remove    talk to it again",
        ""
      })
  int block(
      @Parameters(paramLabel = "PEER|ADDRESS/BITS") String what,
      @Option(names = "--remove", description = "Block it no longer.") boolean remove)
      throws IOException {
    try {
      BlockList.Blocking done = new BlockList(session.home()).block(what, !remove);
      if (remove && !done.changed()) {
        throw new CliException(
            ExitCode.NOT_FOUND,
            "[" + done.written() + "] was not blocked",
            "See what is: " + session.command("peer ls"));
      }
      Done.say(session, "pinakes.peer-block/1", remove ? "unblocked" : "blocked", done.written());
      return ExitCode.OK;
    } catch (MultiformatException e) {
      throw new CliException(
          ExitCode.USAGE, "[" + what + "] is neither a peer nor a block of addresses", "");
    }
  }

  private PeerSession open() throws IOException {
    Consumer<HostEvent> log =
        event ->
            session
                .errWriter()
                .println(new EventLog.Entry(InstantSource.system().instant(), event).line());
    return new PeerSession(
        session.home(),
        session.nodeKey(),
        IdCommand.agent(),
        session.options().verbose ? log : event -> {});
  }

  private PeerSession.Met meet(PeerSession peers, String target) throws IOException {
    try {
      return peers.connect(target);
    } catch (MultiformatException e) {
      throw new CliException(
          ExitCode.USAGE,
          "[" + target + "] is neither an address nor a peer: " + e.getMessage(),
          "An address ends in its peer: /ip4/127.0.0.1/tcp/4001/p2p/12D3KooW...");
    } catch (P2pException e) {
      throw unreachable(target, e);
    }
  }

  private Duration ping(PeerSession peers, PeerSession.Met met, String target) throws IOException {
    try {
      return peers.ping(met.connection());
    } catch (P2pException e) {
      throw unreachable(target, e);
    }
  }

  private CliException unreachable(String target, P2pException failure) {
    String reasons =
        Arrays.stream(failure.getSuppressed())
            .map(why -> Printable.line(String.valueOf(why.getMessage())))
            .collect(Collectors.joining("; "));
    return new CliException(
        ExitCode.NETWORK,
        failure.getMessage() + (reasons.isEmpty() ? "" : ": " + reasons),
        hint(target, failure, !reasons.isEmpty()),
        failure);
  }

  private String hint(String target, P2pException failure, boolean wasTried) {
    if (failure instanceof PeerLeftException) {
      return "It may have blocked this node, or have no room.";
    }
    if (!target.startsWith("/")) {
      return wasTried
          ? SEE + session.command("peer ls")
          : "This node knows no address of it; name one: "
              + session.command("peer connect /ip4/.../tcp/.../p2p/" + target);
    }
    Multiaddr address = Multiaddr.parse(target);
    if (!PeerSession.speaks(address)) {
      return PeerListenCommand.SPOKEN;
    }
    return DnsAddresses.isName(address)
        ? "See that the name is right, and that this machine has a DNS that answers."
        : SEE + session.command("peer ls");
  }

  private void say(String line) {
    if (!session.json()) {
      session.outWriter().println(line);
    }
  }

  private int end(ObjectNode document) {
    if (session.json()) {
      session.print(document);
    }
    return ExitCode.OK;
  }

  private static double milliseconds(Duration time) {
    return time.toNanos() / MILLION;
  }
}
