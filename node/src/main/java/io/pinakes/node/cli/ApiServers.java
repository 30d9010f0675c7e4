package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ipfs.http.server.ApiServer;
import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.rpc.Completer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** The owner's API on its socket, if it was asked for. */
final class ApiServers implements AutoCloseable {
  private final Optional<ApiServer> server;

  private ApiServers(Optional<ApiServer> server) {
    this.server = server;
  }

  static ApiServers start(Session session, ApiOptions options, NameTable names) throws IOException {
    if (!options.api) {
      return new ApiServers(Optional.empty());
    }
    Completer completer = options.completer(session);
    return new ApiServers(
        Optional.of(ApiServer.start(options.rpc(session, names, completer), options.server())));
  }

  /** Where it is, for programs. */
  void tell(ObjectNode document) {
    server.ifPresent(api -> document.put("api", address(api)));
  }

  /** Where it is, for people. */
  void tell(PrintWriter out) {
    server.ifPresent(api -> out.println("api at " + address(api)));
  }

  /** As {@code ipfs --api} takes it. */
  private static String address(ApiServer api) {
    return "/ip4/127.0.0.1/tcp/" + api.uri().getPort();
  }

  @Override
  public void close() throws IOException {
    if (server.isPresent()) {
      server.get().close();
    }
  }
}
