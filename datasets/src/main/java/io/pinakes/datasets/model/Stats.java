package io.pinakes.datasets.model;

import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.MapNode;
import java.util.Set;

/**
 * How large a version is.
 *
 * <p>Layout: {@code { documents: int, chunks: int, bytes: int }}.
 *
 * @param documents paths in the document map
 * @param chunks distinct chunks, each of which has one vector
 * @param bytes the sizes of the files together
 */
public record Stats(long documents, long chunks, long bytes) {
  /** Nothing. */
  public static final Stats NONE = new Stats(0, 0, 0);

  private static final Set<String> FIELDS = Set.of("documents", "chunks", "bytes");

  /** Checks that nothing is negative. */
  public Stats {
    Records.requireNotNegative("documents", documents);
    Records.requireNotNegative("chunks", chunks);
    Records.requireNotNegative("bytes", bytes);
  }

  MapNode encode() {
    return MapNode.builder()
        .put("documents", documents)
        .put("chunks", chunks)
        .put("bytes", bytes)
        .build();
  }

  static Stats decode(MapNode map) throws CodecException {
    map.requireOnly(FIELDS);
    return Records.build(
        "stats",
        () -> new Stats(map.integer("documents"), map.integer("chunks"), map.integer("bytes")));
  }
}
