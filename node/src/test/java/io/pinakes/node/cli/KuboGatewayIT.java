package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.archive.StoreArchives;
import io.pinakes.ipfs.blockstore.BatchingSink;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.unixfs.UnixFsImporter;
import io.pinakes.ipfs.unixfs.UnixFsProfile;
import io.pinakes.node.testing.Patience;
import io.pinakes.node.testing.PinakesProcess;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Kubo daemon that knows no peer, and this program's gateway: each fetches 100 MB from the other
 * over HTTP, which is the only way there is. Kubo is what {@code p2p/src/test/peers/install.sh}
 * builds, or what {@code -Dpinakes.kubo=} names.
 */
@Tag("interop")
@Timeout(600)
class KuboGatewayIT {
  private static final int BYTES = 100_000_000;
  private static final int ROUNDS = 5;

  @TempDir Path folder;

  @Test
  void kuboFindsAndFetchesAFileThroughOurRoutingAndOurGateway() throws Exception {
    byte[] content = random(1);
    Path archive = folder.resolve("file.car");
    Cid file = archive(archive, content);
    Path home = folder.resolve("home");
    PinakesProcess.Outcome imported =
        CommandBatch.program(home).run("car", "import", archive.toString(), "--public");
    assertThat(imported.exitCode()).as(imported.err()).isZero();
    try (GatewayCommandIT.Served gateway = GatewayCommandIT.Served.start(home, "--trustless")) {
      Kubo kubo = new Kubo(folder.resolve("kubo"));
      kubo.init(gateway.url());
      Process daemon = kubo.daemon();
      try {
        long start = System.nanoTime();
        Path fetched = folder.resolve("fetched");
        kubo.run(fetched, "cat", "--timeout=120s", file.toString());
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(sha256(Files.readAllBytes(fetched))).isEqualTo(sha256(content));
        System.out.printf(
            Locale.ROOT, "kubo fetched %,d bytes from our gateway in %.1f s%n", BYTES, seconds);
        compareArchives(gateway.url(), kubo.gateway(), file);
      } finally {
        daemon.destroy();
        assertThat(daemon.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  /** Prints how fast each gateway gives the archive; asked in turn, the first round left out. */
  private static void compareArchives(String ours, String theirs, Cid file) throws Exception {
    double[] own = new double[ROUNDS];
    double[] other = new double[ROUNDS];
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = -1; i < ROUNDS; i++) {
        double one = archive(client, ours, file);
        double two = archive(client, theirs, file);
        if (i >= 0) {
          own[i] = one;
          other[i] = two;
        }
      }
    }
    Arrays.sort(own);
    Arrays.sort(other);
    double mine = own[ROUNDS / 2];
    double kubos = other[ROUNDS / 2];
    System.out.printf(
        Locale.ROOT,
        "archive of %,d bytes: ours %.0f MB/s, kubo's %.0f MB/s, ratio %.2f%n",
        BYTES,
        mine,
        kubos,
        mine / kubos);
  }

  /** Downloads it, and says at how many MB/s. */
  private static double archive(HttpClient client, String gateway, Cid file) throws Exception {
    long start = System.nanoTime();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway + "/ipfs/" + file + "?format=car")).build();
    try (InputStream body =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
      long bytes = body.transferTo(OutputStream.nullOutputStream());
      assertThat(bytes).isGreaterThan(BYTES);
      return bytes * 1e3 / (System.nanoTime() - start);
    }
  }

