package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.node.testing.Patience;
import io.pinakes.p2p.gate.GateList;
import io.pinakes.p2p.host.HostOptions;
import io.pinakes.p2p.host.NetworkHost;
import io.pinakes.p2p.transport.tcp.TcpTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class PeerCommandIT {
  @TempDir Path folder;
  private final GateList othersGate = new GateList();
  private HomeCommands commands;
  private NetworkHost other;
  private String address;

  @BeforeEach
  void startAnotherHost() throws IOException {
    commands = new HomeCommands(folder.resolve("home"));
    PrivateKey key = PrivateKey.generateEd25519(new SecureRandom());
    other =
        new NetworkHost(
            HostOptions.of(key, List.of(new TcpTransport())).toBuilder()
                .agent("other/1")
                .gater(othersGate)
                .build(),
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
    assertThat(run("status")).as(commands.err()).isZero();
    assertThat(run("gc")).as(commands.err()).isZero();
    assertThat(run("doctor")).as(commands.err()).isZero();
    assertThat(run("dataset", "ls")).as(commands.err()).isZero();
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
    assertThat(commands.err()).contains("the gate is closed to [" + other.id() + "]");
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
    assertThat(commands.err()).contains("ends in no peer");
    assertThat(run("peer", "connect", "nonsense")).isEqualTo(ExitCode.USAGE);
    String self = json("id").get("id").asText();
    assertThat(run("peer", "connect", self)).isEqualTo(ExitCode.USAGE);
    assertThat(commands.err()).contains("[" + self + "] is this node itself");
    assertThat(run("peer", "ping", other.id().toString())).isEqualTo(ExitCode.NETWORK);
    assertThat(commands.err()).contains("knows no address of it");
    other.close();
    assertThat(run("peer", "connect", address)).isEqualTo(ExitCode.NETWORK);
    assertThat(commands.err()).contains("no address leads to [" + other.id() + "]");
  }

  @Test
  void whoIsBlockedByTheOtherSideIsToldThatItMayBe() throws Exception {
    assertThat(run("peer", "connect", address)).isZero();
    othersGate.block(PeerId.parse(json("id").get("id").asText()));

    for (String command : List.of("connect", "ping", "protocols")) {
      assertThat(run("peer", command, address)).as(command).isEqualTo(ExitCode.NETWORK);
      assertThat(commands.out()).as(command).isEmpty();
      assertThat(commands.err())
          .as(command)
          .contains("[" + other.id() + "] closed the connection at once", "may have blocked");
    }
  }

  @Test
  void whatNoTransportServesIsToldFromAPeerThatDoesNotAnswer() {
    String quic = "/ip4/127.0.0.1/udp/4001/quic-v1/p2p/" + other.id();
    assertThat(run("peer", "connect", quic)).isEqualTo(ExitCode.NETWORK);
    assertThat(commands.err()).contains("QUIC", "are not").doesNotContain("blocked");
  }

  @Test
  void aNameThatTheDnsDoesNotKnowIsATroubleOfTheNetwork() {
    assertThat(run("peer", "connect", "/dnsaddr/nowhere.invalid/p2p/" + other.id()))
        .isEqualTo(ExitCode.NETWORK);
    assertThat(commands.err()).contains("_dnsaddr.nowhere.invalid", "See that the name is right");
  }

  @Test
  void whatWasNotBlockedIsNotSaidToBeUnblocked() {
    assertThat(run("peer", "block", "192.0.2.0/24", "--remove")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(commands.err()).contains("[192.0.2.0/24] was not blocked");
    assertThat(commands.out()).isEmpty();
  }

  @Test
  void aDamagedListOfPeersIsSaidAndLosesNoBlock() throws Exception {
    assertThat(run("peer", "block", other.id().toString())).isZero();
    Path known = folder.resolve("home").resolve("peers").resolve("known.json");
    Files.writeString(known, "{");

    assertThat(run("peer", "ls")).isEqualTo(ExitCode.VERIFICATION);
    assertThat(commands.err()).contains("mv " + known + " ");
    Files.move(known, known.resolveSibling("known.json.damaged"));
    assertThat(json("peer", "ls").get("blocked").get(0).asText()).isEqualTo(other.id().toString());
    assertThat(run("peer", "connect", address)).isEqualTo(ExitCode.NETWORK);
    assertThat(commands.err()).contains("the gate is closed");
  }

  @Test
  void aDamagedKeyOfTheNodeIsSaid() throws Exception {
    assertThat(run("id")).isZero();
    Files.writeString(folder.resolve("home").resolve("keys").resolve("node"), "no key");
    assertThat(run("id")).isEqualTo(ExitCode.VERIFICATION);
    assertThat(commands.err()).contains("Restore it from a backup");
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
      assertThat(listener.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
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
    return commands.run(words);
  }

  private JsonNode json(String... words) throws IOException {
    return commands.json(words);
  }
}
