package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.failures.Cli.Failure;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source folder that is gone or empty, most likely since its disk is not mounted. */
@Tag("slow")
final class MissingSourceIT {
  /** Of a folder that is to go while it is read. */
  private static final int TRIES = 10;

  @TempDir private Path work;

  @Test
  void aSourceThatIsGoneOrEmptyCostsNoDocumentUnlessThatIsMeant() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    final Path away = work.resolve("away");
    Corpus.write(folder, 3, 19);
    Cli cli = new Cli(work.resolve("home"));
    final String root = cli.ingest(folder);
    final String[] ingest = {"ingest", folder.toString(), "--dataset", Cli.DATASET};

    Files.move(folder, away);
    Failure gone = cli.fails(4, ingest);
    assertThat(gone.error()).contains(folder.toString(), "does not exist", "mounted");
    assertThat(gone.fix()).contains("source rm DATASET SOURCE --home " + cli.home());

    Files.createDirectory(folder);
    Failure empty = cli.fails(4, ingest);
    assertThat(empty.error()).contains("had [3]", "Nothing was taken out");
    assertThat(empty.fix()).contains("--allow-empty");
    cli.search("the fleet at night");
    assertThat(cli.ok("status").at("/datasets/0/documents_root").asText()).isEqualTo(root);

    Files.delete(folder);
    Files.move(away, folder);
    assertThat(cli.ingest(folder)).isEqualTo(root);

    Files.move(folder, away);
    Files.createDirectory(folder);
    assertThat(
            cli.ok("ingest", folder.toString(), "--dataset", Cli.DATASET, "--allow-empty")
                .at("/files/removed")
                .asInt())
        .isEqualTo(3);
  }

  @Test
  void aSourceThatGoesWhileItIsReadMakesNoVersionWithoutItsFiles() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    final Path away = work.resolve("away");
    Corpus.write(folder, 2, 23);
    Cli cli = new Cli(work.resolve("home"));
    cli.ingest(folder);
    for (int i = 0; i < TRIES; i++) {
      Corpus.write(folder, 8, 29 + i);
      String root = new Cli(work.resolve("other-" + i)).ingest(folder);
      String before = cli.ok("status").at("/datasets/0/documents_root").asText();
      Outcome outcome = ingestWhileItGoes(cli, folder, away);
      // It may go late, above all on a busy machine: then other files are read while it goes.
      if (outcome.exitCode() != 0) {
        Failure failure = Cli.failure(outcome, 4);
        assertThat(failure.error()).contains(folder.toString(), "went away while it was read");
        assertThat(cli.ok("status").at("/datasets/0/documents_root").asText()).isEqualTo(before);
        cli.requireSound();
        Files.move(away, folder);
        assertThat(cli.ingest(folder)).isEqualTo(root);
        return;
      }
      Files.move(away, folder);
    }
    throw new AssertionError("it never went while it was read in [" + TRIES + "] tries");
  }

  private static Outcome ingestWhileItGoes(Cli cli, Path folder, Path away) throws Exception {
    AtomicBoolean moved = new AtomicBoolean();
    return cli.process()
        .run(
            line -> {
              if (line.contains("\"files_total\":8") && !moved.getAndSet(true)) {
                move(folder, away);
              }
              return false;
            },
            cli.arguments(
                "ingest",
                folder.toString(),
                "--dataset",
                Cli.DATASET,
                "--json",
                "--progress",
                "json"));
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
