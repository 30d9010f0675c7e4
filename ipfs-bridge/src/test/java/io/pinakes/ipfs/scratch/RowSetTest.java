package io.pinakes.ipfs.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowSetTest {
  private static final long SEED = 20261122;

  @TempDir Path folder;
  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void holdsWhatWasAddedAndNothingElseInTheHeapAndInFiles() throws IOException {
    for (int width : new int[] {1, 2, 5}) {
      holdsWhatWasAdded(width, Scratch.HEAP);
      holdsWhatWasAdded(width, new FileScratch(folder));
    }
  }

  private void holdsWhatWasAdded(int width, Scratch scratch) throws IOException {
    List<long[]> rows = new ArrayList<>();
    try (RowSet set = new RowSet(width, scratch)) {
      for (int i = 0; i < 300_000; i++) {
        rows.add(row(width));
        assertThat(set.add(rows.getLast())).isTrue();
      }
      for (long[] row : rows) {
        assertThat(set.add(row)).isFalse();
        assertThat(set.contains(row(width), -1)).isFalse();
      }
      assertThat(set.size()).isEqualTo(rows.size());
      Set<List<Long>> seen = new HashSet<>();
      set.forEach(row -> assertThat(seen.add(list(row))).isTrue());
      Set<List<Long>> added = new HashSet<>();
      rows.forEach(row -> added.add(list(row)));
      assertThat(seen).isEqualTo(added);
    }
  }

  @Test
  void findsARowBySomeOfTheBitsOfItsLastNumber() {
    try (RowSet set = new RowSet(2, Scratch.HEAP)) {
      assertThat(set.add(new long[] {7, 0x10 | 1})).isTrue();
      assertThat(set.add(new long[] {7, 0x10 | 2})).isTrue();
      assertThat(set.contains(new long[] {7, 0x10}, ~7L)).isTrue();
      assertThat(set.contains(new long[] {7, 0x20}, ~7L)).isFalse();
      assertThat(set.contains(new long[] {7, 0}, 0)).isTrue();
      assertThat(set.contains(new long[] {8, 0}, 0)).isFalse();
      assertThat(set.contains(new long[] {7, 0x10 | 3}, -1)).isFalse();
    }
  }

  @Test
  void rowsThatBeginAlikeAreToldApartWhereverTheyWrapAround() {
    try (RowSet set = new RowSet(2, new FileScratch(folder))) {
      for (long i = 1; i <= 3_000; i++) {
        assertThat(set.add(new long[] {-1, i})).isTrue();
        assertThat(set.contains(new long[] {-1, i + 1}, -1)).isFalse();
      }
      for (long i = 1; i <= 3_000; i++) {
        assertThat(set.add(new long[] {-1, i})).isFalse();
      }
    }
  }

  @Test
  void amongMillionsTheHeapHoldsAMebibyteAndFilesTheRest() {
    try (RowSet set = new RowSet(5, new FileScratch(folder))) {
      for (int i = 0; i < 1_000_000; i++) {
        set.add(row(5));
      }
      System.out.println(
          "a million rows of 40 bytes take "
              + set.heapBytes()
              + " bytes of heap and "
              + (set.bytes() - set.heapBytes())
              + " of files");
      assertThat(set.heapBytes()).isLessThanOrEqualTo(1 << 20);
      assertThat(set.bytes()).isBetween(40_000_000L, 100_000_000L);
    }
  }

  @Test
  void filesHaveNoNamesAndAClosedSetIsEmptyAndCanBeFilledAgain() throws IOException {
    RowSet set = new RowSet(2, new FileScratch(folder));
    fill(set);
    assertThat(set.heapBytes()).isLessThan(set.bytes());
    assertNoFiles();
    set.close();
    assertThat(set.size()).isZero();
    set.forEach(row -> assertThat(row).isNull());
    fill(set);
    assertNoFiles();
    set.close();
  }

  @Test
  void whereNoFileCanBeMadeTheHeapHoldsAll() {
    try (RowSet set = new RowSet(2, new FileScratch(folder.resolve("absent")))) {
      fill(set);
      assertThat(set.heapBytes()).isEqualTo(set.bytes()).isGreaterThan(3_200_000);
    }
  }

  private void fill(RowSet set) {
    for (int i = 0; i < 200_000; i++) {
      assertThat(set.add(row(2))).isTrue();
    }
  }

  private void assertNoFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  private long[] row(int width) {
    long[] row = random.longs(width).toArray();
    row[width - 1] |= 1;
    return row;
  }

  private static List<Long> list(long[] row) {
    List<Long> list = new ArrayList<>();
    for (long number : row) {
      list.add(number);
    }
    return list;
  }
}
