package io.pinakes.benchmarks.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.benchmarks.peers.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** iperf3 over loopback, with buffers as long as ours: what the machine's TCP can do. */
final class Iperf {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Iperf() {}

  /** Moves bytes; empty where there is no iperf3. */
  static Optional<Speed> upload(Path log, long bytes) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process server;
    try {
      server =
          Child.start(
              log,
              Map.of(),
              List.of(
                  "iperf3",
                  "-s",
                  "-1",
                  "-B",
                  "127.0.0.1",
                  "-p",
                  Integer.toString(port),
                  "--forceflush"));
    } catch (IOException e) {
      return Optional.empty();
    }
    try {
      BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
      String line = out.readLine();
      while (line != null && !line.contains("listening")) {
        line = out.readLine();
      }
      String said =
          Child.run(
              log,
              Map.of(),
              List.of(
                  "iperf3",
                  "-c",
                  "127.0.0.1",
                  "-p",
                  Integer.toString(port),
                  "-l",
                  Integer.toString(Channels.BLOCK_BYTES),
                  "-n",
                  Long.toString(bytes),
                  "-J"));
      JsonNode end = JSON.readTree(said).get("end");
      double seconds = end.at("/sum_received/seconds").asDouble();
      JsonNode cpu = end.get("cpu_utilization_percent");
      double busy = cpu.get("host_total").asDouble() + cpu.get("remote_total").asDouble();
      return Optional.of(new Speed(bytes, seconds, seconds * busy / 100));
    } finally {
      Child.end(server);
    }
  }
}
