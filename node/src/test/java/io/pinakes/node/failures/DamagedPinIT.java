package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.node.failures.Cli.Failure;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that turned into others on the disk, of a block that a pin keeps and no dataset has. */
@Tag("slow")
final class DamagedPinIT {
  private static final long SEED = 42;

  @TempDir private Path work;

  private static JsonNode added(Cli cli, Path file) throws Exception {
    return cli.ok("ipfs", "add", file.toString()).at("/added/0/cid");
  }

  private Path file(String name, int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(SEED + length).nextBytes(bytes);
    return Files.write(work.resolve(name), bytes);
  }

  @Test
  void theDoctorNamesThePinUntilItIsBroughtOnceMoreOrLetGo() throws Exception {
    Cli cli = new Cli(work.resolve("home"));
    Path large = file("large.bin", 900_000);
    Path small = file("small.bin", 30_000);
    added(cli, small);
    final String pin = added(cli, large).asText();
    JsonNode whole = cli.ok("doctor");
    assertThat(whole.at("/pins/count").asInt()).isEqualTo(2);
    assertThat(whole.at("/pins/blocks").asInt()).isEqualTo(2);
    assertThat(cli.run(cli.process(), "doctor").out()).contains("pins: sound, 2 pins, 2 blocks");

    SealedFiles.flip(SealedFiles.largest(cli.home().resolve("store"), ".pack"));
    JsonNode sick = cli.expect(7, "doctor");
    assertThat(sick.at("/pins/broken")).hasSize(1);
    assertThat(sick.at("/pins/broken/0/pin").asText()).isEqualTo(pin);
    assertThat(sick.at("/pins/broken/0/name").asText()).isEqualTo("large.bin");
    assertThat(sick.at("/pins/broken/0/damaged").asInt()).isEqualTo(1);
    assertThat(sick.get("fix").toString())
        .contains("doctor --repair --home " + cli.home())
        .contains("ipfs pin rm " + pin + " --home " + cli.home());

    Path backup = work.resolve("b.tar");
    cli.expect(7, "doctor", "--repair");
    Outcome after = cli.run(cli.process(), "doctor", "--repair");
    assertThat(after.exitCode()).isEqualTo(7);
    assertThat(after.out())
        .contains("pins: not whole, 2 pins, 1 block")
        .contains("  not mended: pin " + pin + " [large.bin]: 1 block missing");
    assertThat(after.err()).contains("Not all of it could be mended.", "ipfs add FILE");
    assertThat(cli.expect(7, "doctor").get("fix")).hasSize(1);
    assertThat(cli.run(cli.process(), "gc").exitCode()).isEqualTo(7);

    cli.ok("backup", backup.toString());
    Cli other = new Cli(work.resolve("other"));
    Failure refused = other.fails(7, "restore", backup.toString());
    assertThat(refused.error()).contains("pin " + pin + " [large.bin]: 1 block missing");
    other.ok("restore", backup.toString(), "--damaged");

    other.ok("ipfs", "pin", "rm", pin);
    other.requireSound();
    assertThat(added(cli, large).asText()).isEqualTo(pin);
    cli.requireSound();
    cli.ok("gc");
  }
}
