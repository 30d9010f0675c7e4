package io.pinakes.ipfs.ipld;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.pinakes.ipfs.ipld.dagpb.DagPb;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No block, however made, costs more than a fixed number of bytes for each of its own. */
class DecodingMemoryTest {
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int MAX_BYTES_EACH = 100;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @BeforeAll
  static void loadTheClassesFirst() {
    allocated(DagCbor.RELAXED, new byte[] {(byte) 0x80});
    allocated(DagJson.RELAXED, new byte[] {'[', ']'});
    allocated(DagPb.INSTANCE, new byte[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "9f, 00",
    "9f, 1818",
    "9f, 19ffff",
    "9f, 1bffffffffffffffff",
    "9f, fb3ff8000000000000",
    "9f, 80",
    "9f, a0",
    "9f, 60",
    "9f, 6161",
    "9f, 4100",
    "9f, 40",
    "9f, 8100",
    "9f, 818100",
    "9f, 9fff",
    "9f, bfff",
    "9f, 5fff",
    "9f, 7fff",
    "9f, 5f4100ff",
    "9f, a16000",
    "9f, a1616100",
    "9f, d82a450001550000",
    "81, 81",
    "a160, a160",
    // Each list claims as many items as there are bytes left, and holds one: the next.
    "9a000f0000, 9a000f0000",
    "5a00100000, 00",
    "7a00100000, c3",
    "ba00080000, 60",
  })
  void dagCbor(String start, String repeated) {
    check(DagCbor.RELAXED, HexFormat.of().parseHex(start), HexFormat.of().parseHex(repeated));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[0|,0",
        "[0|,[]",
        "[0|,{}",
        "[0|,{\"\":0}",
        "[0|,\"a\"",
        "[0|,{\"/\":{\"bytes\":\"\"}}",
        "[0|,{\"/\":\"bafkqaaa\"}",
        "[0|,1.5",
        "[|[",
        "{\"\":|{\"\":",
        "1|1",
        "\"|a",
        "\"|\\n",
      })
  void dagJson(String start, String repeated) {
    check(
        DagJson.RELAXED,
        start.getBytes(StandardCharsets.UTF_8),
        repeated.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 12060a0401550000",
    "'', 120a0a040155000012001800",
    "'', 120b0a04015500001201611800",
    "12ffff3f, 0a0401550000",
    "0affff3f, 00",
  })
  void dagPb(String start, String repeated) {
    check(DagPb.INSTANCE, HexFormat.of().parseHex(start), HexFormat.of().parseHex(repeated));
  }

  private static void check(Codec codec, byte[] start, byte[] repeated) {
    byte[] block = Arrays.copyOf(start, BLOCK_BYTES);
    for (int at = start.length; at + repeated.length <= block.length; at += repeated.length) {
      System.arraycopy(repeated, 0, block, at, repeated.length);
    }
    assertThat(allocated(codec, block)).isLessThan((long) MAX_BYTES_EACH * BLOCK_BYTES);
  }

  /** What this thread allocated in all, garbage included. */
  private static long allocated(Codec codec, byte[] block) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      codec.decode(block);
    } catch (CodecException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
