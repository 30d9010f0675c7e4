package io.pinakes.datasets.doctor;

import io.pinakes.core.multiformats.Cid;
import java.util.List;

/**
 * A block that is not what it should be.
 *
 * @param block the block
 * @param role what it is in the dataset
 * @param what what is wrong with it
 * @param documents the paths that need it, the first {@link #MAX_DOCUMENTS}; empty if all may
 */
public record Finding(Cid block, Role role, String what, List<String> documents) {
  /** How many paths are named. */
  public static final int MAX_DOCUMENTS = 100;

  /** Keeps the paths. */
  public Finding {
    documents = List.copyOf(documents);
  }

  /** What a block is in a dataset. */
  public enum Role {
    /** The manifest of a version. */
    MANIFEST,
    /** A node of the document map. */
    DOCUMENT_MAP,
    /** A document, or a node of its list of chunks. */
    DOCUMENT,
    /** A chunk, or a part of a document's text or file. */
    CONTENT,
    /** A node of the vector list. */
    VECTOR_LIST,
    /** A block of vectors. */
    VECTORS
  }
}
