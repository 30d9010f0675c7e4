package io.pinakes.ipfs.ipld;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The deepest node that is read fits a thread's stack with room to spare, however far its methods
 * are compiled: frames of interpreted, half compiled and compiled methods differ by factors.
 */
class DecodingStackTest {
  private static final int DEPTH = IpldLimits.DEFAULT.maxDepth();

  /** Half of what a thread of the program has. */
  private static final int STACK_BYTES = 512 << 10;

  private static final int ROUNDS = 500;
  private static final String WIDE = "[0" + ",{\"\":0}".repeat(50_000) + "]";

  @Test
  void theDeepestNodeIsReadComparedAndWritten() throws Exception {
    byte[] map = nested("{\"\":", "1", "}");
    byte[] list = nested("[", "1", "]");
    for (int round = 0; round < ROUNDS; round++) {
      inSmallStack(() -> roundTrip(map));
      inSmallStack(() -> roundTrip(list));
      if (round % 50 == 0) {
        // Another shape of input, so that the compiler chooses anew.
        DagJson.RELAXED.decode(WIDE.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"\":", "[", "{\"/\":", "{\"/\":{\"bytes\":"})
  void aNestThatNeverEndsIsRefused(String open) throws Exception {
    byte[] block = open.repeat(100_000).getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < ROUNDS; round++) {
      inSmallStack(() -> refused(DagJson.RELAXED, block));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"81", "a160", "9f", "bf60"})
  void aNestOfCborThatNeverEndsIsRefused(String open) throws Exception {
    byte[] block = HexFormat.of().parseHex(open.repeat(100_000));
    for (int round = 0; round < ROUNDS; round++) {
      inSmallStack(() -> refused(DagCbor.RELAXED, block));
    }
  }

  private static void roundTrip(byte[] json) throws CodecException {
    Node node = DagJson.STRICT.decode(json);
    assertThat(DagJson.STRICT.encode(node)).isEqualTo(json);
    Node again = DagCbor.STRICT.decode(DagCbor.STRICT.encode(node));
    assertThat(again.equals(node)).isTrue();
    assertThat(again.hashCode()).isEqualTo(node.hashCode());
    assertThat(again.toString()).isEqualTo(node.toString());
  }

  private static void refused(Codec codec, byte[] block) {
    try {
      codec.decode(block);
    } catch (CodecException e) {
      assertThat(e).hasMessageContaining("nest");
      return;
    }
    throw new AssertionError("a block that is all openings was read");
  }

  private static byte[] nested(String open, String inner, String close) {
    return (open.repeat(DEPTH) + inner + close.repeat(DEPTH)).getBytes(StandardCharsets.UTF_8);
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void inSmallStack(Work work) throws InterruptedException {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Runnable body =
        () -> {
          try {
            work.run();
          } catch (Throwable e) {
            failure.set(e);
          }
        };
    Thread thread = new Thread(null, body, "small stack", STACK_BYTES);
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
  }
}
