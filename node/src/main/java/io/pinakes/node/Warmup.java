package io.pinakes.node;

import io.pinakes.node.cli.CommandLineProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the launcher runs once while it records a start-up archive, so that the archive holds the
 * classes that a command loads: the way of a search and of a question through a small home of its
 * own; or, with the word {@code asking}, their way to a node. Those are two archives, because Java
 * loads all of one at its start, needed or not.
 */
public final class Warmup {
  /** An answer of a node, with the fields that a search prints. */
  private static final String FOUND =
      """
      {"schema": "pinakes.search/1", "query": "catalogue", "took_ms": 0.5, "hits": [{
       "rank": 1, "score": 0.75, "dataset": "documents",
       "document": "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy",
       "chunk": "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy",
       "path": "documents/note.md", "page": null, "heading": ["Note"], "start": 0, "end": 43,
       "text": "A catalogue lists what a library holds."}], "omitted": []}
      """;

  private static final String STATUS =
      """
      {"schema": "pinakes.status/1", "home": "", "disk_bytes": 4096, "datasets": [{
       "name": "documents", "version": 1, "documents": 1, "chunks": 1, "bytes": 43,
       "model": "all-minilm-l6-v2", "trust": "signed", "own": true, "pulled_chunks": null,
       "building": null, "sources": []}]}
      """;

  private Warmup() {}

  /** Works in a temporary folder, and removes all. */
  public static void main(String[] args) throws IOException {
    Main.prepare();
    Path work = Files.createTempDirectory("pinakes-warmup");
    try {
      if (List.of(args).contains("asking")) {
        ask(Files.createDirectory(work.resolve("home")));
      } else {
        open(work);
      }
    } finally {
      try (Stream<Path> all = Files.walk(work)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** Takes up one document, searches it, and asks it. */
  private static void open(Path work) throws IOException {
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
  }

  /** Asks what stands for a node. */
  private static void ask(Path home) throws IOException {
    CommandLineProgram program = CommandLineProgram.system();
    try (PracticeNode node =
        new PracticeNode(home, Map.of("/api/v1/search", FOUND, "/api/v1/status", STATUS))) {
      int failures =
          program.run("search", "catalogue", "--home", home.toString(), "--json")
              + program.run("search", "catalogue", "--home", home.toString())
              + program.run("status", "--home", home.toString());
      if (failures > 0) {
        // An archive of how to fail would be worse than none.
        throw new IOException("the way to " + node.url() + " failed");
      }
    }
  }
}
