package io.pinakes.node.cli;

import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.mcp.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The home for reading over a long time: opened again, models and all, when somebody has written to
 * it, for what is open shows the home as it was then. For one thread.
 */
final class HomeLibrary implements Library {
  private final Session session;
  private final GeneratorOptions generator;
  private List<String> seen = List.of();
  private @Nullable Reading reading;

  HomeLibrary(Session session, GeneratorOptions generator) {
    this.session = session;
    this.generator = generator;
  }

  @Override
  public <T> T read(Work<T> work) throws Exception {
    List<String> now = files();
    if (!now.equals(seen)) {
      session.closeBank();
      reading = null;
      seen = now;
    }
    if (reading == null) {
      reading =
          new Reading(session.readableBank(), session.searcher(), session.answerer(generator));
    }
    return work.with(reading);
  }

  @Override
  public Verdicts verdicts() {
    return session.verdicts();
  }

  /** Names, sizes and times of the store's files: some are other after every write. */
  private List<String> files() throws IOException {
    Path store = session.home().resolve("store").resolve("rocksdb");
    if (!Files.isDirectory(store)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(store)) {
      // Opening writes a log of its own.
      return files
          .filter(file -> !file.getFileName().toString().startsWith("LOG"))
          .map(HomeLibrary::state)
          .sorted()
          .toList();
    }
  }

  private static String state(Path file) {
    try {
      return file.getFileName() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      // Gone between the listing and the look: then the next listing differs.
      return file.getFileName() + " gone";
    }
  }
}
