package io.pinakes.p2p.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The js-libp2p and Helia node of the shared data, driven by lines of JSON. */
final class HeliaPeer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process node;
  private final BufferedReader out;
  private final BufferedWriter in;
  private final JsonNode ready;

  /** Starts a node with these options, as JSON; what it logs goes to that file. */
  static HeliaPeer start(Path log, String options) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            InteropPeers.file("js/node_modules/node/bin/node").toString(),
            InteropPeers.file("js/peer.mjs").toString(),
            options);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("DEBUG", "libp2p:*:error,libp2p:connection-manager*");
    return new HeliaPeer(builder.start());
  }

  private HeliaPeer(Process node) throws IOException {
    this.node = node;
    out = node.inputReader(StandardCharsets.UTF_8);
    in = node.outputWriter(StandardCharsets.UTF_8);
    ready = next();
  }

  PeerId id() {
    return PeerId.parse(ready.get("peerId").asText());
  }

  List<Multiaddr> addresses() {
    List<Multiaddr> found = new ArrayList<>();
    ready.get("addrs").forEach(text -> found.add(Multiaddr.parse(text.asText())));
    return found;
  }

  /** Does a command and returns the answer, which must be a good one. */
  JsonNode call(String operation, String... arguments) throws IOException {
    ObjectNode command = JSON.createObjectNode().put("op", operation);
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      command.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    in.write(command + "\n");
    in.flush();
    JsonNode answer = next();
    if (!answer.get("ok").asBoolean()) {
      throw new IOException("helia " + command + ": " + answer);
    }
    return answer;
  }

  @Override
  public void close() {
    InteropPeers.end(
        node,
        process -> {
          try {
            in.close(); // the end of its input ends it
          } catch (IOException e) {
            process.destroy();
          }
        });
  }

  private JsonNode next() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("helia has ended; see its log");
    }
    return JSON.readTree(line);
  }
}
