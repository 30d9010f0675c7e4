package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.http.client.ClientLimits;
import io.pinakes.ipfs.http.client.GatewayClient;
import io.pinakes.ipfs.http.client.RoutingClient;
import io.pinakes.query.blocks.IpfsPath;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes ipfs providers}: who is said to have content. */
@Command(
    name = "providers",
    description = {
      "Ask a server of delegated routing who has content. What it says is a hint, not a proof.",
      "",
      "  pinakes ipfs providers bafybei... --router http://127.0.0.1:8080",
      ""
    })
final class IpfsProvidersCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "CID|PATH")
  private String path = "";

  @Option(names = "--router", required = true, paramLabel = "URL", description = "Whom to ask.")
  private List<URI> routers = new ArrayList<>();

  IpfsProvidersCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Cid cid = IpfsPath.parse(path).root();
    GatewayClient client = session.closing(new GatewayClient(ClientLimits.DEFAULT));
    ObjectNode document = Json.document("pinakes.ipfs-providers/1").put("cid", cid.toString());
    ArrayNode providers = document.putArray("providers");
    for (URI router : routers) {
      for (RoutingClient.Found found : client.routing(router).providers(cid)) {
        ObjectNode node = providers.addObject().put("id", found.id());
        ArrayNode addresses = node.putArray("addresses");
        found.addresses().forEach(addresses::add);
        ArrayNode protocols = node.putArray("protocols");
        found.protocols().forEach(protocols::add);
        if (!session.json()) {
          session
              .outWriter()
              .println(
                  Printable.line(
                      found.id()
                          + "  "
                          + String.join(" ", found.addresses())
                          + "  "
                          + String.join(",", found.protocols())));
        }
      }
    }
    if (session.json()) {
      session.print(document);
    }
    return providers.isEmpty() ? ExitCode.NOT_FOUND : ExitCode.OK;
  }
}
