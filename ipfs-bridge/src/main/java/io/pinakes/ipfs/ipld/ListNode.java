package io.pinakes.ipfs.ipld;

import io.pinakes.core.multiformats.Cid;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of nodes. The typed getters throw a {@link CodecException} that names the item when it is
 * missing or of another kind.
 *
 * @param items the items in their order, unmodifiable
 */
public record ListNode(List<Node> items) implements Node {
  static final ListNode EMPTY = new ListNode(List.of());

  /** Copies the items. */
  public ListNode {
    items = List.copyOf(items);
  }

  /** A list of texts. */
  public static ListNode ofTexts(List<String> texts) {
    return new ListNode(texts.stream().map(text -> (Node) Node.of(text)).toList());
  }

  /** A list of links. */
  public static ListNode ofLinks(List<Cid> links) {
    return new ListNode(links.stream().map(link -> (Node) Node.of(link)).toList());
  }

  /** How many items there are. */
  public int size() {
    return items.size();
  }

  /** The item at a place, of whatever kind. */
  public Node get(int index) throws CodecException {
    if (index < 0 || index >= items.size()) {
      throw new CodecException("item [" + index + "] is missing of [" + items.size() + "]");
    }
    return items.get(index);
  }

  /** The text at a place. */
  public String text(int index) throws CodecException {
    return Shape.text(get(index), place(index));
  }

  /** The bytes at a place, not copied. */
  public byte[] bytes(int index) throws CodecException {
    return Shape.as(BytesNode.class, "bytes", get(index), place(index)).value();
  }

  /** The integer at a place; one beyond 64 signed bits is an error. */
  public long integer(int index) throws CodecException {
    return Shape.integer(get(index), place(index));
  }

  /** The link at a place. */
  public Cid link(int index) throws CodecException {
    return Shape.as(LinkNode.class, "link", get(index), place(index)).cid();
  }

  /** The list at a place. */
  public ListNode list(int index) throws CodecException {
    return Shape.as(ListNode.class, "list", get(index), place(index));
  }

  /** The map at a place. */
  public MapNode map(int index) throws CodecException {
    return Shape.as(MapNode.class, "map", get(index), place(index));
  }

  /** All items, each of which must be text. */
  public List<String> texts() throws CodecException {
    List<String> texts = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      texts.add(text(i));
    }
    return List.copyOf(texts);
  }

  /** All items, each of which must be a link. */
  public List<Cid> links() throws CodecException {
    List<Cid> links = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      links.add(link(i));
    }
    return List.copyOf(links);
  }

  @Override
  public String kind() {
    return "list";
  }

  private static String place(int index) {
    return "item [" + index + "]";
  }
}
