package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that change a home: what they print and leave, with a node on it and without one. */
@Timeout(600)
@Tag("slow")
class ChangesByNodeIT {
  private static final String NOTE = "By the node at ";

  @TempDir Path folder;

  /** In this order each has something to do, or nothing that is there. */
  private List<List<String>> lines() {
    Path archive = folder.resolve("notes.car");
    return List.of(
        List.of("document", "rm", "notes", "notes/wax.md", "--json"),
        List.of("document", "rm", "notes", "notes/wax.md"),
        List.of("document", "rm", "notes", "notes/clay.md", "--purge"),
        List.of("document", "rm", "none", "notes/clay.md"),
        List.of("source", "rm", "notes", "none"),
        List.of("source", "rm", "notes", "more"),
        List.of("model", "use", "bge-small-en-v1.5", "--dataset", "notes", "-q"),
        List.of("model", "use", "none", "--dataset", "notes"),
        List.of("dataset", "import", archive.toString(), "--name", "again"),
        List.of("dataset", "import", archive.toString(), "--name", "Not A Name"),
        List.of("ingest", folder.resolve("none").toString(), "--dataset", "notes"),
        List.of("ingest", folder.resolve("none").toString(), "--dataset", "new"),
        List.of("gc", "-q"),
        List.of("dataset", "rm", "again", "--yes"),
        List.of("dataset", "rm", "again", "--yes", "--json"),
        List.of("gc", "--json", "-q"));
  }

  @Test
  void areTheSameEitherWay() throws Exception {
    Path alone = home("alone");
    Path served = home("served");
    Path origin = home("origin");
    ok(run(origin, "dataset", "export", "notes", folder.resolve("notes.car").toString()));
    List<Outcome> without = all(alone);
    ServedProcess node = ServedProcess.start(served);
    List<Outcome> with;
    try {
      with = all(served);
    } finally {
      node.process().destroy();
      node.process().waitFor();
    }
    for (int i = 0; i < with.size(); i++) {
      List<String> line = lines().get(i);
      Outcome here = without.get(i);
      Outcome there = with.get(i);
      assertThat(there.exitCode()).as(line + " " + there).isEqualTo(here.exitCode());
      assertThat(counted(there.out())).as(line.toString()).isEqualTo(counted(here.out()));
      assertThat(here.err()).as(line.toString()).doesNotContain(NOTE);
      if (!line.contains("-q")) {
        assertThat(there.err()).as(line.toString()).contains(NOTE);
      }
    }
    assertThat(run(served, "search", "scribes", "-d", "notes", "--json").out())
        .contains("notes/papyrus.md")
        .doesNotContain("clay", "wax", "more/");
    assertThat(run(served, "dataset", "ls").out()).doesNotContain("again");
    ok(run(served, "doctor"));
  }

  /** What a collection removes hangs on keys and times, which no two homes have alike. */
  private static String counted(String out) {
    return out.replaceAll("[0-9][0-9.,]*( (B|KB|kB|KiB|MiB|MB))?", "N").replaceAll(" +", " ");
  }

  private List<Outcome> all(Path home) throws Exception {
    List<Outcome> ended = new ArrayList<>();
    for (List<String> line : lines()) {
      ended.add(run(home, line.toArray(String[]::new)));
    }
    return ended;
  }

  private Path home(String name) throws Exception {
    Path home = folder.resolve(name);
    ingest(home, "notes", notes("notes", "papyrus", "wax", "clay"));
    ingest(home, "more", notes("more", "vellum"));
    return home;
  }

  private static void ingest(Path home, String source, String from) throws Exception {
    ok(run(home, "ingest", from, "--dataset", "notes", "--source", source, "-q"));
  }

  private String notes(String source, String... words) throws IOException {
    Path notes = Files.createDirectories(folder.resolve(source));
    for (String word : words) {
      Files.writeString(notes.resolve(word + ".md"), "Scribes wrote upon " + word + ".\n");
    }
    return notes.toString();
  }

  private static void ok(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  private static Outcome run(Path home, String... words) throws Exception {
    return CommandBatch.program(home).run(words);
  }
}
