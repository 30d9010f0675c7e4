package io.pinakes.datasets.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.knowledge.Pages;
import io.pinakes.datasets.model.tree.CountingBlocks;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
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

  @Test
  void aReferenceSaysWhereItGoesOnOnAnotherPage() throws IOException {
    Pages pages = new Pages(3, List.of(new Pages.Start(12, 4), new Pages.Start(15, 6)));
    ChunkRef ref = new ChunkRef(GoldenRecords.CHUNK, 10, 20, pages, List.of());

    assertThat(ChunkRef.decode(ref.encode())).isEqualTo(ref);
    assertThat(ref.encode().list("pages").size()).isEqualTo(2);
    assertThat(ref(0, 5, "A").encode().find("pages")).isEmpty();
  }

  @Test
  void pagesThatDoNotBeginWithinTheirChunkAreRefused() throws IOException {
    for (int start : List.of(9, 10, 20)) {
      Pages pages = new Pages(3, List.of(new Pages.Start(start, 4)));
      assertThatThrownBy(() -> new ChunkRef(GoldenRecords.CHUNK, 10, 20, pages, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    MapNode map = new ChunkRef(GoldenRecords.CHUNK, 10, 20, Pages.of(3), List.of()).encode();
    for (List<Node> pages :
        List.<List<Node>>of(
            List.of(),
            List.of(Node.of(4)),
            List.of(pair(12, 3)),
            List.of(pair(12, 4), pair(12, 5)),
            List.of(pair(12, 1L << 40)))) {
      MapNode with =
          MapNode.builder()
              .put("chunk", map.link("chunk"))
              .put("start", 10)
              .put("end", 20)
              .put("page", 3)
              .put("pages", new ListNode(pages))
              .build();
      assertThatThrownBy(() -> ChunkRef.decode(with)).isInstanceOf(CodecException.class);
    }
  }

  private static Node pair(long start, long page) {
    return new ListNode(List.of(Node.of(start), Node.of(page)));
  }

  private static ChunkRef ref(int start, int end, String heading) {
    return new ChunkRef(GoldenRecords.CHUNK, start, end, Pages.NONE, List.of(heading));
  }

  private static List<ChunkRef> refs(int count) {
    List<ChunkRef> refs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      refs.add(
          new ChunkRef(
              GoldenRecords.raw("chunk " + i),
              10 * i,
              10 * i + 9,
              Pages.of(i % 7),
              List.of("Part " + i)));
    }
    return refs;
  }
}
