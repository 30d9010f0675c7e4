package io.pinakes.benchmarks.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.benchmarks.peers.Child;
import io.pinakes.benchmarks.peers.KuboDaemon;
import io.pinakes.p2p.host.HostOptions.Security;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * Two Kubo daemons, one of which forwards a socket to the other by a libp2p stream: the only way to
 * drive its streams from outside. Two hops of plain TCP more than between hosts of ours, which the
 * daemons' CPU seconds hold too.
 */
final class KuboHosts implements AutoCloseable {
  private static final String PROTOCOL = "/x/bench";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServerSocket sink = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
  private final KuboDaemon near;
  private final KuboDaemon far;
  private final int entry;

  KuboHosts(Path peers, Path folder, Security security) throws IOException {
    near = daemon(peers, folder.resolve("near"), security);
    far = daemon(peers, folder.resolve("far"), security);
    JsonNode id = JSON.readTree(far.run("id"));
    far.run("p2p", "listen", PROTOCOL, "/ip4/127.0.0.1/tcp/" + sink.getLocalPort());
    near.run("swarm", "connect", id.get("Addresses").get(0).asText());
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      entry = free.getLocalPort();
    }
    String peer = "/p2p/" + id.get("ID").asText();
    near.run("p2p", "forward", PROTOCOL, "/ip4/127.0.0.1/tcp/" + entry, peer);
  }

  Speed upload(long bytes) throws IOException {
    double cpu = Child.cpuSeconds(near.process()) + Child.cpuSeconds(far.process());
    CompletableFuture<Long> heard = Channels.inThread(this::readAll);
    long begin = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), entry)) {
      OutputStream out = socket.getOutputStream();
      byte[] block = new byte[Channels.BLOCK_BYTES];
      for (long left = bytes; left > 0; left -= block.length) {
        out.write(block, 0, (int) Math.min(left, block.length));
      }
      socket.shutdownOutput();
      if (Channels.join(heard) != bytes) {
        throw new IOException("bytes were lost");
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Speed(
        bytes, seconds, Child.cpuSeconds(near.process()) + Child.cpuSeconds(far.process()) - cpu);
  }

  @Override
  public void close() throws IOException {
    near.close();
    far.close();
    sink.close();
  }

  private long readAll() throws IOException {
    try (Socket socket = sink.accept()) {
      InputStream in = socket.getInputStream();
      byte[] block = new byte[Channels.BLOCK_BYTES];
      long all = 0;
      for (int count = in.read(block); count > 0; count = in.read(block)) {
        all += count;
      }
      return all;
    }
  }

  private static KuboDaemon daemon(Path peers, Path home, Security security) throws IOException {
    String other = security == Security.TLS ? "Noise" : "TLS";
    return new KuboDaemon(
        peers.resolve("kubo/ipfs"),
        home,
        "test",
        "Experimental.Libp2pStreamMounting",
        "true",
        "Swarm.Transports.Security." + other,
        "false",
        "Swarm.ResourceMgr.Enabled",
        "false");
  }
}
