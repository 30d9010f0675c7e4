package io.pinakes.ipfs.store.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of a RocksDB database, by their names. */
final class DatabaseFiles {
  /** Names the manifest that counts, with a line feed behind it. */
  static final String CURRENT = "CURRENT";

  static final String MANIFEST = "MANIFEST-[0-9]{1,18}";

  private DatabaseFiles() {}

  /** The manifests of a database, the one that counts first if that is known, then the newest. */
  static List<Path> manifests(Path database) throws IOException {
    String current = "";
    if (Files.exists(database.resolve(CURRENT))) {
      current = Files.readString(database.resolve(CURRENT), StandardCharsets.ISO_8859_1).strip();
    }
    String first = current;
    try (Stream<Path> all = Files.list(database)) {
      return all.filter(file -> file.getFileName().toString().matches(MANIFEST))
          .sorted(
              Comparator.comparing((Path file) -> !file.getFileName().toString().equals(first))
                  .thenComparing(Comparator.comparingLong(DatabaseFiles::number).reversed()))
          .toList();
    }
  }

  /** The numbered files with that ending, the oldest first. */
  static List<Path> files(Path database, String ending) throws IOException {
    try (Stream<Path> all = Files.list(database)) {
      return all.filter(file -> file.getFileName().toString().matches("[0-9]{6,18}\\" + ending))
          .sorted(
              Comparator.comparingLong(
                  file -> Long.parseLong(file.getFileName().toString().replace(ending, ""))))
          .toList();
    }
  }

  private static long number(Path manifest) {
    return Long.parseLong(manifest.getFileName().toString().replace("MANIFEST-", ""));
  }

  /** Makes a manifest the one that counts. */
  static void writeCurrent(Path database, Path manifest) throws IOException {
    // Deleted first: in a salvage it is another name of the damaged database's own file.
    Files.deleteIfExists(database.resolve(CURRENT));
    Files.writeString(database.resolve(CURRENT), manifest.getFileName() + "\n");
  }

  /** Deletes a folder with all in it; one that is not there is deleted already. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
