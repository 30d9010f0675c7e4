package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that are made up from the contract, right ones and wrong ones, against all of its
 * operations with the token: Schemathesis draws them, and holds each answer against the contract.
 */
@Tag("interop")
@Timeout(3_600)
class ContractFuzzIT {
  private static final Path SETTINGS = Path.of("src/test/resources/io/pinakes/query/http");

  @TempDir Path folder;

  @Test
  void everyAnswerIsOneOfTheContractsAndNoneIsAServersFailure() throws Exception {
    String python = System.getProperty("pinakes.clients", "");
    Path fuzzer = Path.of(python).toAbsolutePath().resolveSibling("schemathesis");
    assertThat(fuzzer)
        .as("-Dpinakes.clients= names a Python with Schemathesis beside it (.ci/peers makes one)")
        .isExecutable();
    long seed = Long.getLong("pinakes.seed", System.nanoTime() & Integer.MAX_VALUE);
    System.out.println("reproduce with -Dpinakes.seed=" + seed);
    Path inside = Files.createDirectory(folder.resolve("inside"));
    try (ServedBank node =
        ServedBank.withSample(folder.resolve("home"), ServedBank.Setting.USUAL)) {
      ProcessBuilder command =
          new ProcessBuilder(
                  List.of(
                      fuzzer.toString(),
                      "--config-file",
                      SETTINGS.resolve("fuzz.toml").toAbsolutePath().toString(),
                      "run",
                      node.at("/openapi.json").toString(),
                      "--url",
                      node.server.uri().toString(),
                      "--header",
                      "Authorization: " + node.token.header(),
                      "--phases",
                      "examples,coverage,fuzzing",
                      "--max-examples",
                      Integer.toString(Integer.getInteger("pinakes.examples", 40)),
                      "--seed",
                      Long.toString(seed),
                      "--request-timeout",
                      "240",
                      "--suppress-health-check",
                      "all",
                      // Nothing is kept between runs. With a database Hypothesis also minimises
                      // what it aims at, and may fail in that by an index of its own.
                      "--generation-database",
                      "none",
                      "--no-color"))
              .directory(folder.toFile())
              .redirectErrorStream(true);
      command.environment().put("FUZZ_FOLDER", inside.toString());
      command
          .environment()
          .put("SCHEMATHESIS_HOOKS", SETTINGS.resolve("fuzz_hooks.py").toAbsolutePath().toString());
      Process process = command.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      System.out.println(said.substring(Math.max(0, said.length() - 1_500)));
      assertThat(said).contains("Operations:       38 selected / 38 total");
    }
  }
}
