package io.pinakes.node.cli;

import io.pinakes.node.testing.PinakesProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Command lines that are run as processes, a few at once, on one home that none of them changes: so
 * that a table of many costs seconds.
 */
final class CommandBatch {
  private static final int AT_ONCE = 4;

  private final Map<List<String>, PinakesProcess.Outcome> ended;

  private CommandBatch(Map<List<String>, PinakesProcess.Outcome> ended) {
    this.ended = ended;
  }

  /** How a line ended. */
  PinakesProcess.Outcome of(List<String> line) {
    return Optional.ofNullable(ended.get(line))
        .orElseThrow(() -> new IllegalArgumentException("was not run: " + line));
  }

  /** All lines, in the order in which they were given. */
  Set<List<String>> lines() {
    return ended.keySet();
  }

  /** A process that unpacks natives where the build does, and knows no home but the given one. */
  static PinakesProcess program(Path home) {
    return new PinakesProcess()
        .flag("-Dpinakes.cache=" + System.getProperty("pinakes.cache", "target/cache"))
        .with("PINAKES_HOME", home.toString());
  }

  /** Makes three documents in a folder, one of which cannot be read. */
  static Path documents(Path folder) throws Exception {
    Files.createDirectories(folder.resolve("wing"));
    Files.writeString(
        folder.resolve("wing").resolve("papyrus.md"),
        """
        # Papyrus

        ## Making it

        The stem of the papyrus reed was cut into thin strips. One layer was laid side by side and
        a second across it.
        """);
    Files.writeString(
        folder.resolve("pharos.md"),
        """
        # Pharos

        The lighthouse of Alexandria stood on the island of Pharos and guided ships at night.
        """);
    Files.writeString(folder.resolve("broken.pdf"), "%PDF-1.7\nthis is no document\n");
    return folder;
  }

  /** Runs every line to its end. */
  static CommandBatch run(Path home, Collection<List<String>> lines) throws Exception {
    Map<List<String>, Future<PinakesProcess.Outcome>> running = new LinkedHashMap<>();
    Map<List<String>, PinakesProcess.Outcome> ended = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (List<String> line : lines) {
        running.put(line, threads.submit(() -> program(home).run(line.toArray(new String[0]))));
      }
      for (var entry : running.entrySet()) {
        ended.put(entry.getKey(), entry.getValue().get());
      }
    }
    return new CommandBatch(ended);
  }
}
