package io.pinakes.node.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Folders of real files: all of them, some of them, and copies in another order. */
final class RealFiles {
  private RealFiles() {}

  static Path documents() {
    return shared("documents");
  }

  private static Path shared(String name) {
    Path path = Path.of(System.getProperty("pinakes.shared"), "datasets", name);
    assertThat(path).as("test data, of which -Dpinakes.shared says where it is").exists();
    return path;
  }

  /** Unpacks the tree of 9,746 Markdown files below a folder. */
  static Path markdownTree(Path folder) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "xf", shared("cpp-docs.tar.xz").toString(), "-C", "" + folder)
            .inheritIO()
            .start();
    assertThat(tar.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(tar.exitValue()).isZero();
    return folder;
  }

  /** The files below a folder whose names end so, sorted, as paths relative to it. */
  static List<Path> list(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .map(folder::relativize)
          .sorted()
          .toList();
    }
  }

  /** So many of them, chosen by the seed. */
  static List<Path> sample(List<Path> files, int count, long seed) {
    List<Path> shuffled = new ArrayList<>(files);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled.subList(0, count);
  }

  /** Copies files in an order, and gives them times, that depend on the seed. */
  static void copy(Path from, List<Path> files, Path to, long seed) throws IOException {
    Random random = new Random(seed);
    for (Path file : sample(files, files.size(), seed)) {
      Path copy = to.resolve(file.toString());
      Files.createDirectories(copy.getParent());
      Files.copy(from.resolve(file), copy);
      Instant when = Instant.now().minus(Duration.ofMinutes(10L + random.nextInt(5_000_000)));
      Files.setLastModifiedTime(copy, FileTime.from(when));
    }
  }
}
