package io.pinakes.p2p.interop;

import static io.pinakes.p2p.host.Eventually.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Stream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A js-libp2p and Helia node, streams.mjs, driven by lines of JSON. */
final class HeliaPeer implements Peer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION =
      "helia/7.1.15 js-libp2p/3.3.11"; // held against what it says

  private final Process node;
  private final BufferedReader out;
  private final BufferedWriter in;
  private final JsonNode ready;

  /** Starts a node; what it logs goes to that file. */
  static HeliaPeer start(Path log, boolean tls) throws IOException {
    Files.createDirectories(log.getParent());
    ProcessBuilder builder =
        new ProcessBuilder(
            InteropPeers.file("js/node_modules/node/bin/node").toString(),
            script().toString(),
            "{\"port\":0,\"tls\":" + tls + "}");
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("DEBUG", "libp2p:*:error");
    return new HeliaPeer(builder.start());
  }

  private HeliaPeer(Process node) throws IOException {
    this.node = node;
    out = node.inputReader(StandardCharsets.UTF_8);
    in = node.outputWriter(StandardCharsets.UTF_8);
    ready = next();
  }

  @Override
  public String name() {
    return "helia";
  }

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public PeerId id() {
    return PeerId.parse(ready.get("peerId").asText());
  }

  @Override
  public List<Multiaddr> addresses() {
    List<Multiaddr> found = new ArrayList<>();
    ready.get("addrs").forEach(text -> found.add(Multiaddr.parse(text.asText())));
    return found;
  }

  @Override
  public void dial(Multiaddr us) throws IOException {
    JsonNode made = call("dial", "addr=" + us);
    assertThat(made.get("muxer").asText()).isEqualTo("/yamux/1.0.0");
  }

  @Override
  public void hangUp(PeerId us) throws IOException {
    call("abort", "peer=" + us);
  }

  /**
   * Helia asks each of its peers by itself every ten seconds, and lets itself have one such
   * question open: where it is in the middle of that, it is told to ask again.
   */
  @Override
  public boolean pings(PeerId us) throws IOException {
    long end = System.nanoTime() + SOON.toNanos();
    while (true) {
      try {
        return call("ping", "peer=" + us).get("rtt").asDouble() >= 0;
      } catch (IOException e) {
        boolean busy =
            String.valueOf(e.getMessage()).contains("TooManyOutboundProtocolStreamsError");
        if (!busy || System.nanoTime() - end > 0) {
          throw e;
        }
      }
    }
  }

  @Override
  public Sight sees(PeerId us) throws IOException {
    JsonNode known;
    try {
      known = call("known", "peer=" + us);
    } catch (IOException e) {
      return Sight.NONE; // it has never heard of us
    }
    List<String> protocols = new ArrayList<>();
    known.get("protocols").forEach(name -> protocols.add(name.asText()));
    JsonNode connections = known.get("connections");
    return new Sight(
        !connections.isEmpty(),
        known.get("agent").asText(),
        protocols,
        connections.isEmpty() ? "" : connections.get(0).get("direction").asText(),
        known.get("signedPeerRecord").asBoolean());
  }

  @Override
  public boolean pushes() {
    return true;
  }

  @Override
  public void speak(String protocol) throws IOException {
    call("speak", "protocol=" + protocol);
  }

  @Override
  public String echoProtocol() {
    return Handlers.ECHO;
  }

  @Override
  public int echoed() throws IOException {
    return (int) handled(Handlers.ECHO);
  }

  /** How many streams of a protocol it has served. */
  long handled(String protocol) throws IOException {
    return call("stats").get("handled").get(protocol).asLong();
  }

  /** Has it measure us by perf; how many bytes it had back. */
  long perf(PeerId us, long there, long back) throws IOException {
    return call("perf", "peer=" + us, "there=" + there, "back=" + back).get("bytes").asLong();
  }

  @Override
  public int echoes(PeerId us, String protocol, int streams, int bytes) throws IOException {
    return call(
            "echoes", "peer=" + us, "protocol=" + protocol, "count=" + streams, "bytes=" + bytes)
        .get("same")
        .asInt();
  }

  @Override
  public void moveBytes(Connection connection, long bytes) throws Exception {
    try (Stream stream = connection.open(List.of(Handlers.SINK))) {
      String sent = Handlers.send(stream, bytes);
      stream.closeOutput();
      String heard = new String(stream.readExactly(sent.length()), StandardCharsets.US_ASCII);
      assertThat(heard).as("digest at the peer").isEqualTo(sent);
    }
    try (Stream stream = connection.open(List.of(Handlers.SOURCE))) {
      Handlers.ask(stream, bytes);
      String heard = Handlers.digest(stream, bytes);
      assertThat(stream.read(new byte[1], 0, 1)).as("the end").isEqualTo(-1);
      assertThat(heard).isEqualTo(call("stats").get("lastSent").asText());
    }
  }

  @Override
  public void hasBytesMoved(PeerId us, Handlers ours, long bytes) throws Exception {
    JsonNode sent = call("send", "peer=" + us, "protocol=" + Handlers.SINK, "bytes=" + bytes);
    assertThat(sent.get("answer").asText()).isEqualTo(sent.get("sent").asText());
    ours.source(bytes);
    JsonNode fetched = call("fetch", "peer=" + us, "protocol=" + Handlers.SOURCE);
    assertThat(fetched.get("bytes").asLong()).isEqualTo(bytes);
    assertThat(fetched.get("digest").asText()).isEqualTo(ours.digestSent());
  }

  @Override
  public String complaints() {
    return node.isAlive() ? "" : "it has died";
  }

  /** Does a command and returns the answer, which must be a good one. */
  JsonNode call(String operation, String... arguments) throws IOException {
    ObjectNode command = JSON.createObjectNode().put("op", operation);
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      command.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    in.write(command + "\n");
    in.flush();
    JsonNode answer = next();
    if (!answer.get("ok").asBoolean()) {
      throw new IOException("helia " + command + ": " + answer);
    }
    return answer;
  }

  @Override
  public void close() {
    InteropPeers.end(
        node,
        process -> {
          try {
            in.close(); // the end of its input ends it
          } catch (IOException e) {
            process.destroy();
          }
        });
  }

  /** Modules are found beside the script, so it goes where they are. */
  private static Path script() throws IOException {
    Path installed = InteropPeers.file("js").resolve("streams.mjs");
    Path source = Path.of(System.getProperty("pinakes.root"), "p2p/src/test/peers/streams.mjs");
    if (!Files.exists(installed) || Files.mismatch(source, installed) >= 0) {
      Files.copy(source, installed, StandardCopyOption.REPLACE_EXISTING);
    }
    return installed;
  }

  private JsonNode next() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("helia has ended; see its log");
    }
    return JSON.readTree(line);
  }
}
