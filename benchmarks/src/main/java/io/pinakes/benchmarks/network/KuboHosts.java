package io.pinakes.benchmarks.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.p2p.host.HostOptions.Security;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private final Daemon near;
  private final Daemon far;
  private final int entry;

  KuboHosts(Path peers, Path folder, Security security) throws IOException {
    near = new Daemon(peers, Files.createDirectories(folder.resolve("near")), security);
    far = new Daemon(peers, Files.createDirectories(folder.resolve("far")), security);
    JsonNode id = JSON.readTree(far.ipfs("id"));
    far.ipfs("p2p", "listen", PROTOCOL, "/ip4/127.0.0.1/tcp/" + sink.getLocalPort());
    near.ipfs("swarm", "connect", id.get("Addresses").get(0).asText());
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      entry = free.getLocalPort();
    }
    String peer = "/p2p/" + id.get("ID").asText();
    near.ipfs("p2p", "forward", PROTOCOL, "/ip4/127.0.0.1/tcp/" + entry, peer);
  }

  Speed upload(long bytes) throws IOException {
    double cpu = Child.cpuSeconds(near.process) + Child.cpuSeconds(far.process);
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
        bytes, seconds, Child.cpuSeconds(near.process) + Child.cpuSeconds(far.process) - cpu);
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

  private static final class Daemon implements AutoCloseable {
    private final Path program;
    private final Path home;
    private final Process process;

    private Daemon(Path peers, Path home, Security security) throws IOException {
      this.home = home;
      program = peers.resolve("kubo/ipfs").toAbsolutePath();
      String other = security == Security.TLS ? "Noise" : "TLS";
      ipfs("init", "--profile=test");
      ipfs("config", "--json", "Experimental.Libp2pStreamMounting", "true");
      ipfs("config", "--json", "Swarm.Transports.Security." + other, "false");
      ipfs("config", "--json", "Swarm.ResourceMgr.Enabled", "false");
      ipfs("config", "Routing.Type", "none");
      process = Child.start(log(), environment(), List.of(program.toString(), "daemon"));
      awaitReady();
    }

    private String ipfs(String... words) throws IOException {
      List<String> line = new ArrayList<>(List.of(program.toString()));
      line.addAll(List.of(words));
      return Child.run(log(), environment(), line);
    }

    private void awaitReady() throws IOException {
      // Not closed: its end would be the daemon's, too.
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String line = out.readLine();
      while (line != null && !line.contains("Daemon is ready")) {
        line = out.readLine();
      }
      if (line == null) {
        throw new IOException("the Kubo daemon ended: " + Files.readString(log()));
      }
    }

    private Path log() {
      return home.resolveSibling(home.getFileName() + ".log");
    }

    private Map<String, String> environment() {
      return Map.of("IPFS_PATH", home.toString());
    }

    @Override
    public void close() {
      Child.end(process);
    }
  }
}
