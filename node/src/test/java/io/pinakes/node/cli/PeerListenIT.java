package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.node.testing.Patience;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.dial.DialLimits;
import io.pinakes.p2p.host.HostOptions;
import io.pinakes.p2p.host.NetworkHost;
import io.pinakes.p2p.transport.tcp.TcpTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that listens, while other processes change its home and other hosts come and go. */
@Timeout(600)
class PeerListenIT {
  private static final Duration SOON = Patience.TIME;

  /** Who is refused tries again at once. */
  private static final DialLimits UNDAUNTED =
      new DialLimits(
          8,
          25,
          Duration.ofMillis(250),
          Duration.ofMillis(1),
          Duration.ofMillis(1),
          10,
          Duration.ofSeconds(10));

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private HomeCommands commands;
  private NetworkHost other;
  private Optional<Process> listener = Optional.empty();
  private BufferedReader lines = new BufferedReader(Reader.nullReader());

  @BeforeEach
  void startAnotherHost() throws IOException {
    commands = new HomeCommands(folder.resolve("home"));
    PrivateKey key = PrivateKey.generateEd25519(new SecureRandom());
    other =
        new NetworkHost(
            HostOptions.of(key, List.of(new TcpTransport())).toBuilder()
                .agent("other/1")
                .dialling(UNDAUNTED)
                .build(),
            InstantSource.system());
    other.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
  }

  @AfterEach
  void stop() throws Exception {
    other.close();
    if (listener.isPresent()) {
      listener.get().destroyForcibly().waitFor();
    }
  }

  @Test
  void whoIsBlockedMeanwhileIsCutOffAndStaysOutUntilItIsNoLonger() throws Exception {
    Multiaddr node = listening();
    Connection cut = connect(node);

    assertThat(commands.run("peer", "block", other.id().toString())).isZero();

    assertThat(await(line -> line.contains("cut-off"))).contains("peer=" + other.id());
    eventually("it is out", () -> !cut.isOpen());
    assertStaysOut(node);

    assertThat(commands.run("peer", "block", other.id().toString(), "--remove")).isZero();
    eventually("it is let in again", () -> answersPings(node));
  }

  @Test
  void whoCameInIsRememberedWhereItSaysThatItListens() throws Exception {
    Connection first = connect(listening());
    await(line -> line.contains("identified peer=" + other.id()));
    listener.orElseThrow().destroy();
    assertThat(listener.orElseThrow().waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    // Whoever pings below has the same name: it is not to meet what is left of this connection.
    eventually("its end is seen", () -> !first.isOpen());

    JsonNode known = commands.json("peer", "ls").get("peers");
    assertThat(known).hasSize(1);
    assertThat(known.get(0).get("id").asText()).isEqualTo(other.id().toString());
    assertThat(known.get(0).get("agent").asText()).isEqualTo("other/1");
    assertThat(known.get(0).get("came_in").asBoolean()).isTrue();
    assertThat(known.get(0).get("addresses").get(0).asText())
        .isEqualTo(other.addresses().getFirst().toString());
    assertThat(commands.run("peer", "ping", other.id().toString())).isZero();
  }

  @Test
  void withJsonEachEventIsAnObjectOnALineOfItsOwn() throws Exception {
    start("peer", "listen", "--json");
    JsonNode first = MAPPER.readTree(lines.readLine());
    assertThat(first.get("schema").asText()).isEqualTo("pinakes.peer-listen/1");
    connect(Multiaddr.parse(first.get("addresses").get(0).asText())).close();

    List<String> kinds = new ArrayList<>();
    JsonNode event = MAPPER.createObjectNode();
    while (!kinds.contains("left")) {
      event = MAPPER.readTree(lines.readLine());
      assertThat(event.get("schema").asText()).isEqualTo("pinakes.peer-event/1");
      assertThat(event.get("time").asText()).endsWith("Z");
      kinds.add(event.get("event").asText());
    }
    assertThat(kinds).startsWith("listening").contains("joined");
    assertThat(event.get("peer").asText()).isEqualTo(other.id().toString());
    assertThat(event.get("reason").asText()).isNotBlank();
  }

  @Test
  void itsFiguresCanBeReadWhileItRuns() throws Exception {
    start("peer", "listen", "--metrics", "127.0.0.1:0");
    Multiaddr node = dialAddress();
    URI metrics = URI.create(await(line -> line.startsWith("metrics at ")).substring(11));
    connect(node);
    await(line -> line.contains("joined"));

    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(answer.body())
          .contains("# TYPE pinakes_p2p_connections_joined_total counter")
          .contains("pinakes_p2p_connections_joined_total 1\n")
          .contains("jvm_memory_used_bytes");
    }
  }

  @Test
  void whereItCannotListenIsSaid() throws Exception {
    String taken = other.addresses().getFirst().toString();
    assertThat(commands.run("peer", "listen", "--address", taken)).isEqualTo(ExitCode.CONFLICT);
    assertThat(commands.err()).contains("something listens at [" + taken + "] already");

    String port = taken.substring(taken.lastIndexOf('/') + 1);
    assertThat(commands.run("peer", "listen", "--metrics", "127.0.0.1:" + port))
        .isEqualTo(ExitCode.CONFLICT);
    assertThat(commands.err()).contains("something listens at [127.0.0.1:" + port + "] already");
    assertThat(commands.run("peer", "listen", "--metrics", "0.0.0.0:0")).isEqualTo(ExitCode.USAGE);
    assertThat(commands.run("peer", "listen", "--address", "/ip4/127.0.0.1/udp/1/quic-v1"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(commands.err()).contains("QUIC");
  }

  private void start(String... words) throws IOException {
    Process started = CommandBatch.program(folder.resolve("home")).interruptible().start(words);
    listener = Optional.of(started);
    lines = started.inputReader(StandardCharsets.UTF_8);
  }

  private Multiaddr listening() throws IOException {
    start("peer", "listen");
    return dialAddress();
  }

  private Multiaddr dialAddress() throws IOException {
    return Multiaddr.parse(await(line -> line.startsWith("dial ")).substring("dial ".length()));
  }

  /** Who is refused once it has shown who it is may see that while it shakes hands, or after. */
  private void assertStaysOut(Multiaddr node) throws IOException {
    try {
      Connection refused = connect(node);
      eventually("it stays out", () -> !refused.isOpen());
    } catch (P2pException e) {
      eventually("it is out", () -> other.connections().isEmpty());
    }
    await(line -> line.contains("the gate is closed to [" + other.id() + "]"));
  }

  private boolean answersPings(Multiaddr node) {
    try {
      return other.ping(connect(node)).isPositive();
    } catch (IOException e) {
      return false;
    }
  }

  private Connection connect(Multiaddr node) throws IOException {
    PeerId peer = node.peerId().orElseThrow();
    return other.connect(peer, List.of(node));
  }

  private String await(Predicate<String> wanted) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (wanted.test(line)) {
        return line;
      }
    }
    throw new AssertionError("it ended before");
  }

  private static void eventually(String what, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(SOON);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
