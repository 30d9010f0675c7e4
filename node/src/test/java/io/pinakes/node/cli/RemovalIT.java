package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users do to be rid of something, and what they are told before it is gone. */
@Tag("slow")
class RemovalIT {
  private static final String SECRET = "xylophonist";

  @TempDir private Path folder;
  private Path home;
  private Path documents;

  @BeforeEach
  void ingest() throws Exception {
    home = folder.resolve("home");
    documents = Files.createDirectories(folder.resolve("documents"));
    Files.writeString(documents.resolve("secret.md"), "# Secret\n\nThe " + SECRET + " did it.\n");
    Files.writeString(documents.resolve("other.md"), "# Other\n\nPapyrus is made of reed.\n");
    run(ExitCode.OK, "ingest", documents.toString(), "-d", "w");
  }

  private Outcome run(int exitCode, String... line) throws Exception {
    return runIn(home, exitCode, line);
  }

  private static Outcome runIn(Path where, int exitCode, String... line) throws Exception {
    Outcome outcome = CommandBatch.program(where).run(line);
    assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(exitCode);
    return outcome;
  }

  private boolean homeHoldsTheSecret() throws IOException {
    try (var files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aDocumentThatWasTakenOutCanBePurgedAndThenNoFileHoldsIt() throws Exception {
    String path = "files/secret.md";
    run(ExitCode.OK, "document", "rm", "w", path);
    assertThat(run(ExitCode.NOT_FOUND, "document", "rm", "w", path).err())
        .contains("older versions 1 have it", "--purge");
    assertThat(run(ExitCode.OK, "document", "rm", "w", path, "--purge", "--dry-run").out())
        .contains("which only older versions have", "give up versions 2, 1");
    assertThat(homeHoldsTheSecret()).isTrue();

    run(ExitCode.OK, "document", "rm", "w", path, "--purge");
    run(ExitCode.OK, "gc");

    assertThat(homeHoldsTheSecret()).isFalse();
    assertThat(run(ExitCode.OK, "search", "papyrus").out()).contains("reed");
  }

  @Test
  void aDatasetThatIsRehearsedAwayStays() throws Exception {
    String out = run(ExitCode.OK, "dataset", "rm", "w", "--yes", "--dry-run", "--json").out();

    assertThat(out).contains("would_remove");
    run(ExitCode.OK, "dataset", "show", "w");
  }

  @Test
  void aDatasetIsNotImportedTwice() throws Exception {
    String car = folder.resolve("w.car").toString();
    Path other = folder.resolve("other-home");
    run(ExitCode.OK, "dataset", "export", "w", car);
    runIn(other, ExitCode.OK, "dataset", "import", car, "--name", "t");

    assertThat(runIn(other, ExitCode.CONFLICT, "dataset", "import", car, "--name", "t2").err())
        .contains("already, as [t]");
  }

  @Test
  void aGlobThatCannotMeanWhatWasMeantIsRefusedBeforeAnythingIsMade() throws Exception {
    Path other = folder.resolve("never-made");
    for (String glob : new String[] {"*.{md,txt}", "[a"}) {
      for (String option : new String[] {"--include", "--exclude"}) {
        assertThat(runIn(other, ExitCode.USAGE, "ingest", documents.toString(), option, glob).err())
            .contains("the glob [" + glob + "] ", " for the character itself");
      }
    }
    assertThat(other).doesNotExist();
  }

  @Test
  void aFilterThatLeavesNothingIsNamedWithWhatToDo() throws Exception {
    String here = documents.toString();
    assertThat(run(ExitCode.NOT_FOUND, "ingest", here, "-d", "w", "--include", "*.mdx").err())
        .contains("include [*.mdx]", "--include '*'", "--allow-empty");
    assertThat(run(ExitCode.OK, "ingest", here, "-d", "new", "--include", "*.mdx").err())
        .contains("include [*.mdx]", "--include '*'");
  }
}
