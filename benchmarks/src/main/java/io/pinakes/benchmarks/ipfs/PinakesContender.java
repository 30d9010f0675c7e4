package io.pinakes.benchmarks.ipfs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.benchmarks.peers.Child;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** This program, as {@code pinakes gateway --api} runs it, with the flags that it then has. */
final class PinakesContender implements Contender {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final URI api;
  private final URI gateway;

  /** Starts one, in whose home an archive is kept and public. */
  PinakesContender(Path program, Path home, Path kept) throws IOException {
    var unused = Files.createDirectories(home);
    Path log = home.resolveSibling(home.getFileName() + ".log");
    List<String> take =
        List.of(program.toString(), "car", "import", kept.toString(), "--public", "--quiet");
    Map<String, String> environment = Map.of("PINAKES_HOME", home.toString());
    Child.run(log, environment, take);
    process =
        Child.start(
            log,
            environment,
            List.of(
                program.toString(),
                "gateway",
                "--api",
                "--port",
                "0",
                "--api-port",
                "0",
                "--json"));
    // Not closed: the process would be told that nobody listens.
    JsonNode said = JSON.getFactory().createParser(process.getInputStream()).readValueAsTree();
    if (said == null) {
      throw new IOException("pinakes gateway ended: " + Files.readString(log));
    }
    String[] address = said.get("api").asText().split("/");
    api = URI.create("http://127.0.0.1:" + address[address.length - 1] + "/api/v0/");
    gateway = URI.create(said.get("url").asText());
  }

  @Override
  public String name() {
    return "pinakes";
  }

  @Override
  public String durability() {
    return "the log is synced at the end of a command, before it is answered (RocksDB)";
  }

  @Override
  public URI api() {
    return api;
  }

  @Override
  public URI gateway() {
    return gateway;
  }

  @Override
  public double cpuSeconds() {
    return Child.cpuSeconds(process);
  }

  @Override
  public void close() {
    Child.end(process);
  }
}
