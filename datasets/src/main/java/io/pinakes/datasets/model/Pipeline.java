package io.pinakes.datasets.model;

import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.MapNode;
import java.util.Set;

/**
 * What made the documents: they can be made again, equal, only by the same.
 *
 * <p>Layout: {@code { extraction: text, chunker: text }}.
 *
 * @param extraction version of what turns files into text
 * @param chunker version, options and tokenizer of what turns text into chunks
 */
public record Pipeline(String extraction, String chunker) {
  private static final Set<String> FIELDS = Set.of("extraction", "chunker");

  /** Checks the lengths. */
  public Pipeline {
    Records.requireText("extraction", extraction, ModelLimits.MAX_TERM_BYTES);
    Records.requireText("chunker", chunker, ModelLimits.MAX_TERM_BYTES);
  }

  MapNode encode() {
    return MapNode.builder().put("extraction", extraction).put("chunker", chunker).build();
  }

  static Pipeline decode(MapNode map) throws CodecException {
    map.requireOnly(FIELDS);
    return Records.build(
        "pipeline", () -> new Pipeline(map.text("extraction"), map.text("chunker")));
  }
}
