package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.http.client.ClientLimits;
import io.pinakes.ipfs.http.client.GatewayClient;
import io.pinakes.ipfs.http.client.RoutingClient;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.names.NameResolver;
import io.pinakes.node.testing.Patience;
import io.pinakes.node.testing.PinakesProcess;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Delegated routing with a real Kubo, both ways, and our command line at a pinning service. */
@Tag("interop")
@Timeout(600)
class KuboServicesIT {
  @TempDir Path folder;

  @Test
  void recordsThatKuboSignsAreTakenByOurRouterAndReadFromKubos() throws Exception {
    Path home = folder.resolve("home");
    try (KuboDaemon kubo = new KuboDaemon(folder.resolve("kubo"));
        GatewayClient client = new GatewayClient(ClientLimits.DEFAULT)) {
      kubo.start("Gateway.ExposeRoutingAPI", "true", "Routing.Type", "\"dhtserver\"");
      String key = kubo.run("key", "gen", "site").ok();
      PeerId name = PeerId.parse(key);
      String first = kubo.run("add", "-Q", "--cid-version=1", note("first")).ok();
      kubo.run("name", "publish", "--allow-offline", "--key=site", "/ipfs/" + first).ok();
      Path record = folder.resolve("record");
      KuboDaemon.Ended got = kubo.run("name", "get", key);
      Files.write(record, got.out().getBytes(StandardCharsets.ISO_8859_1));
      json(home, "ipfs", "name-put", key, record.toString());

      try (GatewayCommandIT.Served gateway = GatewayCommandIT.Served.start(home)) {
        // Kubo's next record, brought to us by our client.
        String second = kubo.run("add", "-Q", "--cid-version=1", note("second")).ok();
        kubo.run("name", "publish", "--allow-offline", "--key=site", "/ipfs/" + second).ok();
        byte[] newer = kubo.run("name", "get", key).out().getBytes(StandardCharsets.ISO_8859_1);
        RoutingClient ours = client.routing(URI.create(gateway.url()));
        ours.put(name, newer);
        assertThat(value(ours, name)).isEqualTo("/ipfs/" + second);

        // Kubo's own router gives it to our client.
        RoutingClient theirs = client.routing(URI.create(kubo.gateway()));
        assertThat(value(theirs, name)).isEqualTo("/ipfs/" + second);
        System.out.println("kubo's router: record read, providers " + theirs.providers(cid(first)));
      }
    }
  }

  @Test
  void kuboPublishesANameAtOurRouter() throws Exception {
    Path home = folder.resolve("home");
    try (KuboDaemon kubo = new KuboDaemon(folder.resolve("kubo"));
        GatewayClient client = new GatewayClient(ClientLimits.DEFAULT)) {
      kubo.start("Routing.Type", "\"dhtserver\"");
      String key = kubo.run("key", "gen", "site").ok();
      String first = kubo.run("add", "-Q", "--cid-version=1", note("first")).ok();
      kubo.run("name", "publish", "--allow-offline", "--key=site", "/ipfs/" + first).ok();
      Path record = folder.resolve("record");
      Files.write(record, kubo.run("name", "get", key).out().getBytes(StandardCharsets.ISO_8859_1));
      json(home, "ipfs", "name-put", key, record.toString());
      kubo.stop();
      try (GatewayCommandIT.Served gateway = GatewayCommandIT.Served.start(home)) {
        kubo.run("config", "--json", "Routing.Type", "\"delegated\"").ok();
        kubo.run("config", "--json", "Routing.DelegatedRouters", "[\"" + gateway.url() + "\"]")
            .ok();
        kubo.run(
                "config",
                "--json",
                "Ipns.DelegatedPublishers",
                "[\"" + gateway.url() + "/routing/v1/ipns\"]")
            .ok();
        kubo.restart();
        String second = kubo.run("add", "-Q", "--cid-version=1", note("second")).ok();
        kubo.run("name", "publish", "--key=site", "/ipfs/" + second).ok();
        RoutingClient ours = client.routing(URI.create(gateway.url()));
        assertThat(value(ours, PeerId.parse(key))).isEqualTo("/ipfs/" + second);
      }
    }
  }

  @Test
  void ourCommandLinePinsAtAServiceAndFindsGatewaysByARouter() throws Exception {
    Path first = folder.resolve("first");
    String cid = json(first, "ipfs", "add", "--public", note("for all")).findValue("cid").asText();
    Path second = folder.resolve("second");
    Map<String, String> told = new TreeMap<>();
    try (GatewayCommandIT.Served gateway = GatewayCommandIT.Served.start(first)) {
      Process service =
          CommandBatch.program(second)
              .errorsTo(folder.resolve("service.err"))
              .start(
                  "gateway",
                  "--port",
                  "0",
                  "--pinning",
                  "--api-port",
                  "0",
                  "--from",
                  gateway.url(),
                  "--json");
      try {
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8));
        JsonNode said = new ObjectMapper().readTree(lines.readLine());
        String[] how = {
          "--service", said.get("pinning").asText(), "--token-file", said.get("token").asText()
        };
        Path mine = folder.resolve("mine");
        JsonNode added = json(mine, with(how, "ipfs", "pin", "remote", "add", cid));
        assertThat(added.at("/pins/0/status").asText()).isEqualTo("pinned");
        assertThat(json(mine, with(how, "ipfs", "pin", "remote", "ls")).get("pins")).hasSize(1);
        String request = added.at("/pins/0/request").asText();
        json(mine, with(how, "ipfs", "pin", "remote", "rm", request));
        assertThat(json(mine, with(how, "ipfs", "pin", "remote", "ls")).get("pins")).isEmpty();
        told.put("pin remote", "add, ls, rm");
      } finally {
        service.destroy();
        assertThat(service.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      }
      Path third = folder.resolve("third");
      JsonNode known = json(third, "ipfs", "providers", cid, "--router", gateway.url());
      assertThat(known.at("/providers/0/protocols/0").asText())
          .isEqualTo("transport-ipfs-gateway-http");
      JsonNode pulled = json(third, "ipfs", "pull", cid, "--router", gateway.url());
      assertThat(pulled.at("/gateways/0/url").asText()).isEqualTo(gateway.url());
      assertThat(pulled.get("blocks").asInt()).isEqualTo(1);
      told.put("pull --router", "from " + pulled.at("/gateways/0/url").asText());
      PinakesProcess.Outcome none = CommandBatch.program(third).run("ipfs", "pull", cid);
      assertThat(none.exitCode()).as(none.err()).isEqualTo(ExitCode.USAGE);
    }
    System.out.println("services by command line: " + told);
  }

  private String note(String words) throws Exception {
    return Files.writeString(folder.resolve(words.replace(' ', '-')), words).toString();
  }

  private static Cid cid(String text) {
    return Cid.parse(text);
  }

  private static String value(RoutingClient router, PeerId name) throws Exception {
    IpnsRecord record =
        new NameResolver(List.of(router), InstantSource.system()).resolve(name).orElseThrow();
    return record.data().value();
  }

  private static String[] with(String[] how, String... line) {
    String[] all = Arrays.copyOf(line, line.length + how.length);
    System.arraycopy(how, 0, all, line.length, how.length);
    return all;
  }

  private static JsonNode json(Path home, String... line) throws Exception {
    String[] all = Arrays.copyOf(line, line.length + 1);
    all[line.length] = "--json";
    PinakesProcess.Outcome outcome = CommandBatch.program(home).run(all);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.out());
  }
}
