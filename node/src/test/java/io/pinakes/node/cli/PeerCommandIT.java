package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.host.HostOptions;
import io.pinakes.p2p.host.NetworkHost;
import io.pinakes.p2p.transport.tcp.TcpTransport;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PeerCommandIT {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private NetworkHost other;
  private String address;

  @BeforeEach
  void startAnotherHost() throws IOException {
    PrivateKey key = PrivateKey.generateEd25519(new SecureRandom());
    other =
        new NetworkHost(
            HostOptions.of(key, List.of(new TcpTransport())).toBuilder().agent("other/1").build(),
            InstantSource.system());
    other.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
    address = other.addresses().getFirst().with(other.id()).toString();
  }

  @AfterEach
  void stopIt() {
    other.close();
  }

  @Test
  void aNodeKeepsItsNameAndItsKeyToItself() throws Exception {
    JsonNode first = json("id");
    JsonNode second = json("id");

    assertThat(first).isEqualTo(second);
    assertThat(first.get("schema").asText()).isEqualTo("pinakes.id/1");
    assertThat(PeerId.parse(first.get("id").asText())).isNotNull();
    assertThat(first.get("protocols").toString()).contains("/ipfs/id/1.0.0", "/ipfs/ping/1.0.0");
    Path key = folder.resolve("home").resolve("keys").resolve("node");
    assertThat(first.get("key_file").asText()).isEqualTo(key.toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void aHomeThatBeganWithItsPeersIsAHomeForDocumentsToo() {
    assertThat(run("peer", "block", "192.0.2.0/24")).isZero();
    assertThat(run("id")).isZero();
    assertThat(run("status")).as(text(err)).isZero();
    assertThat(run("gc")).as(text(err)).isZero();
    assertThat(run("doctor")).as(text(err)).isZero();
    assertThat(run("dataset", "ls")).as(text(err)).isZero();
  }

  @Test
  void aPeerThatIsMetIsRememberedAndFoundByItsName() throws Exception {
    JsonNode met = json("peer", "connect", address);
    assertThat(met.get("id").asText()).isEqualTo(other.id().toString());
    assertThat(met.get("agent").asText()).isEqualTo("other/1");
    assertThat(met.get("security").asText()).isEqualTo("/noise");
    assertThat(met.get("muxer").asText()).isEqualTo("/yamux/1.0.0");
    assertThat(met.get("sees_us_at").asText()).startsWith("/ip4/127.0.0.1/tcp/");

    JsonNode known = json("peer", "ls").get("peers");
    assertThat(known).hasSize(1);
    assertThat(known.get(0).get("agent").asText()).isEqualTo("other/1");
    assertThat(known.get(0).get("addresses").get(0).asText())
        .isEqualTo(other.addresses().getFirst().toString());

    JsonNode pings = json("peer", "ping", other.id().toString(), "--count", "4");
    assertThat(pings.get("count").asInt()).isEqualTo(4);
    assertThat(pings.get("min_ms").asDouble()).isPositive();
    assertThat(pings.get("max_ms").asDouble())
        .isGreaterThanOrEqualTo(pings.get("median_ms").asDouble());
    assertThat(json("peer", "protocols", other.id().toString()).get("protocols").toString())
        .contains("\"/ipfs/ping/1.0.0\"");
  }

  @Test
  void whoIsBlockedIsNotTalkedToUntilItIsNoLonger() throws Exception {
    assertThat(run("peer", "block", other.id().toString())).isZero();
    assertThat(run("peer", "connect", address)).isEqualTo(ExitCode.NETWORK);
    assertThat(text(err)).contains("the gate is closed to [" + other.id() + "]");
    assertThat(json("peer", "ls").get("blocked").get(0).asText()).isEqualTo(other.id().toString());

    assertThat(run("peer", "block", other.id().toString(), "--remove")).isZero();
    assertThat(run("peer", "connect", address)).isZero();

    assertThat(run("peer", "block", "127.0.0.0/8")).isZero();
    assertThat(run("peer", "ping", other.id().toString())).isEqualTo(ExitCode.NETWORK);
    assertThat(run("peer", "block", "nonsense")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whatIsNoPeerIsToldFromOneThatIsNotThere() throws Exception {
    assertThat(run("peer", "connect", "/ip4/127.0.0.1/tcp/1")).isEqualTo(ExitCode.USAGE);
    assertThat(text(err)).contains("ends in no peer");
    assertThat(run("peer", "connect", "nonsense")).isEqualTo(ExitCode.USAGE);
    assertThat(run("peer", "ping", other.id().toString())).isEqualTo(ExitCode.NETWORK);
    assertThat(text(err)).contains("has not met it");
    other.close();
    assertThat(run("peer", "connect", address)).isEqualTo(ExitCode.NETWORK);
    assertThat(text(err)).contains("no address leads to [" + other.id() + "]");
  }

  @Test
  void aNodeThatListensTellsWhoComesAndGoes() throws Exception {
    Process listener =
        CommandBatch.program(folder.resolve("listener")).interruptible().start("peer", "listen");
    try (BufferedReader lines = listener.inputReader(StandardCharsets.UTF_8)) {
      String dial = await(lines, "dial ").substring("dial ".length());
      assertThat(run("peer", "connect", dial)).isZero();
      String id = json("id").get("id").asText();

      assertThat(await(lines, "joined peer=" + id)).contains("direction=in", "security=/noise");
      assertThat(await(lines, "left peer=" + id)).contains("reason=");
      listener.destroy();
      assertThat(listener.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(listener.exitValue()).isEqualTo(128 + 15);
    } finally {
      listener.destroyForcibly();
    }
  }

  private static String await(BufferedReader lines, String what) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(what)) {
        return line;
      }
    }
    throw new AssertionError("it ended before [" + what + "]");
  }

  private int run(String... words) {
    out.reset();
    err.reset();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            100);
    return new CommandLineProgram(
            terminal, Map.of("PINAKES_HOME", folder.resolve("home").toString()))
        .run(words);
  }

  private JsonNode json(String... words) throws IOException {
    String[] all = new String[words.length + 1];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--json";
    assertThat(run(all)).as(text(err)).isZero();
    return new ObjectMapper().readTree(out.toByteArray());
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
