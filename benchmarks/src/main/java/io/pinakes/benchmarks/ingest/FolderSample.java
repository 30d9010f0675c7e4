package io.pinakes.benchmarks.ingest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Copies a share of the files of a folder, drawn by a seed: the same for the same files. */
final class FolderSample {
  private FolderSample() {}

  /**
   * Copies.
   *
   * @param share above 0, up to 1
   * @return how many files
   */
  static int copy(Path from, Path to, double share, long seed) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              files.add(from.relativize(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files);
    Collections.shuffle(files, new Random(seed));
    List<Path> drawn = files.subList(0, (int) Math.ceil(share * files.size()));
    for (Path file : drawn) {
      Path target = to.resolve(file.toString());
      Files.createDirectories(target.getParent());
      Files.copy(from.resolve(file), target);
    }
    return drawn.size();
  }
}
