package io.pinakes.p2p.interop;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.host.HostOptions;
import io.pinakes.p2p.host.HostOptions.Security;
import io.pinakes.p2p.host.NetworkHost;
import io.pinakes.p2p.transport.tcp.TcpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * One side of libp2p's transport interop contract, a process of its own: the environment says what
 * to be. A listener sets {@code TEST_KEY_listener_multiaddr} in the Redis and waits to be ended; a
 * dialler polls it, dials, pings, prints latencies as YAML on standard output, and ends with 0.
 */
final class TransportContractApp {
  private static final double MILLION = 1e6;

  private TransportContractApp() {}

  public static void main(String[] none) throws Exception {
    if (!said("TRANSPORT").equals("tcp") || !said("MUXER").equals("yamux")) {
      throw new IllegalArgumentException("only tcp with yamux");
    }
    Security security = Security.valueOf(said("SECURE_CHANNEL").toUpperCase(Locale.ROOT));
    RedisClient redis = new RedisClient(said("REDIS_ADDR"));
    String key = said("TEST_KEY") + "_listener_multiaddr";
    HostOptions options =
        HostOptions.of(PrivateKey.generateEd25519(new SecureRandom()), List.of(new TcpTransport()))
            .toBuilder()
            .security(security)
            .build();
    try (NetworkHost host = new NetworkHost(options, InstantSource.system())) {
      if (Boolean.parseBoolean(said("IS_DIALER"))) {
        dial(host, redis, key);
      } else {
        host.listen(Multiaddr.parse("/ip4/" + said("LISTENER_IP") + "/tcp/0"));
        Multiaddr address = host.addresses().getFirst().with(host.id());
        redis.set(key, address.toString());
        System.err.println("listening at " + address);
        new CountDownLatch(1).await();
      }
    }
  }

  private static void dial(NetworkHost host, RedisClient redis, String key) throws Exception {
    eventually("a listener tells where it is", SOON, () -> isThere(redis, key));
    Optional<String> told = redis.get(key);
    System.err.println("dialling " + told.orElseThrow());
    Multiaddr address = Multiaddr.parse(told.orElseThrow());
    long begin = System.nanoTime();
    Connection connection = connect(host, address);
    host.ping(connection);
    double both = (System.nanoTime() - begin) / MILLION;
    Duration trip = host.ping(connection);
    System.out.printf(
        Locale.ROOT,
        "latency:%n  handshake_plus_one_rtt: %.3f%n  ping_rtt: %.3f%n  unit: ms%n",
        both,
        trip.toNanos() / MILLION);
  }

  private static Connection connect(NetworkHost host, Multiaddr address) throws IOException {
    return host.connect(address.peerId().orElseThrow(), List.of(address));
  }

  private static boolean isThere(RedisClient redis, String key) {
    try {
      return redis.get(key).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String said(String name) {
    return Optional.ofNullable(System.getenv(name))
        .orElseThrow(() -> new IllegalArgumentException("the environment lacks [" + name + "]"));
  }
}
