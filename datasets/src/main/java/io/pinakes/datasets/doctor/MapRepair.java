package io.pinakes.datasets.doctor;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.DocumentMap;
import io.pinakes.datasets.model.tree.TreeCursor;
import io.pinakes.datasets.model.tree.TreeEditor;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the nodes of a document map again. */
final class MapRepair {
  /** How many documents of a block are named. */
  private static final int NAMED = 5;

  private MapRepair() {}

  /** The documents below a node of the map: the first by name, the others by number. */
  static String documents(BlockReader map, Block node) throws IOException {
    List<String> named = new ArrayList<>();
    long others = 0;
    TreeCursor<DocumentEntry> cursor = DocumentMap.at(map, node.cid()).cursor();
    for (Optional<DocumentEntry> next = cursor.next(); next.isPresent(); next = cursor.next()) {
      if (named.size() < NAMED) {
        named.add(next.get().path());
      } else {
        others++;
      }
    }
    return named + (others == 0 ? "" : " and [" + others + "] more");
  }

  /** Makes the map of the newest version of what the ledger says, into memory. */
  static List<Block> make(Store store, DatasetRecord dataset, MemoryBlockstore memory)
      throws IOException {
    List<Block> made = new ArrayList<>();
    Cid empty = DocumentMap.empty(block -> memory.put(List.of(block)));
    TreeEditor<DocumentEntry> editor =
        DocumentMap.at(memory, empty)
            .edit(
                block -> {
                  memory.put(List.of(block));
                  made.add(block);
                });
    new Ledger(store)
        .rows(
            dataset,
            "",
            (path, row) -> {
              if (row.document().isPresent()) {
                editor.put(new DocumentEntry(path, row.document().get()));
              }
              return true;
            });
    editor.finish();
    return made;
  }
}
