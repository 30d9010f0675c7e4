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
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kubo pins at our service, which fetches from Kubo's own gateway. */
@Tag("interop")
@Timeout(600)
class KuboPinningIT {
  @TempDir Path folder;

  @Test
  void kuboPinsAtOurServiceThroughToPinned() throws Exception {
    Path tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("sub"));
    byte[] content = new byte[2_000_000];
    new Random(21).nextBytes(content);
    Files.write(tree.resolve("sub").resolve("content"), content);
    Path home = folder.resolve("home");
    try (KuboDaemon kubo = new KuboDaemon(folder.resolve("kubo"))) {
      kubo.start();
      String cid = kubo.run("add", "-Q", "-r", tree.toString()).ok();
      Process gateway = serve(home, kubo.gateway());
      try {
        JsonNode said = said(gateway);
        String token = Files.readString(Path.of(said.get("token").asText())).strip();
        kubo.run("pin", "remote", "service", "add", "pinakes", said.get("pinning").asText(), token)
            .ok();
        assertThat(kubo.run("pin", "remote", "service", "ls", "--stat").ok()).contains("0/0/0/0");
        String added =
            kubo.run("pin", "remote", "add", "--service=pinakes", "--name=my tree", cid).ok();
        System.out.println("kubo pin remote add: " + added.replace('\n', ' '));
        assertThat(added).contains(cid, "my tree", "pinned");
        assertThat(kubo.run("pin", "remote", "ls", "--service=pinakes").ok())
            .contains(cid, "pinned", "my tree");
        String absent = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyk4";
        kubo.run("pin", "remote", "add", "--service=pinakes", "--background", absent);
        assertThat(kubo.run("pin", "remote", "service", "ls", "--stat").ok()).contains("/1/");
        kubo.run("pin", "remote", "rm", "--service=pinakes", "--name=my tree").ok();
        assertThat(kubo.run("pin", "remote", "ls", "--service=pinakes").ok()).isEmpty();
        assertThat(
                kubo.run(
                        "pin",
                        "remote",
                        "service",
                        "add",
                        "wrong",
                        said.get("pinning").asText(),
                        "wrong token")
                    .code())
            .isZero();
        assertThat(kubo.run("pin", "remote", "ls", "--service=wrong").code()).isEqualTo(1);
      } finally {
        gateway.destroy();
        assertThat(gateway.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      }
      Process cat = CommandBatch.program(home).start("ipfs", "cat", cid + "/sub/content");
      assertThat(cat.getInputStream().readAllBytes()).isEqualTo(content);
    }
  }

  private Process serve(Path home, String from) throws IOException {
    return CommandBatch.program(home)
        .errorsTo(folder.resolve("gateway.err"))
        .start("gateway", "--port", "0", "--pinning", "--api-port", "0", "--from", from, "--json");
  }

  private JsonNode said(Process gateway) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(gateway.getInputStream(), StandardCharsets.UTF_8));
    String first = lines.readLine();
    assertThat(first).as(Files.readString(folder.resolve("gateway.err"))).isNotNull();
    return new ObjectMapper().readTree(first);
  }
}
