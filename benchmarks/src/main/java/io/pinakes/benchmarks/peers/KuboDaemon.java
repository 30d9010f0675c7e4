package io.pinakes.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Kubo daemon with a repository of its own, ports of the system's choosing and nobody that it
 * asks. What it says as errors is in a file beside the repository.
 */
public final class KuboDaemon implements AutoCloseable {
  private final Path program;
  private final Path repository;
  private final Process process;

  /**
   * Makes the repository and starts the daemon.
   *
   * @param program Kubo's {@code ipfs}
   * @param repository a folder that is empty or absent
   * @param profiles what it is initialised with, separated by commas
   * @param configuration keys and their JSON, one after the other
   */
  public KuboDaemon(Path program, Path repository, String profiles, String... configuration)
      throws IOException {
    this.program = program.toAbsolutePath();
    this.repository = Files.createDirectories(repository);
    run("init", "--profile=" + profiles);
    List<String> pairs = new ArrayList<>(List.of("Routing.Type", "\"none\""));
    pairs.addAll(List.of(configuration));
    for (int i = 0; i < pairs.size(); i += 2) {
      run("config", "--json", pairs.get(i), pairs.get(i + 1));
    }
    List<String> line = List.of(this.program.toString(), "daemon");
    process = Child.start(log(), environment(), line);
    awaitReady();
  }

  /** Runs one of its commands to the end, and returns what it printed. */
  public String run(String... words) throws IOException {
    List<String> line = new ArrayList<>(List.of(program.toString()));
    line.addAll(List.of(words));
    return Child.run(log(), environment(), line);
  }

  /** The daemon's process. */
  public Process process() {
    return process;
  }

  /** What the daemon has written into a file of its repository, such as {@code gateway}. */
  public String said(String file) throws IOException {
    return Files.readString(repository.resolve(file)).strip();
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
    // Drained, so that it never waits for a reader.
    Thread.ofVirtual().start(() -> drain(out));
  }

  private static void drain(BufferedReader lines) {
    try {
      lines.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // It has ended, and its output with it.
    }
  }

  private Path log() {
    return repository.resolveSibling(repository.getFileName() + ".log");
  }

  private Map<String, String> environment() {
    return Map.of("IPFS_PATH", repository.toString());
  }

  @Override
  public void close() {
    Child.end(process);
  }
}
