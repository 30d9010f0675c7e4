package io.pinakes.datasets.index;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.holders.DocumentReader;
import io.pinakes.ipfs.blockstore.BlockReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The languages of documents, the last few thousand kept: chunks ask for them by the hundred. */
final class DocumentCache {
  private static final int KEPT = 20_000;

  private final BlockReader blocks;

  /** Guarded by itself; never held while a block is read. */
  private final Map<Cid, Optional<String>> languages =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Cid, Optional<String>> eldest) {
          return size() > KEPT;
        }
      };

  DocumentCache(BlockReader blocks) {
    this.blocks = blocks;
  }

  void put(Cid document, Optional<String> language) {
    synchronized (languages) {
      languages.put(document, language);
    }
  }

  Optional<String> language(Cid document) throws IOException {
    synchronized (languages) {
      Optional<String> known = languages.get(document);
      if (known != null) {
        return known;
      }
    }
    Optional<String> read = DocumentReader.document(blocks, document).language();
    put(document, read);
    return read;
  }
}
