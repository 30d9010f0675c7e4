package io.pinakes.datasets.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.datasets.model.tree.CountingBlocks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkListTest {
  private final CountingBlocks blocks = new CountingBlocks();

  @Test
  void aShortListNeedsNoBlockOfItsOwn() throws IOException {
    ChunkList list = ChunkList.of(refs(200), blocks);

    assertThat(blocks.takeWrites()).isZero();
    assertThat(list.toList(blocks)).isEqualTo(refs(200));
    assertThat(ChunkList.decode(list.encode())).isEqualTo(list);
  }

  @Test
  void aLongListIsATreeOfSmallNodes() throws IOException {
    ChunkList list = ChunkList.of(refs(100_000), blocks);

    assertThat(list.count()).isEqualTo(100_000);
    assertThat(blocks.takeWrites()).isBetween(100, 400);
    assertThat(blocks.largest()).isLessThan(80 << 10);
    assertThat(ChunkList.decode(list.encode())).isEqualTo(list);
    assertThat(list.toList(blocks)).isEqualTo(refs(100_000));
  }

  @Test
  void placesThatDoNotAscendAreRefused() {
    List<ChunkRef> refs = new ArrayList<>(refs(3));
    refs.add(refs.get(1));

    assertThatThrownBy(() -> ChunkList.of(refs, blocks))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReferenceHasAPlaceAndShortHeadings() {
    assertThatThrownBy(() -> ref(5, 5, "")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ref(0, 5, "")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ref(0, 5, "é".repeat(257)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ref(0, 5, "é".repeat(256)).heading()).hasSize(1);
  }

  private static ChunkRef ref(int start, int end, String heading) {
    return new ChunkRef(GoldenRecords.CHUNK, start, end, 0, List.of(heading));
  }

  private static List<ChunkRef> refs(int count) {
    List<ChunkRef> refs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      refs.add(
          new ChunkRef(
              GoldenRecords.raw("chunk " + i), 10 * i, 10 * i + 9, i % 7, List.of("Part " + i)));
    }
    return refs;
  }
}
