package io.pinakes.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.benchmarks.peers.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code pinakes serve} on a home, as a user starts it, on some cores. */
public final class NodeProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final int port;
  private final Path folder;

  private NodeProcess(Process process, int port, Path folder) {
    this.process = process;
    this.port = port;
    this.folder = folder;
  }

  /**
   * The program that a user types.
   *
   * @throws IOException if this process was not started by it
   */
  public static String launcher() throws IOException {
    String launcher = System.getProperty("pinakes.launcher");
    if (launcher == null) {
      throw new IOException("the launcher is needed: run this as [pinakes bench …]");
    }
    return launcher;
  }

  /** Starts it, and waits until it listens. */
  public static NodeProcess start(Path home, String cores, Path folder) throws IOException {
    List<String> line =
        List.of(
            launcher(), "--home", home.toString(), "serve", "--listen", "127.0.0.1:0", "--json");
    Path log = folder.resolve("node.log");
    Process process = Child.start(log, Map.of(), Child.on(cores, line));
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    String first = said.readLine();
    if (first == null) {
      throw new IOException("the node did not start: " + Files.readString(log).strip());
    }
    JsonNode address = JSON.readTree(first);
    return new NodeProcess(process, URI.create(address.path("url").asText()).getPort(), folder);
  }

  /** The node, asked those questions of a dataset. */
  Served asked(String dataset, String mode, int k, List<String> questions) throws IOException {
    List<byte[]> requests = new ArrayList<>();
    for (String question : questions) {
      ObjectNode body = JSON.createObjectNode().put("query", question).put("k", k);
      body.put("mode", mode).putArray("datasets").add(dataset);
      requests.add(WireRequests.post(port, "/api/v1/search", body.toString()));
    }
    Path file = folder.resolve("node-" + mode + ".bin");
    WireRequests.write(file, requests);
    String does =
        "POST /api/v1/search: the question as text; embedded by the node, "
            + (mode.equals("hybrid")
                ? "the nearest by vector and by words, fused"
                : mode.equals("vector") ? "the nearest by vector" : "the nearest by words")
            + ", each hit checked against the manifest, near duplicates folded, "
            + k
            + " hits with text, place and heading";
    return new Served("pinakes " + mode, does, process, port, file, "\"rank\":1,");
  }

  /** Whether it still runs. */
  public boolean runs() {
    return process.isAlive();
  }

  @Override
  public void close() {
    Child.end(process);
  }
}
