package io.pinakes.p2p.interop;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static io.pinakes.p2p.host.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.host.HostOptions;
import io.pinakes.p2p.host.HostOptions.Security;
import io.pinakes.p2p.host.NetworkHost;
import io.pinakes.p2p.host.TestHosts;
import io.pinakes.p2p.interop.InteropTable.Row;
import io.pinakes.p2p.perf.Perf;
import io.pinakes.p2p.ping.Ping;
import io.pinakes.p2p.resource.Resource;
import io.pinakes.p2p.security.pnet.PreSharedKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row that there should be between a host of ours and hosts of others, over loopback, each
 * asserted from the other's side too. In the end the table is printed, and a row that is missing
 * fails.
 */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(1_200)
class InteropIT {
  private static final int STREAMS = 1_000;
  private static final int STREAM_BYTES = 10_000;
  private static final long GIGABYTE = 1L << 30;

  /** A ping within a network whose members have one key. */
  private static final String PRIVATE = "private";

  private static final String SWARM_KEY =
      "/key/swarm/psk/1.0.0/\n/base16/\n" + "5e".repeat(32) + "\n";

  @TempDir Path folder;
  private final InteropTable table = new InteropTable();
  private final Map<String, Peer> peers = new LinkedHashMap<>();

  static List<Row> driven() {
    List<Row> rows = new ArrayList<>();
    for (String pair :
        List.of("kubo /noise", "kubo /tls/1.0.0", "helia /noise", "helia /tls/1.0.0")) {
      String[] both = pair.split(" ", 2);
      for (String direction : List.of(Row.WE_DIAL, Row.THEY_DIAL)) {
        for (String protocol : List.of("identify", "push", "ping", "streams", "bytes", "reset")) {
          rows.add(new Row(both[0], both[1], protocol, direction));
        }
        if (pair.equals("kubo /noise")) {
          rows.add(new Row(both[0], both[1], PRIVATE, direction));
        }
        if (both[0].equals("helia")) {
          rows.add(new Row(both[0], both[1], "perf", direction));
        }
      }
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("driven")
  void aRowHolds(Row row) throws Exception {
    Peer peer = peer(row);
    Handlers ours = new Handlers();
    try (NetworkHost host = TestHosts.listening(options(row))) {
      ours.on(host);
      Connection connection = connect(host, peer, row.weDial());
      assertThat(connection.security()).isEqualTo(row.security());
      assertPeerKnowsUs(peer, host, row.weDial() ? "inbound" : "outbound");

      String outcome =
          switch (row.protocol()) {
            case "identify" -> identify(peer, host, connection);
            case "push" -> push(peer, host, connection);
            case "perf" -> perf(row, (HeliaPeer) peer, host, connection);
            case "ping", PRIVATE -> ping(peer, host, connection);
            case "streams" -> streams(row, peer, host, connection, ours);
            case "bytes" -> bytes(row, peer, host, connection, ours);
            default -> reset(row, peer, host, connection);
          };

      assertThat(peer.complaints()).isEmpty();
      table.held(row, peer.version(), "tcp", connection.security(), connection.muxer(), outcome);
    }
  }

  @AfterAll
  void printTheTableAndMissNoRow() {
    peers.values().forEach(Peer::close);
    System.out.println(table.print(InteropRows.required()));
    assertThat(table.missing(InteropRows.required())).isEmpty();
  }

  private static String identify(Peer peer, NetworkHost host, Connection connection)
      throws Exception {
    eventually("it says who it is", SOON, () -> host.identified(connection).isPresent());
    assertThat(host.identified(connection).orElseThrow().agent().orElseThrow())
        .startsWith(peer.version());
    assertThat(host.identified(connection).orElseThrow().record().orElseThrow().peer())
        .isEqualTo(peer.id());
    assertThat(peer.sees(host.id()).signedRecord()).isTrue();
    return "both know agent, protocols, signed addresses";
  }

  private static String push(Peer peer, NetworkHost host, Connection connection) throws Exception {
    eventually("it says who it is", SOON, () -> host.identified(connection).isPresent());
    host.handle("/x/ours", Handlers::echo);
    eventually("it hears", SOON, () -> sees(peer, host).protocols().contains("/x/ours"));
    if (!peer.pushes()) {
      return "it hears of a new protocol; it cannot be made to push";
    }
    String theirs = "/x/theirs-" + host.id();
    peer.speak(theirs);
    eventually(
        "we hear",
        SOON,
        () -> host.identified(connection).orElseThrow().protocols().contains(theirs));
    return "both hear of a new protocol";
  }

  private static String ping(Peer peer, NetworkHost host, Connection connection) throws Exception {
    Duration there = host.ping(connection);
    assertThat(there).isPositive();
    try (Stream lazy = connection.propose(Ping.PROTOCOL)) {
      assertThat(Ping.once(lazy, new SplittableRandom(7), System::nanoTime)).isPositive();
    }
    assertThat(peer.pings(host.id())).isTrue();
    return "both ways, ours also along with the proposal";
  }

  private static String perf(Row row, HeliaPeer peer, NetworkHost host, Connection connection)
      throws IOException {
    long there = 50_000_000;
    long back = 30_000_000;
    if (!row.weDial()) {
      host.handle(Perf.PROTOCOL, Perf::answer);
      assertThat(peer.perf(host.id(), there, back)).isEqualTo(back);
      return "50 MB there, 30 MB back";
    }
    long before = peer.handled(Perf.PROTOCOL);
    try (Stream stream = connection.open(List.of(Perf.PROTOCOL))) {
      Perf.run(stream, there, back, System::nanoTime);
    }
    assertThat(peer.handled(Perf.PROTOCOL)).isEqualTo(before + 1);
    return "50 MB there, 30 MB back";
  }

  private static String streams(
      Row row, Peer peer, NetworkHost host, Connection connection, Handlers ours) throws Exception {
    if (row.weDial()) {
      int before = peer.echoed();
      assertThat(echoes(connection, peer.echoProtocol())).isEqualTo(STREAMS);
      assertThat(peer.echoed() - before).as("streams at the peer").isEqualTo(STREAMS);
    } else {
      assertThat(peer.echoes(host.id(), Handlers.ECHO, STREAMS, STREAM_BYTES)).isEqualTo(STREAMS);
      assertThat(ours.echoed()).isEqualTo(STREAMS);
    }
    eventually(
        "streams are given back",
        SOON,
        () ->
            host.scopes().used(Resource.INBOUND_STREAMS)
                    + host.scopes().used(Resource.OUTBOUND_STREAMS)
                <= 2);
    return STREAMS + " at once, unharmed";
  }

  private static String bytes(
      Row row, Peer peer, NetworkHost host, Connection connection, Handlers ours) throws Exception {
    long begin = System.nanoTime();
    if (row.weDial()) {
      peer.moveBytes(connection, GIGABYTE);
    } else {
      peer.hasBytesMoved(host.id(), ours, GIGABYTE);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return String.format("1 GiB each way, same digests, %.1f s", seconds);
  }

  /** In the middle of a stream, the one that dialled closes the connection. */
  private static String reset(Row row, Peer peer, NetworkHost host, Connection connection)
      throws Exception {
    Stream stream = connection.open(List.of(peer.echoProtocol()));
    stream.write(new byte[1 << 17]);
    if (row.weDial()) {
      connection.close();
    } else {
      peer.hangUp(host.id());
    }

    assertThatThrownBy(() -> Handlers.digest(stream)).isInstanceOf(IOException.class);
    stream.reset();
    eventually("it lets go of us", SOON, () -> !sees(peer, host).connected());
    eventually("we hold nothing", SOON, () -> host.scopes().used(Resource.MEMORY) == 0);
    assertThat(host.connections()).isEmpty();
    if (peer instanceof KuboPeer kubo) {
      eventually("its socket is closed", SOON, () -> kubo.echoing() == 0);
    }
    return "both let go";
  }

  private static int echoes(Connection connection, String protocol) throws Exception {
    try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch allOpen = new CountDownLatch(STREAMS);
      List<Future<Boolean>> echoes = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        byte[] sent = new byte[STREAM_BYTES];
        new SplittableRandom(i).nextBytes(sent);
        echoes.add(
            users.submit(
                () -> {
                  try (Stream stream = connection.open(List.of(protocol))) {
                    allOpen.countDown();
                    allOpen.await();
                    stream.write(sent);
                    return Arrays.equals(sent, stream.readExactly(sent.length));
                  }
                }));
      }
      int same = 0;
      for (Future<Boolean> echo : echoes) {
        same += resultOf(echo) ? 1 : 0;
      }
      return same;
    }
  }

  private static Connection connect(NetworkHost host, Peer peer, boolean weDial)
      throws IOException {
    if (weDial) {
      return host.connect(peer.id(), peer.addresses());
    }
    peer.dial(host.addresses().getFirst().with(host.id()));
    eventually("it is through", SOON, () -> !host.connections().isEmpty());
    return host.connections().getFirst();
  }

  private static void assertPeerKnowsUs(Peer peer, NetworkHost host, String direction) {
    eventually(
        "it has identified us",
        SOON,
        () ->
            sees(peer, host).agent().equals("pinakes")
                && sees(peer, host).protocols().contains("/ipfs/ping/1.0.0"));
    assertThat(sees(peer, host).direction()).isEqualTo(direction);
  }

  private static Peer.Sight sees(Peer peer, NetworkHost host) {
    try {
      return peer.sees(host.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Security security(Row row) {
    return row.security().equals("/noise") ? Security.NOISE : Security.TLS;
  }

  private static HostOptions options(Row row) {
    HostOptions open = TestHosts.options(security(row));
    return row.protocol().equals(PRIVATE)
        ? open.toBuilder().network(PreSharedKey.parse(SWARM_KEY)).build()
        : open;
  }

  /** Helia has one security protocol in a process, so there are two of it. */
  private Peer peer(Row row) throws Exception {
    boolean tls = row.security().startsWith("/tls");
    boolean secret = row.protocol().equals(PRIVATE);
    boolean kubo = row.peer().equals("kubo");
    String name = secret ? PRIVATE : kubo ? "kubo" : tls ? "helia-tls" : "helia";
    Peer known = peers.get(name);
    if (known == null) {
      if (secret) {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("swarm.key"), SWARM_KEY);
      }
      known =
          kubo
              ? KuboPeer.start(folder.resolve(name), "Swarm.ResourceMgr.Enabled", "false")
              : HeliaPeer.start(folder.resolve(name).resolve("log"), tls);
      peers.put(name, known);
    }
    return known;
  }
}
