package io.pinakes.ipfs.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.testing.SharedData;
import io.pinakes.ipfs.car.CarReader;
import io.pinakes.ipfs.car.CarSection;
import io.pinakes.ipfs.gateway.Gateway;
import io.pinakes.ipfs.gateway.GatewayOptions;
import io.pinakes.ipfs.ipns.IpnsException;
import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.visibility.PublicBlocks;
import io.pinakes.ipfs.visibility.Visibility;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The official suite, {@code github.com/ipfs/gateway-conformance}, against a gateway that serves
 * its fixtures. {@code src/test/conformance/install.sh} builds the program; {@code
 * -Dpinakes.gateway-conformance=} names it.
 */
@Tag("interop")
class ConformanceIT {
  private static final String FIXTURES = "fixtures/gateway-conformance/fixtures";

  @TempDir Path folder;

  @Test
  void theTrustlessGatewayPassesWithNothingSwitchedOff() throws Exception {
    Verdict verdict = run(GatewayOptions.TRUSTLESS, "trustless-gateway,trustless-ipns-gateway");
    assertThat(verdict.skipped())
        .noneMatch(test -> test.contains("Trustless") || test.equals("TestGatewayIPNSRecord"));
  }

  @Test
  void thePathGatewayPassesWithNothingSwitchedOff() throws Exception {
    Verdict verdict =
        run(GatewayOptions.BROWSER, "trustless-gateway,trustless-ipns-gateway,path-gateway");
    // Which of the suite's other specifications are left out; everything else ran.
    assertThat(verdict.skipped())
        .allMatch(test -> test.matches(".*(DNSLink|Redirects|Subdomain).*"));
  }

  private Verdict run(GatewayOptions options, String specs) throws Exception {
    Path report = folder.resolve("report.txt");
    try (Store store = MemoryStore.create()) {
      NameTable names = new NameTable(store, InstantSource.system());
      load(store, names);
      Gateway gateway = new Gateway(PublicBlocks.of(store), names, options, InstantSource.system());
      try (GatewayServer server = GatewayServer.start(gateway, ServerOptions.loopback(0))) {
        Process suite =
            new ProcessBuilder(
                    program().toString(),
                    "test",
                    "--gateway-url",
                    server.uri().toString(),
                    "--specs",
                    specs,
                    "--verbose",
                    "--",
                    "-count=1")
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
        assertThat(suite.waitFor(10, TimeUnit.MINUTES)).isTrue();
        Verdict verdict = Verdict.of(Files.readString(report));
        System.out.println(specs + ": " + verdict);
        assertThat(verdict.failed()).as("failed").isEmpty();
        assertThat(verdict.passed()).as("passed").isPositive();
        assertThat(suite.exitValue()).isZero();
        return verdict;
      }
    }
  }

  /** What the suite's verbose report counts. */
  private record Verdict(int passed, List<String> skipped, List<String> failed) {
    static Verdict of(String report) {
      return new Verdict(
          named(report, "--- PASS: ").size(),
          named(report, "--- SKIP: "),
          named(report, "--- FAIL: "));
    }

    private static List<String> named(String report, String verdict) {
      return report
          .lines()
          .filter(line -> line.contains(verdict))
          .map(line -> line.replaceFirst(".*" + verdict, "").replaceFirst(" .*", ""))
          .distinct()
          .toList();
    }
  }

  private static Path program() {
    String named = System.getProperty("pinakes.gateway-conformance");
    Path program =
        named == null
            ? Path.of(
                System.getProperty("pinakes.cache", "target/cache"),
                "interop",
                "gateway-conformance",
                "gateway-conformance")
            : Path.of(named);
    assertThat(program)
        .as("the suite's program; install.sh beside this module's tests builds it")
        .isExecutable();
    return program;
  }

  private static void load(Store store, NameTable names) throws IOException {
    Visibility visibility = new Visibility(store);
    List<Path> files;
    try (Stream<Path> walked = Files.walk(SharedData.path(FIXTURES))) {
      files = walked.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.endsWith(".car")) {
        load(store, visibility, file);
      } else if (name.endsWith(".ipns-record")) {
        PeerId key = PeerId.parse(name.replaceFirst("[_.].*", ""));
        try {
          names.put(key, Files.readAllBytes(file));
        } catch (IpnsException e) {
          System.out.println("refused " + name + ": " + e.getMessage());
        }
      }
    }
  }

  private static void load(Store store, Visibility visibility, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      CarReader car = CarReader.open(in);
      for (Optional<CarSection> next = car.next(); next.isPresent(); next = car.next()) {
        store.blocks().put(List.of(next.get().block()));
        visibility.addRoot(next.get().block().cid());
      }
    }
  }
}
