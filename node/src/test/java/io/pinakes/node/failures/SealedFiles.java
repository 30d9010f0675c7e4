package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files that are never changed once they are written, and what a failing disk makes of them. */
final class SealedFiles {
  private SealedFiles() {}

  /** Inverts some bits in the middle. */
  static void flip(Path file) throws IOException {
    flip(file, Files.size(file) / 2);
  }

  /** Inverts some bits at a place. */
  static void flip(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < 4; i++) {
      bytes[(int) at + i] = (byte) (bytes[(int) at + i] ^ 0x5a);
    }
    Files.write(file, bytes);
  }

  /** Inverts some bits where a text stands in a large block of a store. */
  static void flipText(Path store, byte[] text) throws IOException {
    for (Path file : files(store)) {
      if (!file.toString().endsWith(".blob")) {
        continue;
      }
      long at = indexOf(Files.readAllBytes(file), text);
      if (at >= 0) {
        flip(file, at);
        return;
      }
    }
    throw new AssertionError("no file in [" + store + "] holds the text");
  }

  /** The largest file with such an ending. */
  static Path largest(Path folder, String ending) throws IOException {
    List<Path> found =
        files(folder).stream().filter(file -> file.toString().endsWith(ending)).toList();
    assertThat(found).as(ending).isNotEmpty();
    return found.stream()
        .max(Comparator.comparingLong(file -> file.toFile().length()))
        .orElseThrow();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static long indexOf(byte[] bytes, byte[] text) {
    for (int i = 0; i + text.length <= bytes.length; i++) {
      int same = 0;
      while (same < text.length && bytes[i + same] == text[same]) {
        same++;
      }
      if (same == text.length) {
        return i;
      }
    }
    return -1;
  }
}
