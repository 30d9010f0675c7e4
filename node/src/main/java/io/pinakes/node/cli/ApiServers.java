package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PeerId;
import io.pinakes.ipfs.api.Api;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.BearerToken;
import io.pinakes.ipfs.graph.Completer;
import io.pinakes.ipfs.http.server.ApiServer;
import io.pinakes.ipfs.http.server.ServerOptions;
import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.pinning.PinningService;
import io.pinakes.ipfs.rpc.Rpc;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The owner's API on its socket, if it was asked for: Kubo's RPC, the pinning service, or both. */
final class ApiServers implements AutoCloseable {
  private final ApiOptions options;
  private final Path token;
  private final Optional<PinningService> pinning;
  private final Optional<ApiServer> server;

  private ApiServers(
      ApiOptions options,
      Path token,
      Optional<PinningService> pinning,
      Optional<ApiServer> server) {
    this.options = options;
    this.token = token;
    this.pinning = pinning;
    this.server = server;
  }

  /**
   * Starts what was asked for.
   *
   * @param gateway where this node's gateway is, as the pinning service tells it
   */
  static ApiServers start(Session session, ApiOptions options, NameTable names, URI gateway)
      throws IOException {
    Path token = ApiToken.file(session.home());
    if (!options.api && !options.pinning) {
      return new ApiServers(options, token, Optional.empty(), Optional.empty());
    }
    Completer completer = options.completer(session);
    Optional<Api> rpc =
        options.api ? Optional.of(options.rpc(session, names, completer)) : Optional.empty();
    Optional<PinningService> pinning =
        options.pinning ? Optional.of(pinning(session, completer, gateway)) : Optional.empty();
    boolean started = false;
    try {
      ApiServer server = listen(both(rpc, pinning), options.server(session));
      started = true;
      return new ApiServers(options, token, pinning, Optional.of(server));
    } finally {
      if (!started) {
        pinning.ifPresent(PinningService::close);
      }
    }
  }

  private static PinningService pinning(Session session, Completer completer, URI gateway)
      throws IOException {
    PeerId id = session.nodeKey().publicKey().peerId();
    String address = "/ip4/127.0.0.1/tcp/" + gateway.getPort() + "/http/p2p/" + id;
    return new PinningService(
        session.writableBank().store(),
        completer,
        new BearerToken(ApiToken.of(session.home())),
        () -> List.of(address),
        InstantSource.system(),
        new SecureRandom());
  }

  private static ApiServer listen(Api api, ServerOptions options) throws IOException {
    try {
      return ApiServer.start(api, options);
    } catch (IOException e) {
      throw Ports.notBound(
          options.host() + ":" + options.port(), e, "use another port: --api-port 0 for any.");
    }
  }

  private static Api both(Optional<Api> rpc, Optional<PinningService> pinning) {
    return request -> {
      boolean pins =
          request.path().equals(PinningService.PATH)
              || request.path().startsWith(PinningService.PATH + "/");
      Optional<? extends Api> asked =
          pins ? pinning : rpc.filter(api -> request.path().startsWith(Rpc.PREFIX));
      return asked.isPresent()
          ? asked.get().answer(request)
          : ApiAnswer.text(404, "404 page not found: this is not served here");
    };
  }

  /** Where it is, for programs. */
  void tell(ObjectNode document) {
    if (server.isPresent() && options.api) {
      document.put("api", address(server.get()));
    }
    if (server.isPresent() && options.pinning) {
      document.put("pinning", server.get().uri().toString()).put("token", token.toString());
    }
  }

  /** Where it is, for people. */
  void tell(PrintWriter out) {
    if (server.isPresent() && options.api) {
      out.println("api at " + address(server.get()));
    }
    if (server.isPresent() && options.pinning) {
      out.println("pinning service at " + server.get().uri() + ", its token in " + token);
    }
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
    pinning.ifPresent(PinningService::close);
  }
}