  @Test
  void weFetchAFileFromKubosGateway() throws Exception {
    byte[] content = random(2);
    Path source = Files.write(folder.resolve("source"), content);
    Kubo kubo = new Kubo(folder.resolve("kubo"));
    kubo.init("http://127.0.0.1:9");
    Process daemon = kubo.daemon();
    try {
      Path added = folder.resolve("added");
      kubo.run(added, "add", "-Q", "--cid-version=1", source.toString());
      String cid = Files.readString(added).strip();
      Path home = folder.resolve("home");
      long start = System.nanoTime();
      PinakesProcess.Outcome pulled =
          CommandBatch.program(home).run("ipfs", "pull", cid, "-g", kubo.gateway(), "--json");
      double seconds = (System.nanoTime() - start) / 1e9;
      assertThat(pulled.exitCode()).as(pulled.err()).isZero();
      JsonNode report = new ObjectMapper().readTree(pulled.out());
      assertThat(report.get("bytes").asLong()).isGreaterThanOrEqualTo(BYTES);
      Process cat = CommandBatch.program(home).start("ipfs", "cat", cid);
      assertThat(sha256(cat.getInputStream().readAllBytes())).isEqualTo(sha256(content));
      System.out.printf(
          Locale.ROOT, "we fetched %,d bytes from kubo's gateway in %.1f s%n", BYTES, seconds);
    } finally {
      daemon.destroy();
      assertThat(daemon.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static byte[] random(long seed) {
    byte[] content = new byte[BYTES];
    new SplittableRandom(seed).nextBytes(content);
    return content;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static Cid archive(Path file, byte[] content) throws IOException {
    try (Store store = MemoryStore.create()) {
      BatchingSink sink = new BatchingSink(store.blocks());
      Cid root =
          new UnixFsImporter(UnixFsProfile.V1_2025, sink)
              .addFile(new ByteArrayInputStream(content))
              .cid();
      sink.flush();
      try (OutputStream out = Files.newOutputStream(file)) {
        new StoreArchives(store).exportCar(root, out, (blocks, bytes) -> {});
      }
      return root;
    }
  }

  /** A repository of its own, ports of the system's choosing, and no network. */
  private record Kubo(Path repository) {
    void init(String router) throws Exception {
      run(null, "init", "--profile=test");
      // Bitswap.Libp2pEnabled=false leaves 0.43 with no exchange at all (core/node/groups.go hands
      // that switch to OnlineExchange): bitswap stays on, and has nobody to talk to.
      config("Bitswap.ServerEnabled", "false");
      config("AutoConf.Enabled", "false");
      config("Provide.Enabled", "false");
      config("Bootstrap", "[]");
      config("DNS.Resolvers", "{}");
      config("Ipns.DelegatedPublishers", "[]");
      config("Routing.DelegatedRouters", "[\"" + router + "\"]");
      run(null, "config", "Routing.Type", "delegated");
    }

    private void config(String key, String json) throws Exception {
      run(null, "config", "--json", key, json);
    }

    void run(@Nullable Path out, String... line) throws Exception {
      ProcessBuilder builder = command(line);
      Path said = out == null ? repository.resolveSibling("kubo.out") : out;
      Path errors = repository.resolveSibling("kubo.err");
      Process process =
          builder.redirectOutput(said.toFile()).redirectError(errors.toFile()).start();
      assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue())
          .as(() -> String.join(" ", line) + ": " + text(errors) + text(repository.resolve("log")))
          .isZero();
    }

    Process daemon() throws IOException {
      Process daemon = command("daemon").redirectErrorStream(true).start();
      InputStream out = daemon.getInputStream();
      BufferedReader lines = new BufferedReader(new InputStreamReader(out, StandardCharsets.UTF_8));
      List<String> said = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (line.contains("Daemon is ready")) {
          // What it says later is drained, so that it never waits for a reader.
          Thread.ofVirtual().start(() -> lines.lines().forEach(later -> {}));
          return daemon;
        }
      }
      throw new AssertionError("kubo did not start: " + said);
    }

    String gateway() throws IOException {
      return Files.readString(repository.resolve("gateway")).strip();
    }

    private ProcessBuilder command(String... line) {
      String named = System.getProperty("pinakes.kubo");
      Path program =
          named == null
              ? Path.of(
                  System.getProperty("pinakes.cache", "target/cache"), "interop", "kubo", "ipfs")
              : Path.of(named);
      assertThat(program).as("Kubo, which install.sh of p2p's peers builds").isExecutable();
      List<String> command = new ArrayList<>(List.of(program.toString()));
      command.addAll(List.of(line));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("IPFS_PATH", repository.toString());
      return builder;
    }

    private static String text(Path file) {
      try {
        return Files.exists(file) ? Files.readString(file) : "";
      } catch (IOException e) {
        return "";
      }
    }
  }
}
