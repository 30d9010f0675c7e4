package io.pinakes.ipfs.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedSetTest {
  @TempDir Path folder;

  @Test
  void holdsWhatWasAddedAndNothingElse() {
    MarkedSet set = new MarkedSet(Scratch.HEAP);
    for (int i = 0; i < 100_000; i++) {
      assertThat(set.add(cid(i))).isTrue();
    }
    for (int i = 0; i < 100_000; i++) {
      assertThat(set.add(cid(i))).isFalse();
      assertThat(set.contains(cid(i).hash())).isTrue();
      assertThat(set.contains(cid(i + 100_000).hash())).isFalse();
    }
    assertThat(set.size()).isEqualTo(100_000);
  }

  @Test
  void aMillionBlocksTakeAMebibyteOfHeapAtMostAndFortyBytesOfFilesEach() {
    try (MarkedSet set = new MarkedSet(new FileScratch(folder))) {
      SplittableRandom random = new SplittableRandom(1);
      byte[] digest = new byte[32];
      for (int i = 0; i < 1_000_000; i++) {
        random.nextBytes(digest);
        set.add(Cid.v1(Multicodec.RAW, Multihash.of(Multihash.SHA2_256, digest)));
      }
      assertThat(set.heapBytes()).isLessThanOrEqualTo(1 << 20);
      assertThat(set.bytes() / set.size()).isBetween(16L, 40L);
    }
  }

  @Test
  void oneHashIsTwoEntriesIfItsLinksAreReadInTwoWays() {
    MarkedSet set = new MarkedSet(Scratch.HEAP);
    Multihash hash = cid(1).hash();
    assertThat(set.add(Cid.v1(Multicodec.RAW, hash))).isTrue();
    assertThat(set.add(Cid.v1(Multicodec.DAG_PB, hash))).isTrue();
    assertThat(set.add(new Cid(0, Multicodec.DAG_PB, hash))).isFalse();
    assertThat(set.contains(hash)).isTrue();
  }

  @Test
  void digestsOfZerosAndShortOnesAreEntriesLikeOthers() {
    MarkedSet set = new MarkedSet(Scratch.HEAP);
    Multihash zeros = Multihash.of(Multihash.SHA2_256, new byte[32]);
    Multihash inline = Multihash.of(Multihash.IDENTITY, new byte[0]);
    Multihash other = Multihash.of(0x13, new byte[32]);
    for (Multihash hash : new Multihash[] {zeros, inline, other}) {
      assertThat(set.contains(hash)).isFalse();
      assertThat(set.add(Cid.v1(Multicodec.RAW, hash))).isTrue();
      assertThat(set.contains(hash)).isTrue();
    }
  }

  private static Cid cid(int number) {
    return Cid.of(Multicodec.RAW, ByteBuffer.allocate(4).putInt(number).array());
  }
}
