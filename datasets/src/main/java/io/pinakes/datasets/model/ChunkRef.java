package io.pinakes.datasets.model;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A chunk and its place in a document.
 *
 * <p>Layout: {@code { chunk: &Chunk, start: int, end: int, page?: int, heading?: [text] }}.
 *
 * @param chunk the raw block
 * @param start where the passage begins in the document's text, in Unicode code points
 * @param end where it ends, exclusive
 * @param page the page on which it begins, from 1; 0 if the document has none
 * @param heading the headings above it, outermost first
 */
public record ChunkRef(Cid chunk, int start, int end, int page, List<String> heading) {
  private static final Set<String> FIELDS = Set.of("chunk", "start", "end", "page", "heading");

  /** Checks the numbers and the lengths. */
  public ChunkRef {
    if (start < 0 || end <= start || page < 0) {
      throw new IllegalArgumentException(
          "not a place: start [" + start + "], end [" + end + "], page [" + page + "]");
    }
    heading = List.copyOf(heading);
    if (heading.size() > ModelLimits.MAX_HEADINGS) {
      throw new IllegalArgumentException("[" + heading.size() + "] headings above a chunk");
    }
    heading.forEach(text -> Records.requireText("heading", text, ModelLimits.MAX_HEADING_BYTES));
  }

  MapNode encode() {
    MapNode.Builder map = MapNode.builder().put("chunk", chunk).put("start", start).put("end", end);
    if (page > 0) {
      map.put("page", page);
    }
    if (!heading.isEmpty()) {
      map.put("heading", ListNode.ofTexts(heading));
    }
    return map.build();
  }

  static ChunkRef decode(Node node) throws CodecException {
    if (!(node instanceof MapNode map)) {
      throw new CodecException("chunk reference is not a map");
    }
    map.requireOnly(FIELDS);
    int page = map.find("page").isPresent() ? positive(map, "page") : 0;
    Optional<ListNode> heading = map.findList("heading");
    if (heading.isPresent() && heading.get().size() == 0) {
      throw new CodecException("chunk reference has an empty heading path");
    }
    List<String> headings = heading.isPresent() ? heading.get().texts() : List.of();
    int start = (int) inInt(map.integer("start"));
    int end = (int) inInt(map.integer("end"));
    return Records.build(
        "chunk reference", () -> new ChunkRef(map.link("chunk"), start, end, page, headings));
  }

  private static int positive(MapNode map, String field) throws CodecException {
    long value = inInt(map.integer(field));
    if (value == 0) {
      throw new CodecException("field [" + field + "] is 0 where it would be left out");
    }
    return (int) value;
  }

  private static long inInt(long value) throws CodecException {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new CodecException("place [" + value + "] is not one in a text");
    }
    return value;
  }
}
