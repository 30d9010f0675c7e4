package io.pinakes.benchmarks.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that carry vectors. */
final class VectorFilesTest {
  private static final List<float[]> VECTORS = List.of(new float[] {1, -2.5f}, new float[] {0, 3});

  @TempDir private Path folder;

  @Test
  void fvecsAreCountsAndFloatsInLittleEndian() throws IOException {
    Path file = folder.resolve("a.fvecs");
    VectorFiles.writeFvecs(file, VECTORS);
    assertThat(Files.readAllBytes(file))
        .hasSize(24)
        .startsWith(new int[] {2, 0, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0});
    assertThat(VectorFiles.readFvecs(file, 10)).containsExactly(VECTORS.get(0), VECTORS.get(1));
    assertThat(VectorFiles.readFvecs(file, 1)).containsExactly(VECTORS.get(0));
  }

  @Test
  void ivecsAreCountsAndNumbers() throws IOException {
    Path file = folder.resolve("a.ivecs");
    VectorFiles.writeIvecs(file, List.of(new int[] {7, 8, -1}));
    assertThat(VectorFiles.readIvecs(file, 10)).containsExactly(new int[] {7, 8, -1});
  }

  @Test
  void rawFloatsNeedTheirDimension() throws IOException {
    Path fvecs = folder.resolve("a.fvecs");
    VectorFiles.writeFvecs(fvecs, VECTORS);
    byte[] bytes = Files.readAllBytes(fvecs);
    Path raw = folder.resolve("a.f32");
    Files.write(raw, Arrays.copyOfRange(bytes, 4, 12));
    assertThat(VectorFiles.readRaw(raw, 2, 10)).containsExactly(VECTORS.get(0));
    assertThatThrownBy(() -> VectorFiles.readRaw(raw, 3, 10))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no whole number");
  }

  @Test
  void aBrokenFileIsRefusedBeforeMemoryIsTaken() throws IOException {
    Path file = folder.resolve("a.fvecs");
    VectorFiles.writeFvecs(file, VECTORS);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, 20));
    assertThatThrownBy(() -> VectorFiles.readFvecs(file, 10)).isInstanceOf(IOException.class);
    bytes[3] = 0x7f;
    Files.write(file, bytes);
    assertThatThrownBy(() -> VectorFiles.readFvecs(file, 10))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("values a row");
    bytes[3] = 0;
    bytes[12] = 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> VectorFiles.readFvecs(file, 10))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("rows of [2] and of [1]");
  }
}
