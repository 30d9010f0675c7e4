package io.pinakes.p2p.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.host.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Kubo daemon of the test's own: its own repository, ports of the system's choosing, no network.
 */
final class KuboPeer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Path home;
  private final Process daemon;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;
  private final JsonNode identity;

  /**
   * Starts a daemon.
   *
   * @param home an empty folder
   * @param configuration pairs of a configuration key and its JSON
   */
  static KuboPeer start(Path home, String... configuration) throws Exception {
    run(home, "init", "--profile=test");
    run(home, "config", "--json", "Experimental.Libp2pStreamMounting", "true");
    for (int i = 0; i < configuration.length; i += 2) {
      run(home, "config", "--json", configuration[i], configuration[i + 1]);
    }
    Process daemon = command(home, "daemon").start();
    try {
      Path api = home.resolve("api");
      Eventually.eventually(
          "kubo is ready; " + home.resolve("log"),
          START,
          () -> Files.exists(api) && log(home).contains("Daemon is ready"));
      return new KuboPeer(home, daemon, Multiaddr.parse(Files.readString(api).strip()));
    } catch (Exception | Error e) {
      daemon.destroyForcibly();
      throw e;
    }
  }

  private KuboPeer(Path home, Process daemon, Multiaddr api) throws IOException {
    this.home = home;
    this.daemon = daemon;
    String port = api.parts().get(1).value();
    this.api = URI.create("http://127.0.0.1:" + port + "/api/v0/");
    this.identity = json("id");
  }

  PeerId id() {
    return PeerId.parse(identity.get("ID").asText());
  }

  String agent() {
    return identity.get("AgentVersion").asText();
  }

  /** Its TCP addresses. */
  List<Multiaddr> addresses() {
    List<Multiaddr> found = new ArrayList<>();
    identity.get("Addresses").forEach(text -> found.add(Multiaddr.parse(text.asText())));
    return found;
  }

  /** What it says itself, from its log and its standard output. */
  String log() {
    return log(home);
  }

  /** Calls its RPC; arguments are encoded here. */
  String rpc(String method, String... arguments) throws IOException {
    StringBuilder query = new StringBuilder(method);
    for (int i = 0; i < arguments.length; i++) {
      query
          .append(i == 0 ? '?' : '&')
          .append(arguments[i].substring(0, arguments[i].indexOf('=') + 1))
          .append(
              URLEncoder.encode(
                  arguments[i].substring(arguments[i].indexOf('=') + 1), StandardCharsets.UTF_8));
    }
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(query.toString()))
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("kubo " + query + ": " + response.body());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  JsonNode json(String method, String... arguments) throws IOException {
    return new ObjectMapper().readTree(rpc(method, arguments));
  }

  /** Ends it as a crash does. */
  void kill() {
    daemon.destroyForcibly();
  }

  @Override
  public void close() {
    InteropPeers.end(daemon, Process::destroy);
    http.close();
  }

  private static void run(Path home, String... arguments) throws Exception {
    Process process = command(home, arguments).start();
    if (process.waitFor() != 0) {
      throw new AssertionError("kubo " + String.join(" ", arguments) + ": " + log(home));
    }
  }

  private static ProcessBuilder command(Path home, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(InteropPeers.file("kubo/ipfs").toString());
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()));
    builder.environment().put("IPFS_PATH", home.toString());
    return builder;
  }

  private static String log(Path home) {
    try {
      return Files.readString(home.resolve("log"));
    } catch (IOException e) {
      return "";
    }
  }
}
