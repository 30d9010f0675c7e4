package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our RPC, driven by Kubo's own command line and by kubo-rpc-client. */
@Tag("interop")
@Timeout(600)
class KuboRpcIT {
  @TempDir Path folder;

  private Process process;
  private String api;
  private KuboDaemon cli;

  @BeforeEach
  void serve() throws IOException {
    process =
        CommandBatch.program(folder.resolve("home"))
            .errorsTo(folder.resolve("gateway.err"))
            .start("gateway", "--port", "0", "--api", "--api-port", "0", "--json");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String first = lines.readLine();
    assertThat(first).as(Files.readString(folder.resolve("gateway.err"))).isNotNull();
    api = new ObjectMapper().readTree(first).get("api").asText();
    cli = new KuboDaemon(folder.resolve("none"));
  }

  @AfterEach
  void end() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private String ipfs(String... line) throws Exception {
    return ipfs(new byte[0], line).ok();
  }

  private KuboDaemon.Ended ipfs(byte[] in, String... line) throws Exception {
    String[] all = new String[line.length + 2];
    all[0] = "--api";
    all[1] = api;
    System.arraycopy(line, 0, all, 2, line.length);
    return cli.run(in, all);
  }

  @Test
  void kubosCommandLineWorksOnOurHome() throws Exception {
    Path tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("sub"));
    Files.writeString(tree.resolve("a.txt"), "hello\n");
    byte[] big = new byte[1_500_000];
    new Random(11).nextBytes(big);
    Files.write(tree.resolve("sub").resolve("b.bin"), big);
    Files.createSymbolicLink(tree.resolve("l"), Path.of("a.txt"));
    for (String[] how :
        new String[][] {
          {"add", "-Q", "-r"},
          {"add", "-Q", "-r", "--cid-version=1"},
          {"add", "-Q", "-r", "--cid-version=1", "--raw-leaves=false"},
          {"add", "-Q", "-r", "--raw-leaves", "--chunker=size-1000", "--max-file-links=3"},
          {"add", "-Q", "-r", "--wrap-with-directory"},
          {"add", "-Q", "-r", "--only-hash"},
        }) {
      String[] there = Arrays.copyOf(how, how.length + 1);
      there[how.length] = tree.toString();
      assertThat(ipfs(there)).as(String.join(" ", how)).isEqualTo(offline(there));
    }
    String root = ipfs("add", "-Q", "-r", tree.toString());
    assertThat(ipfs("cat", root + "/a.txt")).isEqualTo("hello");
    Path got = folder.resolve("got");
    ipfs("get", root, "-o", got.toString());
    assertThat(Files.readAllBytes(got.resolve("sub").resolve("b.bin"))).isEqualTo(big);
    assertThat(Files.readSymbolicLink(got.resolve("l"))).isEqualTo(Path.of("a.txt"));
    assertThat(ipfs("ls", root)).contains(" 6 a.txt", " 5 l", " - sub/");
    assertThat(ipfs("ls", "--stream", root)).contains("sub/");
    assertThat(ipfs("resolve", "/ipfs/" + root + "/a.txt"))
        .isEqualTo("/ipfs/QmZULkCELmmk5XNfCgTnCyFgAVxBRBXyDHGGMVoLFLiXEN");
    assertThat(ipfs("refs", "-r", root).lines().count()).isEqualTo(10);
    assertThat(ipfs("dag", "stat", "--progress=false", root)).contains("Unique Blocks: 11");
    blocksAndNodes();
    pins(root);
    String missing = "QmZULkCELmmk5XNfCgTnCyFgAVxBRBXyDHGGMVoLFLiXEE";
    KuboDaemon.Ended failed = ipfs(new byte[0], "cat", missing);
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("could not find " + missing);
    assertThat(ipfs(new byte[0], "add", "--chunker=rabin", tree + "/a.txt").err())
        .contains("rabin", "is not followed");
  }

  private void blocksAndNodes() throws Exception {
    String block = ipfs("hi\n".getBytes(StandardCharsets.UTF_8), "block", "put").ok();
    assertThat(block).isEqualTo("bafkreiey5jxe6ilpf62lnh77tm5ejbbmhbugzjuf6p2v3remlu73ced34q");
    assertThat(ipfs("block", "get", block)).isEqualTo("hi");
    assertThat(ipfs("block", "stat", block)).contains("Size: 3");
    assertThat(ipfs("block", "rm", block)).contains("removed " + block);
    assertThat(ipfs(new byte[0], "block", "get", block).code()).isEqualTo(1);
    String node = ipfs("{\"x\":1}".getBytes(StandardCharsets.UTF_8), "dag", "put").ok();
    assertThat(node).isEqualTo("bafyreibjk2zm52hfizr454i2vrctndr2q2oimlwxu36s3or2icabptr6by");
    assertThat(ipfs("dag", "get", node)).isEqualTo("{\"x\":1}");
    assertThat(ipfs("dag", "get", node + "/x")).isEqualTo("1");
    assertThat(ipfs("dag", "resolve", node)).isEqualTo(node);
  }

  private void pins(String root) throws Exception {
    assertThat(ipfs("pin", "ls", root)).isEqualTo(root + " recursive");
    assertThat(ipfs("pin", "rm", root)).isEqualTo("unpinned " + root);
    assertThat(ipfs(new byte[0], "pin", "rm", root).err()).contains("not pinned");
    assertThat(ipfs("pin", "add", "--name=kept", root)).startsWith("pinned " + root);
    assertThat(ipfs("pin", "ls", "--type=recursive", "--names")).contains(root + " recursive kept");
    assertThat(ipfs("pin", "verify", "--verbose")).contains(root + " ok");
    assertThat(ipfs(new byte[0], "block", "rm", root).err()).contains("pinned");
    byte[] car =
        ipfs(new byte[0], "dag", "export", "--progress=false", root)
            .out()
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(ipfs(car, "dag", "import", "--stats").ok()).contains(root, "Imported 11 blocks");
    String other = ipfs("new".getBytes(StandardCharsets.UTF_8), "add", "-Q").ok();
    assertThat(ipfs("pin", "update", root, other)).contains("updated " + root + " to " + other);
    assertThat(ipfs("repo", "gc")).contains("removed baf");
    assertThat(ipfs("refs", "local")).isNotEmpty();
    assertThat(ipfs("repo", "stat")).contains("NumObjects");
    assertThat(ipfs("id")).contains("pinakes/");
  }

  /** What Kubo itself names it, without a daemon. */
  private String offline(String... line) throws Exception {
    KuboDaemon kubo = new KuboDaemon(folder.resolve("kubo"));
    if (!Files.exists(folder.resolve("kubo"))) {
      kubo.run("init", "--profile=test").ok();
    }
    return kubo.run(line).ok();
  }

  @Test
  void kuboRpcClientWorksOnOurHome() throws Exception {
    Path js = KuboDaemon.installed().resolve("js").toAbsolutePath();
    assertThat(js.resolve("installed")).as("kubo-rpc-client, which install.sh installs").exists();
    Path script = js.resolve("rpc.mjs");
    Files.copy(
        Path.of(System.getProperty("pinakes.root"), "node/src/test/peers/rpc.mjs"),
        script,
        StandardCopyOption.REPLACE_EXISTING);
    String port = api.substring(api.lastIndexOf('/') + 1);
    ProcessBuilder command =
        new ProcessBuilder(
            js.resolve("node_modules/node/bin/node").toString(),
            script.toString(),
            "http://127.0.0.1:" + port);
    KuboDaemon.Ended ended = KuboDaemon.run(new byte[0], command, "rpc.mjs");
    Map<String, String> said = new TreeMap<>();
    for (String line : ended.out().lines().toList()) {
      JsonNode each = new ObjectMapper().readTree(line);
      said.put(each.get("method").asText(), each.get("outcome").asText());
    }
    assertThat(ended.code()).as(ended.err() + said).isZero();
    said.forEach(
        (method, outcome) -> System.out.println("kubo-rpc-client " + method + ": " + outcome));
    assertThat(said)
        .containsEntry("add", "d/one.txt d/two.txt d")
        .containsEntry(
            "add cid-version", "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq")
        .containsEntry("cat", "one")
        .containsEntry("cat part", "aaaaa")
        .containsEntry("get", "true")
        .containsEntry("ls", "file:one.txt:3 file:two.txt:700000")
        .containsEntry("block.get", "block")
        .containsEntry("block.stat", "5")
        .containsEntry("dag.get", "[1,2.5,true,null]")
        .containsEntry("dag.get path", "2.5")
        .containsEntry("dag.resolve", said.get("add root"))
        .containsEntry("dag.import", said.get("add root"))
        .containsEntry("pin.add", said.get("add root"))
        .containsEntry("pin.ls", "recursive")
        .containsEntry("pin.rm", said.get("add root"))
        .containsEntry("refs", "4")
        .containsEntry("refs.local", "true")
        .containsEntry("repo.stat", "true")
        .containsEntry("repo.gc", "true");
    assertThat(said.get("block.rm")).startsWith("true:");
    assertThat(said.get("error")).contains("block was not found locally");
    assertThat(said.get("id")).startsWith("pinakes/");
  }
}
