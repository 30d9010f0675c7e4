package io.pinakes.ipfs.ipld;

import io.pinakes.core.multiformats.Cid;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A map from text to nodes, which keeps the order in which entries were put; codecs sort.
 *
 * <p>The typed getters ({@code text}, {@code integer}, …) throw a {@link CodecException} that names
 * the field when it is missing or of another kind. Those for optional fields ({@code findText}, …)
 * are empty when it is missing, and throw when it is of another kind: null is one.
 */
public final class MapNode implements Node {
  static final MapNode EMPTY = new MapNode(Map.of());

  private final Map<String, Node> entries;

  private MapNode(Map<String, Node> entries) {
    this.entries = entries;
  }

  /** A map to be filled. */
  public static Builder builder() {
    return new Builder();
  }

  /** The entries in their order, unmodifiable. */
  public Map<String, Node> entries() {
    return entries;
  }

  /** The keys in their order, unmodifiable. */
  public Set<String> keys() {
    return entries.keySet();
  }

  /** How many entries there are. */
  public int size() {
    return entries.size();
  }

  /** The field, of whatever kind, if there is one. */
  public Optional<Node> find(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** The field, of whatever kind. */
  public Node get(String key) throws CodecException {
    Node node = entries.get(key);
    if (node == null) {
      throw new CodecException(place(key) + " is missing");
    }
    return node;
  }

  /** The field, which must be text. */
  public String text(String key) throws CodecException {
    return Shape.text(get(key), place(key));
  }

  /** The field, which must be bytes; they are not copied. */
  public byte[] bytes(String key) throws CodecException {
    return field(BytesNode.class, "bytes", key).value();
  }

  /** The field, which must be an integer of 64 signed bits. */
  public long integer(String key) throws CodecException {
    return Shape.integer(get(key), place(key));
  }

  /** The field, which must be a float; an integer is none. */
  public double number(String key) throws CodecException {
    return field(FloatNode.class, "float", key).value();
  }

  /** The field, which must be a truth value. */
  public boolean bool(String key) throws CodecException {
    return field(BoolNode.class, "bool", key).value();
  }

  /** The field, which must be a link. */
  public Cid link(String key) throws CodecException {
    return field(LinkNode.class, "link", key).cid();
  }

  /** The field, which must be a list. */
  public ListNode list(String key) throws CodecException {
    return field(ListNode.class, "list", key);
  }

  /** The field, which must be a map. */
  public MapNode map(String key) throws CodecException {
    return field(MapNode.class, "map", key);
  }

  /** The field, which must be text if there is one. */
  public Optional<String> findText(String key) throws CodecException {
    return entries.containsKey(key) ? Optional.of(text(key)) : Optional.empty();
  }

  /** The field, which must be bytes if there is one; they are not copied. */
  public Optional<byte[]> findBytes(String key) throws CodecException {
    return entries.containsKey(key) ? Optional.of(bytes(key)) : Optional.empty();
  }

  /** The field, which must be an integer of 64 signed bits if there is one. */
  public OptionalLong findInteger(String key) throws CodecException {
    return entries.containsKey(key) ? OptionalLong.of(integer(key)) : OptionalLong.empty();
  }

  /** The field, which must be a link if there is one. */
  public Optional<Cid> findLink(String key) throws CodecException {
    return entries.containsKey(key) ? Optional.of(link(key)) : Optional.empty();
  }

  /** The field, which must be a list if there is one. */
  public Optional<ListNode> findList(String key) throws CodecException {
    return entries.containsKey(key) ? Optional.of(list(key)) : Optional.empty();
  }

  /** The field, which must be a map if there is one. */
  public Optional<MapNode> findMap(String key) throws CodecException {
    return entries.containsKey(key) ? Optional.of(map(key)) : Optional.empty();
  }

  /**
   * Refuses fields beyond those that the reader knows.
   *
   * @throws CodecException if there is one, and names it
   */
  public void requireOnly(Set<String> known) throws CodecException {
    for (String key : entries.keySet()) {
      if (!known.contains(key)) {
        throw new CodecException(place(key) + " is unknown");
      }
    }
  }

  @Override
  public String kind() {
    return "map";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MapNode that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return "MapNode" + entries;
  }

  private <T extends Node> T field(Class<T> kind, String called, String key) throws CodecException {
    return Shape.as(kind, called, get(key), place(key));
  }

  private static String place(String key) {
    return "field [" + key + "]";
  }

  /** Collects the entries of a map; a key may be put once. */
  public static final class Builder {
    private Map<String, Node> entries = LinkedHashMap.newLinkedHashMap(1);

    private Builder() {}

    /**
     * Puts a node.
     *
     * @throws IllegalArgumentException if the key was put before
     */
    public Builder put(String key, Node value) {
      if (!putIfAbsent(key, value)) {
        throw new IllegalArgumentException("key [" + key + "] is put twice");
      }
      return this;
    }

    /** Puts a node unless the key was put before; returns whether it was not. */
    public boolean putIfAbsent(String key, Node value) {
      Objects.requireNonNull(value);
      return entries.putIfAbsent(Objects.requireNonNull(key), value) == null;
    }

    /** Puts text. */
    public Builder put(String key, String value) {
      return put(key, Node.of(value));
    }

    /** Puts an integer. */
    public Builder put(String key, long value) {
      return put(key, Node.of(value));
    }

    /** Puts a truth value. */
    public Builder put(String key, boolean value) {
      return put(key, Node.of(value));
    }

    /** Puts bytes; the array is not copied. */
    public Builder put(String key, byte[] value) {
      return put(key, Node.of(value));
    }

    /** Puts a link. */
    public Builder put(String key, Cid value) {
      return put(key, Node.of(value));
    }

    /** The map; the builder is empty afterwards. */
    public MapNode build() {
      if (entries.isEmpty()) {
        return EMPTY;
      }
      MapNode map = new MapNode(Collections.unmodifiableMap(entries));
      entries = LinkedHashMap.newLinkedHashMap(1);
      return map;
    }
  }
}
