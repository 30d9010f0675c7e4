package io.pinakes.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.benchmarks.peers.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The {@link LoadClient} in its own process, and orders given to it. */
final class ClientProcess implements AutoCloseable {
  /** Fewer than a node takes, so that refusals are answers and not closed connections. */
  private static final int CONNECTIONS = 512;

  /** What a person waits for a search. */
  static final int PATIENCE_MILLIS = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader said;
  private final Writer told;
  private final Path folder;
  private long seed;
  private int first;

  /**
   * Starts it.
   *
   * @param cores to run on, as in {@link Child#on}
   * @param folder for its files
   */
  ClientProcess(String cores, Path folder, long seed) throws IOException {
    List<String> java = Child.java(LoadClient.class, List.of("-Xmx1g", "-XX:+UseSerialGC"));
    this.process = Child.start(folder.resolve("client.log"), Map.of(), Child.on(cores, java));
    this.said = process.inputReader(StandardCharsets.UTF_8);
    this.told = process.outputWriter(StandardCharsets.UTF_8);
    this.folder = folder;
    this.seed = seed;
  }

  /** Asks a server, going on with its questions behind those of the last order. */
  Outcomes ask(Served served, List<Order.Segment> segments) throws IOException {
    Path results = folder.resolve("results.bin");
    Order order =
        new Order(
            served.port(),
            served.requests().toString(),
            served.marker(),
            first,
            CONNECTIONS,
            PATIENCE_MILLIS,
            seed++,
            segments,
            results.toString());
    told.write(JSON.writeValueAsString(order) + "\n");
    told.flush();
    if (said.readLine() == null) {
      throw new IOException(
          "the client ended: " + Files.readString(folder.resolve("client.log")).strip());
    }
    Outcomes outcomes = Outcomes.read(results);
    first += outcomes.size();
    return outcomes;
  }

  @Override
  public void close() throws IOException {
    told.close();
    Child.end(process);
  }
}
