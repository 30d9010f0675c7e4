package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Whom to fetch from: gateways that are named, and those that a router names. */
final class FetchOptions {
  @Option(
      names = {"-g", "--gateway"},
      paramLabel = "URL",
      description = "A trustless gateway; repeat it to use several at once.")
  List<URI> gateways = new ArrayList<>();

  @Option(
      names = "--router",
      paramLabel = "URL",
      description =
          "A server of delegated routing, which is asked for gateways that have it, and for names.")
  List<URI> routers = new ArrayList<>();

  @Option(
      names = "--kubo",
      paramLabel = "ADDRESS",
      description =
          "A Kubo's RPC, such as /ip4/127.0.0.1/tcp/5001: what it holds, and finds in its network."
              + " It is believed no more than a gateway. Its token is in $PINAKES_KUBO_TOKEN.")
  List<String> kubos = new ArrayList<>();

  /** Writes them into the particulars of work. */
  void write(ObjectNode spec) {
    fill(spec.putArray("gateways"), gateways);
    fill(spec.putArray("routers"), routers);
    fill(spec.putArray("kubos"), kubos);
  }

  private static void fill(ArrayNode array, List<?> addresses) {
    addresses.forEach(address -> array.add(address.toString()));
  }
}
