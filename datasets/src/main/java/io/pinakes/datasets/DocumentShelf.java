package io.pinakes.datasets;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.model.ChunkRef;
import io.pinakes.datasets.model.Document;
import io.pinakes.ipfs.blockstore.BlockReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents that searches met, decoded, and known to be in their version: a hit is checked against
 * the document that it is in, and without this each check reads, verifies and decodes the document
 * and the way to it through the map. What it holds hangs on names of content, so that it cannot be
 * out of date. Bounded in bytes; what was used longest ago goes first.
 *
 * <p>Safe for use by several threads. The lock guards the map and its weight; nothing is read under
 * it, so that two may read the same document at once.
 */
final class DocumentShelf {
  /** Some hundred thousand chunks, whatever the heap; and what a large heap does not miss. */
  private static final long LEAST = 24L << 20;

  private static final long MOST = 128L << 20;
  private static final int PART_OF_HEAP = 64;

  /** What a chunk's reference takes with its CID, besides headings, which chunks share. */
  private static final int REF_BYTES = 176;

  /** What it takes more where another page begins in it. */
  private static final int PAGE_BYTES = 48;

  private static final int DOCUMENT_BYTES = 400;

  /** One that takes more than this part of the shelf is not kept. */
  private static final int LARGEST_PART = 8;

  private final long maxBytes;
  private final Map<Key, Shelved> shelf = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  private record Key(Cid manifest, Cid document) {}

  /**
   * A document.
   *
   * @param path of the document in its version
   * @param title its title, if it has one
   * @param refs its chunks in their order
   * @param bytes about as many as it takes
   */
  record Shelved(String path, Optional<String> title, List<ChunkRef> refs, long bytes) {}

  /** A shelf as large as becomes the heap. */
  static DocumentShelf forHeap(long heapBytes) {
    return new DocumentShelf(Math.clamp(heapBytes / PART_OF_HEAP, LEAST, MOST));
  }

  /** A shelf of about so many bytes. */
  DocumentShelf(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  Optional<Shelved> find(Cid manifest, Cid document) {
    synchronized (shelf) {
      return Optional.ofNullable(shelf.get(new Key(manifest, document)));
    }
  }

  /** Reads a document's chunks, and keeps it if it is not too large. */
  Shelved put(Cid manifest, Cid cid, Document document, BlockReader blocks) throws IOException {
    List<ChunkRef> refs = new ArrayList<>();
    Map<List<String>, List<String>> headings = new HashMap<>();
    document.chunks().forEach(blocks, ref -> refs.add(sharing(ref, headings)));
    long weight = DOCUMENT_BYTES + (long) REF_BYTES * refs.size() + weight(headings);
    for (ChunkRef ref : refs) {
      weight += (long) PAGE_BYTES * ref.pages().later().size();
    }
    Shelved one = new Shelved(document.path(), document.title(), List.copyOf(refs), weight);
    if (weight <= maxBytes / LARGEST_PART) {
      keep(new Key(manifest, cid), one);
    }
    return one;
  }

  /** The same with a list of headings that others have, too. */
  private static ChunkRef sharing(ChunkRef ref, Map<List<String>, List<String>> headings) {
    List<String> shared = headings.computeIfAbsent(ref.heading(), own -> own);
    return new ChunkRef(ref.chunk(), ref.start(), ref.end(), ref.pages(), shared);
  }

  private static long weight(Map<List<String>, List<String>> headings) {
    long weight = 0;
    for (List<String> path : headings.keySet()) {
      weight += 64;
      for (String heading : path) {
        weight += 56 + 2L * heading.length();
      }
    }
    return weight;
  }

  private void keep(Key key, Shelved one) {
    synchronized (shelf) {
      Shelved before = shelf.put(key, one);
      bytes += one.bytes() - (before == null ? 0 : before.bytes());
      var oldest = shelf.entrySet().iterator();
      while (bytes > maxBytes) {
        bytes -= oldest.next().getValue().bytes();
        oldest.remove();
      }
    }
  }

  /** About as many as it holds now. */
  long bytes() {
    synchronized (shelf) {
      return bytes;
    }
  }
}
