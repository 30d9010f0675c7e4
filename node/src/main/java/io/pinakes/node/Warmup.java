package io.pinakes.node;

import io.pinakes.node.cli.CommandLineProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What the launcher runs once while it records a start-up archive: the way of a search and of a
 * question through a small home of its own, so that the archive holds the classes that they load.
 */
public final class Warmup {
  private Warmup() {}

  /** Takes up one document in a temporary folder, searches it, asks it, and removes all. */
  public static void main(String[] args) throws IOException {
    Path work = Files.createTempDirectory("pinakes-warmup");
    try {
      Path documents = Files.createDirectory(work.resolve("documents"));
      Files.writeString(
          documents.resolve("note.md"), "# Note\n\nA catalogue lists what a library holds.\n");
      String home = work.resolve("home").toString();
      CommandLineProgram program = CommandLineProgram.system();
      program.run("ingest", documents.toString(), "--home", home, "--json");
      program.run("search", "catalogue", "--home", home, "--json");
      program.run("search", "catalogue", "--home", home);
      program.run("ask", "What does a catalogue list?", "--home", home);
      program.run("status", "--home", home);
    } finally {
      try (Stream<Path> all = Files.walk(work)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
