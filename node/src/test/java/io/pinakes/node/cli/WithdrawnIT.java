package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.node.testing.Patience;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was shown by {@code --public} and is withdrawn while the node serves its gateway. */
@Tag("slow")
@Timeout(600)
class WithdrawnIT {
  private static final List<String> SURFACES =
      List.of(
          "/ipfs/%s?format=raw",
          "/ipfs/%s?format=car",
          "/ipfs/%s?format=car&dag-scope=entity",
          "/ipfs/%s?format=tar",
          "/ipfs/%s",
          "/routing/v1/providers/%s");

  @TempDir Path folder;

  @Test
  void isRefusedOnEverySurfaceAtOnceAsIfItHadNeverBeenHere() throws Exception {
    Path home = folder.resolve("home");
    byte[] content = new byte[3_000_000];
    new Random(8).nextBytes(content);
    Path file = Files.write(folder.resolve("file"), content);
    Path other = Files.writeString(folder.resolve("other"), "stays public");
    ServedProcess node = ServedProcess.start(home, "--gateway", "--gateway-port", "0");
    try (HttpClient client = HttpClient.newHttpClient()) {
      String url = json(run(home, "gateway", "--json")).get("url").asText();
      String root = added(home, file);
      String stays = added(home, other);
      List<String> blocks = run(home, "ipfs", "refs", "-r", root).out().lines().toList();
      assertThat(blocks).hasSizeGreaterThan(2);
      List<String> all = new ArrayList<>(blocks);
      all.add(root);
      for (String surface : SURFACES) {
        assertThat(said(client, url + surface, root))
            .startsWith("200")
            .isNotEqualTo(absent(client, url + surface, root));
      }
      assertThat(run(home, "ipfs", "ls", "--public").out())
          .contains(root + "  file", stays + "  other");

      CommandInTest.Said withdrawn = run(home, "ipfs", "unpublish", root);

      assertThat(withdrawn.exitCode()).as(withdrawn.err()).isZero();
      assertThat(withdrawn.out().strip()).isEqualTo(root + " is private");
      assertThat(withdrawn.err()).contains("It is kept", "pinakes ipfs pin rm " + root);
      for (String surface : SURFACES) {
        for (String block : all) {
          assertThat(said(client, url + surface, block))
              .as(surface)
              .isEqualTo(absent(client, url + surface, block));
        }
        assertThat(said(client, url + surface, stays))
            .startsWith("200")
            .isNotEqualTo(absent(client, url + surface, stays));
      }
      assertThat(json(run(home, "ipfs", "ls", "--public", "--json")).at("/roots/0/cid").asText())
          .isEqualTo(stays);
      assertThat(run(home, "ipfs", "cat", root).exitCode()).as("it is kept").isZero();
      assertThat(run(home, "ipfs", "pin", "rm", root).err()).doesNotContain("It is public");
      assertThat(run(home, "gc").exitCode()).isZero();
      assertThat(run(home, "ipfs", "block", root).exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    } finally {
      node.stop();
    }
  }

  private static String added(Path home, Path file) throws Exception {
    return json(run(home, "ipfs", "add", "--json", "--public", file.toString()))
        .findValue("cid")
        .asText();
  }

  private static String said(HttpClient client, String surface, String cid) throws Exception {
    URI uri = URI.create(surface.formatted(cid));
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Patience.TIME).build();
    HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
    String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
    return answer.statusCode() + " " + body.replace(cid, "CID");
  }

  /** What is said of one of that sort that never was here. */
  private static String absent(HttpClient client, String surface, String like) throws Exception {
    byte[] elsewhere = "held by others".getBytes(StandardCharsets.UTF_8);
    Cid cid = Cid.v1(Cid.parse(like).codec(), Multihash.sha256(elsewhere));
    return said(client, surface, cid.toString());
  }

  private static JsonNode json(CommandInTest.Said said) throws Exception {
    assertThat(said.exitCode()).as(said.err()).isZero();
    return new ObjectMapper().readTree(said.out());
  }

  private static CommandInTest.Said run(Path home, String... words) {
    return CommandInTest.run(home, List.of(words));
  }
}
