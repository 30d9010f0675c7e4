package io.pinakes.query.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The files of a home that is served: its store may take some away while they are looked at. */
final class ServedFiles extends SimpleFileVisitor<Path> {
  private final byte[] content;
  private final List<Path> found = new ArrayList<>();

  private ServedFiles(String content) {
    this.content = content.getBytes(StandardCharsets.UTF_8);
  }

  /** Those that hold that and nothing else. */
  static List<Path> of(Path home, String content) throws IOException {
    ServedFiles files = new ServedFiles(content);
    Files.walkFileTree(home, files);
    return files.found;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes known) throws IOException {
    try {
      if (known.size() == content.length && Arrays.equals(Files.readAllBytes(file), content)) {
        found.add(file);
      }
    } catch (NoSuchFileException e) {
      return visitFileFailed(file, e);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
    return why instanceof NoSuchFileException
        ? FileVisitResult.CONTINUE
        : super.visitFileFailed(file, why);
  }
}
