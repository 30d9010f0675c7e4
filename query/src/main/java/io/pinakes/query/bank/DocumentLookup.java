package io.pinakes.query.bank;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.tree.TreeCursor;
import java.io.IOException;
import java.util.Optional;

/** Documents as users name them. */
public final class DocumentLookup {
  private DocumentLookup() {}

  /** Finds a document by its path first, then by its CID. */
  public static Optional<DocumentEntry> find(DatasetReader reader, String wanted)
      throws IOException {
    if (wanted.isBlank()) {
      return Optional.empty();
    }
    Optional<DocumentEntry> atPath = reader.find(wanted);
    Optional<Cid> id = atPath.isPresent() ? Optional.empty() : cid(wanted);
    if (id.isEmpty()) {
      return atPath;
    }
    TreeCursor<DocumentEntry> all = reader.documents("");
    for (var entry = all.next(); entry.isPresent(); entry = all.next()) {
      if (entry.get().document().equals(id.get())) {
        return entry;
      }
    }
    return Optional.empty();
  }

  /** A CID, if the text is one. */
  public static Optional<Cid> cid(String text) {
    try {
      return Optional.of(Cid.parse(text));
    } catch (MultiformatException e) {
      return Optional.empty();
    }
  }
}
