package io.pinakes.p2p.interop;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * libp2p's transport interop contract through a Redis, between a process of ours and one of js,
 * each way.
 */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class TransportContractIT {
  private static final Pattern LATENCY =
      Pattern.compile(
          "latency:\\s+handshake_plus_one_rtt: ([0-9.]+)\\s+ping_rtt: ([0-9.]+)\\s+unit: ms\\s*");
  private static final String LOOPBACK = "127.0.0.1";

  @TempDir static Path folder;
  private Process redis;
  private RedisClient client;

  @BeforeAll
  void startRedis() throws IOException {
    int port = EchoServer.freePort();
    try {
      redis =
          new ProcessBuilder(
                  List.of(
                      "redis-server",
                      "--port",
                      Integer.toString(port),
                      "--bind",
                      LOOPBACK,
                      "--save",
                      "",
                      "--dir",
                      folder.toString()))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("redis.log").toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError(
          "this test needs a Redis (Debian: apt install redis-server): " + e.getMessage(), e);
    }
    client = new RedisClient(LOOPBACK + ":" + port);
    eventually("the Redis is there", SOON, client::isThere);
  }

  @AfterAll
  void stopRedis() {
    InteropPeers.end(redis, Process::destroy);
  }

  @ParameterizedTest
  @CsvSource({"java, js, noise", "js, java, noise", "java, js, tls", "js, java, tls"})
  void aDiallerFindsItsListenerAndPingsIt(String dialler, String listener, String security)
      throws Exception {
    String key = dialler + "-" + listener + "-" + security;
    Process listening = start(listener, key, security, false);
    Process dialling = start(dialler, key, security, true);
    try {
      boolean inTime = dialling.waitFor(2 * SOON.toSeconds(), TimeUnit.SECONDS);
      assertThat(inTime).as("it ends: " + log(key, true)).isTrue();
      assertThat(dialling.exitValue()).as(log(key, true)).isZero();

      String said = new String(dialling.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher latency = LATENCY.matcher(said);
      assertThat(latency.matches()).as(said).isTrue();
      assertThat(Double.parseDouble(latency.group(1))).isPositive();
      assertThat(Double.parseDouble(latency.group(2))).isPositive();
      assertThat(listening.isAlive()).as(log(key, false)).isTrue();
      System.out.printf(
          "contract: %s dials %s over tcp, %s, yamux: handshake and round trip %s ms, ping %s ms%n",
          dialler, listener, security, latency.group(1), latency.group(2));
    } finally {
      InteropPeers.end(dialling, Process::destroy);
      InteropPeers.end(listening, Process::destroy);
    }
  }

  private Process start(String kind, String key, String security, boolean dials)
      throws IOException {
    ProcessBuilder builder =
        kind.equals("js")
            ? new ProcessBuilder(
                InteropPeers.file("js/node_modules/node/bin/node").toString(), script().toString())
            : new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TransportContractApp.class.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "IS_DIALER",
                Boolean.toString(dials),
                "REDIS_ADDR",
                client.address(),
                "TEST_KEY",
                key,
                "TRANSPORT",
                "tcp",
                "SECURE_CHANNEL",
                security,
                "MUXER",
                "yamux",
                "LISTENER_IP",
                LOOPBACK));
    return builder.redirectError(logFile(key, dials).toFile()).start();
  }

  /** Beside what it imports. */
  private static Path script() throws IOException {
    Path installed = InteropPeers.file("js").resolve("contract.mjs");
    Files.copy(
        Path.of(System.getProperty("pinakes.root"), "p2p/src/test/peers/contract.mjs"),
        installed,
        StandardCopyOption.REPLACE_EXISTING);
    return installed;
  }

  private Path logFile(String key, boolean dials) {
    return folder.resolve(key + (dials ? "-dialler" : "-listener") + ".log");
  }

  private String log(String key, boolean dials) throws IOException {
    return Files.readString(logFile(key, dials));
  }
}
