package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.testing.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real Kubo, which {@code p2p/src/test/peers/install.sh} builds or {@code -Dpinakes.kubo=} names:
 * its command line, and a daemon with a repository of its own, ports of the system's choosing and
 * no network.
 */
final class KuboDaemon implements AutoCloseable {
  private final Path repository;
  private @Nullable Process daemon;

  /** In that folder, which is empty or absent. */
  KuboDaemon(Path repository) {
    this.repository = repository;
  }

  /** How a command ended. */
  record Ended(int code, String out, String err) {
    String ok() {
      assertThat(code).as(err).isZero();
      return out.strip();
    }
  }

  /** Makes the repository and starts the daemon; the pairs are keys and their JSON. */
  KuboDaemon start(String... configuration) throws Exception {
    run("init", "--profile=test").ok();
    String[] quiet = {
      "AutoConf.Enabled", "false",
      "Provide.Enabled", "false",
      "Bootstrap", "[]",
      "DNS.Resolvers", "{}",
      "Ipns.DelegatedPublishers", "[]",
      "Routing.DelegatedRouters", "[]",
      "Routing.Type", "\"none\"",
    };
    for (int i = 0; i < quiet.length; i += 2) {
      run("config", "--json", quiet[i], quiet[i + 1]).ok();
    }
    for (int i = 0; i < configuration.length; i += 2) {
      run("config", "--json", configuration[i], configuration[i + 1]).ok();
    }
    return restart();
  }

  /** Starts the daemon on the repository that is there. */
  KuboDaemon restart() throws IOException {
    Process started = command("daemon").redirectErrorStream(true).start();
    daemon = started;
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
    List<String> said = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      if (line.contains("Daemon is ready")) {
        // What it says later is drained, so that it never waits for a reader.
        Thread.ofVirtual().start(() -> drain(lines));
        return this;
      }
    }
    throw new AssertionError("kubo did not start: " + said);
  }

  private static void drain(BufferedReader lines) {
    try {
      lines.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // It has ended, and its output with it.
    }
  }

  /** The address of its RPC, as a multiaddress. */
  String api() throws IOException {
    return Files.readString(repository.resolve("api")).strip();
  }

  /** The address of its gateway. */
  String gateway() throws IOException {
    return Files.readString(repository.resolve("gateway")).strip();
  }

  /** Runs a command to its end. */
  Ended run(String... line) throws Exception {
    return run(new byte[0], line);
  }

  /** Runs a command with that on its standard input. */
  Ended run(byte[] in, String... line) throws Exception {
    return run(in, command(line), String.join(" ", line));
  }

  static Ended run(byte[] in, ProcessBuilder command, String words) throws Exception {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    try {
      Process process = command.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      try (var input = process.getOutputStream()) {
        input.write(in);
      }
      assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).as(words).isTrue();
      return new Ended(
          process.exitValue(),
          new String(Files.readAllBytes(out), StandardCharsets.ISO_8859_1),
          words + ": " + Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  ProcessBuilder command(String... line) {
    String named = System.getProperty("pinakes.kubo");
    Path program = named == null ? installed().resolve("kubo").resolve("ipfs") : Path.of(named);
    assertThat(program).as("Kubo, which install.sh of p2p's peers builds").isExecutable();
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(line));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("IPFS_PATH", repository.toString());
    return builder;
  }

  /** Where the peers of the interop tests are. */
  static Path installed() {
    return Path.of(System.getProperty("pinakes.cache", "target/cache"), "interop");
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  /** Ends the daemon, which can be started again. */
  void stop() throws IOException {
    Process running = daemon;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      assertThat(running.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
