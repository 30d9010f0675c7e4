package io.pinakes.benchmarks.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorCacheTest {
  @TempDir Path folder;

  @Test
  void whatWasPutIsThereInTheNextRun() throws IOException {
    String key = VectorCache.key("passage", "Rain fell.");
    try (VectorCache cache = VectorCache.open(folder, "model", 3)) {
      assertThat(cache.get(key)).isEmpty();
      cache.put(key, new float[] {1, -2, 0.5f});
      cache.put(key, new float[] {1, -2, 0.5f});
    }
    try (VectorCache cache = VectorCache.open(folder, "model", 3)) {
      assertThat(cache.get(key).orElseThrow()).containsExactly(1, -2, 0.5f);
    }
    assertThat(Files.size(folder.resolve("model.vectors"))).isEqualTo(44);
  }

  @Test
  void aQuestionAndAPassageOfTheSameWordsAreTwo() {
    assertThat(VectorCache.key("query", "a")).isNotEqualTo(VectorCache.key("passage", "a"));
  }

  @Test
  void aRecordThatAKillCutShortIsDropped() throws IOException {
    String first = VectorCache.key("passage", "1");
    String second = VectorCache.key("passage", "2");
    try (VectorCache cache = VectorCache.open(folder, "model", 3)) {
      cache.put(first, new float[] {1, 2, 3});
      cache.put(second, new float[] {4, 5, 6});
    }
    Path file = folder.resolve("model.vectors");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 44 + 40));
    try (VectorCache cache = VectorCache.open(folder, "model", 3)) {
      assertThat(cache.get(first)).isPresent();
      assertThat(cache.get(second)).isEmpty();
      cache.put(second, new float[] {4, 5, 6});
    }
    try (VectorCache cache = VectorCache.open(folder, "model", 3)) {
      assertThat(cache.get(second).orElseThrow()).containsExactly(4, 5, 6);
    }
  }
}
