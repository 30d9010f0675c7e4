package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.archive.StoreArchives;
import io.pinakes.ipfs.blockstore.BatchingSink;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.unixfs.Imported;
import io.pinakes.ipfs.unixfs.UnixFsImporter;
import io.pinakes.ipfs.unixfs.UnixFsProfile;
import io.pinakes.node.testing.Patience;
import io.pinakes.node.testing.PinakesProcess;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two homes in processes of their own: one serves what is public, the other pulls it. */
@Tag("slow")
@Timeout(600)
class GatewayCommandIT {
  private static final int BY_SIGTERM = 128 + 15;
  private static final String SOME_CID =
      "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

  @TempDir Path folder;

  @Test
  void whatIsPublicInOneHomeIsPulledIntoAnotherAndNothingElseIs() throws Exception {
    Path shown = folder.resolve("shown.car");
    Path hidden = folder.resolve("hidden.car");
    Cid open = archive(shown, "for all");
    Cid secret = archive(hidden, "for nobody");
    Path home = folder.resolve("home");
    JsonNode imported = json(home, "car", "import", shown.toString(), "--public");
    assertThat(imported.at("/archives/0/roots/0").asText()).isEqualTo(open.toString());
    json(home, "car", "import", hidden.toString());
    try (Served gateway = Served.start(home)) {
      String url = gateway.url();
      Path other = folder.resolve("other");
      JsonNode pulled = json(other, "ipfs", "pull", "ipfs://" + open, "--gateway", url);
      assertThat(pulled.get("blocks").asInt()).isEqualTo(imported.at("/archives/0/blocks").asInt());
      assertThat(json(other, "ipfs", "pull", open.toString(), "-g", url).get("blocks").asInt())
          .isZero();
      assertThat(run(other, "ipfs", "cat", "/ipfs/" + open + "/note.txt").out())
          .isEqualTo("for all");
      Path target = folder.resolve("target");
      json(other, "ipfs", "get", open.toString(), target.toString());
      assertThat(Files.readString(target.resolve("note.txt"))).isEqualTo("for all");
      assertThat(run(other, "ipfs", "get", open.toString(), target.toString()).exitCode())
          .isEqualTo(ExitCode.CONFLICT);
      assertThat(json(other, "ipfs", "ls", open.toString()).at("/entries/0/name").asText())
          .isEqualTo("note.txt");
      PinakesProcess.Outcome refused = run(other, "ipfs", "pull", secret.toString(), "-g", url);
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.NOT_FOUND);
      PinakesProcess.Outcome busy = run(home, "car", "import", hidden.toString());
      assertThat(busy.exitCode()).as(busy.err()).isEqualTo(ExitCode.CONFLICT);
      assertThat(gateway.end()).isEqualTo(BY_SIGTERM);
    }
  }

  @Test
  void archivesAreWrittenListedAndVerified() throws Exception {
    Path file = folder.resolve("one.car");
    Cid root = archive(file, "content");
    Path home = folder.resolve("home");
    json(home, "car", "import", file.toString());
    Path written = folder.resolve("written.car");
    json(home, "car", "export", root.toString(), written.toString());
    assertThat(Files.readAllBytes(written)).isEqualTo(Files.readAllBytes(file));
    assertThat(json(home, "car", "verify", written.toString()).get("blocks").asInt()).isEqualTo(2);
    PinakesProcess.Outcome taken = run(home, "car", "export", root.toString(), written.toString());
    assertThat(taken.exitCode()).as(taken.err()).isEqualTo(ExitCode.CONFLICT);
    assertThat(taken.err()).contains("is there already", "--force");
    json(home, "car", "export", root.toString(), written.toString(), "--force");
    assertThat(json(home, "car", "ls", written.toString()).get("blocks")).hasSize(2);
    byte[] bytes = Files.readAllBytes(written);
    bytes[bytes.length - 20] ^= 1;
    Files.write(written, bytes);
    for (String command : new String[] {"verify", "ls", "import"}) {
      PinakesProcess.Outcome damaged = run(home, "car", command, written.toString());
      assertThat(damaged.exitCode()).as(damaged.err()).isEqualTo(ExitCode.VERIFICATION);
      assertThat(damaged.err()).contains("copy it again");
    }
    assertThat(run(home, "ipfs", "block", root.toString()).exitCode()).isZero();
    assertThat(run(home, "ipfs", "block", "bafkqaaa").out()).isEmpty();
    assertThat(run(home, "ipfs", "cat", root.toString()).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run(home, "ipfs", "cat", root + "/none").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(run(home, "ipfs", "cat", "nonsense").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aPortThatCannotBeHadIsSaidToBeTaken() throws Exception {
    Path home = folder.resolve("home");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      for (String[] words :
          new String[][] {
            {"gateway", "--port", port}, {"gateway", "--port", "0", "--api", "--api-port", port}
          }) {
        PinakesProcess.Outcome ended = run(home, words);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(ExitCode.CONFLICT);
        assertThat(ended.err())
            .contains("something listens at [127.0.0.1:" + port + "]", words[words.length - 2]);
        assertThat(ended.out()).isEmpty();
      }
    }
    PinakesProcess.Outcome none = run(home, "gateway", "--port", "70000");
    assertThat(none.exitCode()).as(none.err()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("[70000]", "65535");
  }

  @Test
  void aGatewayThatIsNotThereIsSaidSo() throws Exception {
    PinakesProcess.Outcome none =
        run(folder.resolve("home"), "ipfs", "pull", SOME_CID, "-g", "http://127.0.0.1:9");
    assertThat(none.exitCode()).as(none.err()).isEqualTo(ExitCode.NETWORK);
    assertThat(none.err()).contains("http://127.0.0.1:9");
  }

  /** A folder with one note, as an archive. */
  private static Cid archive(Path file, String text) throws IOException {
    try (Store store = MemoryStore.create()) {
      BatchingSink sink = new BatchingSink(store.blocks());
      UnixFsImporter importer = new UnixFsImporter(UnixFsProfile.V1_2025, sink);
      Imported note =
          importer.addFile(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
      Cid root = importer.addDirectory(Map.of("note.txt", note)).cid();
      sink.flush();
      try (OutputStream out = Files.newOutputStream(file)) {
        new StoreArchives(store).exportCar(root, out, (blocks, bytes) -> {});
      }
      return root;
    }
  }

  private static PinakesProcess.Outcome run(Path home, String... line) throws Exception {
    return CommandBatch.program(home).run(line);
  }

  private static JsonNode json(Path home, String... line) throws Exception {
    String[] all = Arrays.copyOf(line, line.length + 1);
    all[line.length] = "--json";
    PinakesProcess.Outcome outcome = run(home, all);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.out());
  }

  /** A gateway in a process. */
  record Served(Process process, String url) implements AutoCloseable {
    static Served start(Path home, String... more) throws IOException {
      String[] line =
          Arrays.copyOf(new String[] {"gateway", "--port", "0", "--json"}, 4 + more.length);
      System.arraycopy(more, 0, line, 4, more.length);
      Process process =
          CommandBatch.program(home)
              .flag("-XX:TieredStopAtLevel=4")
              .errorsTo(home.resolveSibling("gateway.err"))
              .start(line);
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String first = lines.readLine();
      assertThat(first).as(Files.readString(home.resolveSibling("gateway.err"))).isNotNull();
      return new Served(process, new ObjectMapper().readTree(first).get("url").asText());
    }

    /** Asks it to end, as a supervisor does. */
    int end() throws InterruptedException {
      process.destroy();
      assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    /** Waits for the end that a kill brings: until then the home is taken. */
    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }
}
