package io.pinakes.node.cli;

import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.http.server.ApiServer;
import io.pinakes.ipfs.http.server.ServerOptions;
import io.pinakes.p2p.host.HostMetrics;
import io.pinakes.query.http.metrics.NodeMetrics;
import io.pinakes.query.http.vertx.ServeOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A host's figures and its process's over HTTP, if that was asked for. */
final class PeerMetrics implements AutoCloseable {
  private static final String PATH = "/metrics";

  private final Optional<ApiServer> server;
  private final Optional<NodeMetrics> process;

  private PeerMetrics(Optional<ApiServer> server, Optional<NodeMetrics> process) {
    this.server = server;
    this.process = process;
  }

  /** Serves them there, to this machine only: whoever reads them learns how busy it is. */
  static PeerMetrics serve(Optional<String> listen, Supplier<HostMetrics> host) throws IOException {
    if (listen.isEmpty()) {
      return new PeerMetrics(Optional.empty(), Optional.empty());
    }
    ServeOptions at = ServeOptions.parse(listen.get(), Set.of());
    if (at.wide()) {
      throw new CliException(
          ExitCode.USAGE,
          "--metrics [" + listen.get() + "] could be read by other machines",
          "Name an address of this machine only: --metrics 127.0.0.1:" + at.port());
    }
    NodeMetrics process = new NodeMetrics();
    boolean started = false;
    try {
      ApiServer server =
          ApiServer.start(
              request -> answer(request, process, host),
              new ServerOptions(
                  at.host(), at.port(), Set.of(), Optional.empty(), ServerOptions.Limits.DEFAULT));
      started = true;
      return new PeerMetrics(Optional.of(server), Optional.of(process));
    } catch (IOException e) {
      throw Ports.notBound(listen.get(), e, "use another port: --metrics 127.0.0.1:0");
    } finally {
      if (!started) {
        process.close();
      }
    }
  }

  private static ApiAnswer answer(
      ApiRequest request, NodeMetrics process, Supplier<HostMetrics> host) {
    if (!request.path().equals(PATH)) {
      return ApiAnswer.text(404, "there is nothing at this path; figures are at " + PATH);
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return ApiAnswer.text(405, "this path answers GET").with("Allow", "GET, HEAD");
    }
    byte[] text = (host.get().text() + process.scrape()).getBytes(StandardCharsets.UTF_8);
    return ApiAnswer.of(200, "text/plain; version=0.0.4; charset=utf-8", text);
  }

  /** Where they are. */
  Optional<URI> uri() {
    return server.map(it -> it.uri().resolve(PATH));
  }

  @Override
  public void close() throws IOException {
    if (server.isPresent()) {
      server.get().close();
    }
    process.ifPresent(NodeMetrics::close);
  }
}
