package io.pinakes.p2p.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.host.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A Kubo daemon of the test's own: its own repository, ports of the system's choosing, no network.
 */
final class KuboPeer implements Peer {
  private static final String ECHO = "/x/pinakes-echo";
  private static final int INBOUND = 1;

  private final Path home;
  private final Process daemon;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;
  private final JsonNode identity;
  private final EchoServer echo = new EchoServer();

  /**
   * Starts a daemon.
   *
   * @param home an empty folder
   * @param configuration pairs of a configuration key and its JSON
   */
  static KuboPeer start(Path home, String... configuration) throws Exception {
    Files.createDirectories(home);
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
          Eventually.SOON,
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
    listen(ECHO, echo.port());
  }

  @Override
  public PeerId id() {
    return PeerId.parse(identity.get("ID").asText());
  }

  @Override
  public String name() {
    return "kubo";
  }

  @Override
  public String version() {
    return identity.get("AgentVersion").asText();
  }

  @Override
  public List<Multiaddr> addresses() {
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
            .timeout(Eventually.SOON)
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
    try {
      echo.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void dial(Multiaddr us) throws IOException {
    rpc("swarm/connect", "arg=" + us);
  }

  @Override
  public void hangUp(PeerId us) throws IOException {
    rpc("swarm/disconnect", "arg=/p2p/" + us);
  }

  @Override
  public boolean pings(PeerId us) throws IOException {
    return rpc("ping", "arg=" + us, "count=3")
            .lines()
            .filter(line -> line.contains("\"Success\":true") && line.contains("\"Time\":"))
            .filter(line -> !line.contains("\"Time\":0,"))
            .count()
        == 3;
  }

  @Override
  public Sight sees(PeerId us) throws IOException {
    for (JsonNode peer : json("swarm/peers", "identify=true", "direction=true").path("Peers")) {
      if (peer.get("Peer").asText().equals(us.toString())) {
        JsonNode said = peer.path("Identify");
        List<String> protocols = new ArrayList<>();
        said.path("Protocols").forEach(name -> protocols.add(name.asText()));
        return new Sight(
            true,
            said.path("AgentVersion").asText(),
            protocols,
            peer.path("Direction").asInt() == INBOUND ? "inbound" : "outbound",
            !said.path("Addresses").isEmpty());
      }
    }
    return Sight.NONE;
  }

  /** All of {@code /x/} is one handler of its own from the start, so that nothing changes. */
  @Override
  public boolean pushes() {
    return false;
  }

  @Override
  public void speak(String protocol) throws IOException {
    listen(protocol, echo.port());
  }

  @Override
  public String echoProtocol() {
    return ECHO;
  }

  @Override
  public int echoed() {
    return echo.connections();
  }

  /** The sockets that stand behind its streams and are open. */
  int echoing() {
    return echo.open();
  }

  @Override
  public int echoes(PeerId us, String protocol, int streams, int bytes) throws Exception {
    int port = forward(us, protocol);
    try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch allOpen = new CountDownLatch(streams);
      List<Future<Boolean>> echoes = new ArrayList<>();
      for (int i = 0; i < streams; i++) {
        byte[] sent = new byte[bytes];
        new SplittableRandom(i).nextBytes(sent);
        echoes.add(
            users.submit(
                () -> {
                  try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    allOpen.countDown();
                    allOpen.await();
                    socket.getOutputStream().write(sent);
                    return Arrays.equals(sent, socket.getInputStream().readNBytes(bytes));
                  }
                }));
      }
      int same = 0;
      for (Future<Boolean> echo : echoes) {
        same += echo.get() ? 1 : 0;
      }
      return same;
    }
  }

  /** Through Kubo to a socket of the test and back. */
  @Override
  public void moveBytes(Connection connection, long bytes) throws Exception {
    long before = echo.bytes();
    try (Stream stream = connection.open(List.of(ECHO));
        ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> sent = sender.submit(() -> Handlers.send(stream, bytes));
      assertThat(Handlers.digest(stream, bytes)).isEqualTo(sent.get());
    }
    assertThat(echo.bytes() - before).isEqualTo(bytes);
  }

  /** From a socket of the test through Kubo to us and back. */
  @Override
  public void hasBytesMoved(PeerId us, Handlers ours, long bytes) throws Exception {
    int port = forward(us, Handlers.ECHO);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> sent = sender.submit(() -> write(socket, bytes));
      MessageDigest digest = Handlers.sha256();
      byte[] buffer = new byte[65_536];
      for (long left = bytes; left > 0; ) {
        int count = socket.getInputStream().read(buffer);
        assertThat(count).isPositive();
        digest.update(buffer, 0, count);
        left -= count;
      }
      assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(sent.get());
    }
  }

  @Override
  public String complaints() {
    return log().contains("panic") ? log() : "";
  }

  private static String write(Socket socket, long bytes) throws IOException {
    MessageDigest digest = Handlers.sha256();
    byte[] block = new byte[65_536];
    new SplittableRandom(bytes).nextBytes(block);
    for (long left = bytes; left > 0; left -= block.length) {
      block[0]++;
      int part = (int) Math.min(left, block.length);
      digest.update(block, 0, part);
      socket.getOutputStream().write(block, 0, part);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void listen(String protocol, int port) throws IOException {
    rpc("p2p/listen", "arg=" + protocol, "arg=/ip4/127.0.0.1/tcp/" + port);
  }

  private int forward(PeerId us, String protocol) throws IOException {
    int port = EchoServer.freePort();
    rpc("p2p/forward", "arg=" + protocol, "arg=/ip4/127.0.0.1/tcp/" + port, "arg=/p2p/" + us);
    return port;
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
