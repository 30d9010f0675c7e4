package io.pinakes.ipfs.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Murmur3Test {
  @Test
  void aNameOfAPublishedTrieGoesWhereItsWriterPutIt() {
    // The gateway-conformance folder has "470.txt" in bucket 00 and then 6E.
    assertThat(Long.toHexString(hash("470.txt"))).hasSize(14).startsWith("6e88df");
  }

  @Test
  void theEmptyNameHashesToZero() {
    assertThat(hash("")).isZero();
  }

  @Test
  void lengthsOnEitherSideOfABlockOfSixteenDiffer() {
    assertThat(IntStream.range(0, 50).mapToLong(n -> hash("a".repeat(n)))).doesNotHaveDuplicates();
  }

  private static long hash(String name) {
    return Murmur3.hash64(name.getBytes(StandardCharsets.UTF_8));
  }
}
