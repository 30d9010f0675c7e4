package io.pinakes.datasets.model;

import io.pinakes.core.knowledge.Pages;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A chunk and its place in a document.
 *
 * <p>Layout: {@code { chunk: &Chunk, start: int, end: int, page?: int, pages?: [[start: int, page:
 * int]], heading?: [text] }}. The page is that of the beginning; where the passage goes on on other
 * pages, {@code pages} says where each begins.
 *
 * @param chunk the raw block
 * @param start where the passage begins in the document's text, in Unicode code points
 * @param end where it ends, exclusive
 * @param pages the pages that it stands on
 * @param heading the headings above it, outermost first
 */
public record ChunkRef(Cid chunk, int start, int end, Pages pages, List<String> heading) {
  private static final Set<String> FIELDS =
      Set.of("chunk", "start", "end", "page", "pages", "heading");

  /** Checks the numbers and the lengths. */
  public ChunkRef {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("not a place: start [" + start + "], end [" + end + "]");
    }
    List<Pages.Start> later = pages.later();
    if (later.size() > ModelLimits.MAX_PAGE_STARTS
        || !later.isEmpty()
            && (later.getFirst().start() <= start || later.getLast().start() >= end)) {
      throw new IllegalArgumentException("not the pages of a place: [" + pages + "]");
    }
    heading = List.copyOf(heading);
    if (heading.size() > ModelLimits.MAX_HEADINGS) {
      throw new IllegalArgumentException("[" + heading.size() + "] headings above a chunk");
    }
    heading.forEach(text -> Records.requireText("heading", text, ModelLimits.MAX_HEADING_BYTES));
  }

  /** The page on which it begins, from 1; 0 if the document has none. */
  public int page() {
    return pages.first();
  }

  MapNode encode() {
    MapNode.Builder map = MapNode.builder().put("chunk", chunk).put("start", start).put("end", end);
    if (pages.first() > 0) {
      map.put("page", pages.first());
    }
    if (!pages.later().isEmpty()) {
      List<Node> later = new ArrayList<>(pages.later().size());
      for (Pages.Start next : pages.later()) {
        later.add(new ListNode(List.of(Node.of(next.start()), Node.of(next.page()))));
      }
      map.put("pages", new ListNode(later));
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
    List<Pages.Start> later = later(map);
    Optional<ListNode> heading = map.findList("heading");
    if (heading.isPresent() && heading.get().size() == 0) {
      throw new CodecException("chunk reference has an empty heading path");
    }
    List<String> headings = heading.isPresent() ? heading.get().texts() : List.of();
    int start = (int) inInt(map.integer("start"));
    int end = (int) inInt(map.integer("end"));
    return Records.build(
        "chunk reference",
        () -> new ChunkRef(map.link("chunk"), start, end, new Pages(page, later), headings));
  }

  private static List<Pages.Start> later(MapNode map) throws CodecException {
    Optional<ListNode> list = map.findList("pages");
    if (list.isEmpty()) {
      return List.of();
    }
    int size = list.get().size();
    if (size == 0 || size > ModelLimits.MAX_PAGE_STARTS) {
      throw new CodecException("chunk reference goes on on [" + size + "] pages");
    }
    List<Pages.Start> later = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      ListNode pair = list.get().list(i);
      if (pair.size() != 2) {
        throw new CodecException("page of a chunk reference is not a place and a number");
      }
      later.add(new Pages.Start((int) inInt(pair.integer(0)), (int) inInt(pair.integer(1))));
    }
    return later;
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
