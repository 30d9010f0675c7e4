package io.pinakes.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.knowledge.Pages;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.model.ChunkList;
import io.pinakes.datasets.model.ChunkRef;
import io.pinakes.datasets.model.Document;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentShelfTest {
  private static final Cid FIRST = cid("manifest 1");
  private static final Cid SECOND = cid("manifest 2");

  private final MemoryBlockstore blocks = new MemoryBlockstore();

  private static Cid cid(String content) {
    return Cid.of(Multicodec.RAW, content.getBytes(StandardCharsets.UTF_8));
  }

  private Document document(String path, int chunks) throws Exception {
    List<ChunkRef> refs = new ArrayList<>();
    for (int i = 0; i < chunks; i++) {
      refs.add(new ChunkRef(cid(path + i), i, i + 1, Pages.NONE, List.of("Top", "Below")));
    }
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    return new Document(
        path,
        Optional.of("Title"),
        "text/plain",
        Optional.empty(),
        Optional.empty(),
        1,
        Multihash.sha256(bytes),
        cid(path),
        Optional.empty(),
        ChunkList.of(refs, block -> blocks.put(List.of(block))));
  }

  @Test
  void aDocumentIsFoundInItsVersionOnly() throws Exception {
    DocumentShelf shelf = new DocumentShelf(1 << 20);
    Document one = document("a.txt", 3);
    shelf.put(FIRST, cid("a"), one, blocks);
    assertThat(shelf.find(SECOND, cid("a"))).isEmpty();
    DocumentShelf.Shelved found = shelf.find(FIRST, cid("a")).orElseThrow();
    assertThat(found.path()).isEqualTo("a.txt");
    assertThat(found.refs()).isEqualTo(one.chunks().toList(blocks));
  }

  @Test
  void whatWasUsedLongestAgoGoesFirstAndTheBoundHolds() throws Exception {
    long max = 100_000;
    DocumentShelf shelf = new DocumentShelf(max);
    for (int i = 0; i < 100; i++) {
      shelf.put(FIRST, cid("d" + i), document("d" + i, 30), blocks);
      assertThat(shelf.bytes()).isLessThanOrEqualTo(max);
      assertThat(shelf.find(FIRST, cid("d0"))).as("the one that is used").isPresent();
    }
    assertThat(shelf.find(FIRST, cid("d1"))).isEmpty();
    assertThat(shelf.find(FIRST, cid("d99"))).isPresent();
    assertThat(shelf.bytes()).isGreaterThan(max / 2);
  }

  @Test
  void aDocumentThatWouldPushOutMostOthersIsReadAndNotKept() throws Exception {
    DocumentShelf shelf = new DocumentShelf(100_000);
    assertThat(shelf.put(FIRST, cid("large"), document("large", 500), blocks).refs()).hasSize(500);
    assertThat(shelf.find(FIRST, cid("large"))).isEmpty();
    assertThat(shelf.bytes()).isZero();
  }

  @Test
  void aDocumentThatIsPutTwiceIsCountedOnce() throws Exception {
    DocumentShelf shelf = new DocumentShelf(1 << 20);
    shelf.put(FIRST, cid("a"), document("a.txt", 3), blocks);
    long once = shelf.bytes();
    shelf.put(FIRST, cid("a"), document("a.txt", 3), blocks);
    assertThat(shelf.bytes()).isEqualTo(once);
  }
}
