package io.pinakes.benchmarks.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.benchmarks.peers.Child;
import io.pinakes.p2p.host.HostOptions.Security;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Two hosts of js-libp2p, a process each, that speak perf: streams.mjs of the interop tests. */
final class JsHosts implements AutoCloseable {
  private final Host near;
  private final Host far;

  /**
   * Starts them.
   *
   * @param peers where the interop tests' peers are installed
   */
  JsHosts(Path peers, Path log, Security security) throws IOException {
    near = new Host(peers, log, security);
    far = new Host(peers, log, security);
    near.ask(Map.of("op", "dial", "addr", far.ready.get("addrs").get(0).asText()));
  }

  Speed upload(long bytes) throws IOException {
    double cpu = Child.cpuSeconds(near.process) + Child.cpuSeconds(far.process);
    long begin = System.nanoTime();
    String peer = far.ready.get("peerId").asText();
    near.ask(Map.of("op", "perf", "peer", peer, "there", bytes, "back", 0));
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Speed(
        bytes, seconds, Child.cpuSeconds(near.process) + Child.cpuSeconds(far.process) - cpu);
  }

  @Override
  public void close() {
    Child.end(near.process);
    Child.end(far.process);
  }

  private static final class Host {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final JsonNode ready;

    private Host(Path peers, Path log, Security security) throws IOException {
      process =
          Child.start(
              log,
              Map.of(),
              List.of(
                  peers.resolve("js/node_modules/node/bin/node").toString(),
                  peers.resolve("js/streams.mjs").toString(),
                  "{\"port\":0,\"tls\":" + (security == Security.TLS) + "}"));
      out = process.inputReader(StandardCharsets.UTF_8);
      in = process.outputWriter(StandardCharsets.UTF_8);
      ready = read();
    }

    private void ask(Map<String, Object> command) throws IOException {
      in.write(JSON.writeValueAsString(command) + "\n");
      in.flush();
      JsonNode answer = read();
      if (!answer.path("ok").asBoolean()) {
        throw new IOException("js says " + answer);
      }
    }

    private JsonNode read() throws IOException {
      String line = out.readLine();
      if (line == null) {
        throw new IOException("the js host ended");
      }
      return JSON.readTree(line);
    }
  }
}
