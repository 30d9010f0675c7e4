package io.pinakes.benchmarks.network;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.host.HostOptions;
import io.pinakes.p2p.host.HostOptions.Security;
import io.pinakes.p2p.host.NetworkHost;
import io.pinakes.p2p.mux.yamux.YamuxLimits;
import io.pinakes.p2p.perf.Perf;
import io.pinakes.p2p.transport.tcp.TcpTransport;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Two whole hosts over loopback, one of which serves perf. */
final class Hosts implements AutoCloseable {
  private static final double SECOND = 1e9;
  private static final int SETTLING_COLLECTIONS = 4;

  private final Security security;
  private final YamuxLimits yamux;
  private final NetworkHost near;
  private final NetworkHost far;

  Hosts(Security security) throws IOException {
    this(security, YamuxLimits.DEFAULT);
  }

  Hosts(Security security, YamuxLimits yamux) throws IOException {
    this.security = security;
    this.yamux = yamux;
    near = host();
    far = host();
    far.handle(Perf.PROTOCOL, Perf::answer);
    far.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
  }

  /** Uploads over one stream of one connection. */
  void upload(long bytes) throws IOException {
    Connection connection = near.connect(far.id(), far.addresses());
    try (Stream stream = connection.open(List.of(Perf.PROTOCOL))) {
      Perf.run(stream, bytes, 0, System::nanoTime);
    }
  }

  /** Uploads over a link that takes its time; each upload is a connection of its own. */
  void uploadFar(Duration oneWay, long bytes) throws IOException {
    int port = Integer.parseInt(far.addresses().getFirst().parts().get(1).value());
    try (DelayRelay relay = new DelayRelay(port, oneWay)) {
      Connection connection = near.connect(far.id(), List.of(relay.address()));
      try (Stream stream = connection.open(List.of(Perf.PROTOCOL))) {
        Perf.run(stream, bytes, 0, System::nanoTime);
      }
      connection.close();
    }
  }

  /** Connections made and closed one after another, up to a stream that was answered. */
  double connectionsPerSecond(int times) throws IOException {
    long begin = System.nanoTime();
    for (int i = 0; i < times; i++) {
      Connection connection = near.connect(far.id(), far.addresses());
      try (Stream stream = connection.open(List.of(Perf.PROTOCOL))) {
        Perf.run(stream, 0, 0, System::nanoTime);
      }
      connection.close();
    }
    return times / ((System.nanoTime() - begin) / SECOND);
  }

  /** What one end of an idle connection takes of the heap, in bytes; both ends are in this JVM. */
  long heapAnEnd(int connections) throws IOException {
    List<NetworkHost> others = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      NetworkHost other = host();
      others.add(other);
    }
    long hosts = heap();
    for (NetworkHost other : others) {
      other.connect(far.id(), far.addresses());
    }
    long after = heap();
    others.forEach(NetworkHost::close);
    return Math.max(0, (after - hosts) / (2L * connections));
  }

  @Override
  public void close() {
    near.close();
    far.close();
  }

  private NetworkHost host() {
    HostOptions options =
        HostOptions.of(PrivateKey.generateEd25519(new SecureRandom()), List.of(new TcpTransport()))
            .toBuilder()
            .security(security)
            .yamux(yamux)
            .build();
    return new NetworkHost(options, InstantSource.system());
  }

  private static long heap() {
    for (int i = 0; i < SETTLING_COLLECTIONS; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
