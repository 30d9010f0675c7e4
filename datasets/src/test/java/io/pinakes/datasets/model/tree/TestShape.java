package io.pinakes.datasets.model.tree;

import io.pinakes.ipfs.ipld.BytesNode;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pairs of text and number. */
final class TestShape implements EntryShape<TestShape.Pair> {
  static final TestShape SHAPE = new TestShape();

  record Pair(String key, long value) {}

  static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String called() {
    return "test tree";
  }

  @Override
  public byte[] key(Pair entry) {
    return bytes(entry.key());
  }

  @Override
  public Node encode(Pair entry) {
    return new ListNode(List.of(Node.of(entry.key()), Node.of(entry.value())));
  }

  @Override
  public Pair decode(Node node) throws CodecException {
    if (!(node instanceof ListNode list) || list.size() != 2) {
      throw new CodecException("not a pair");
    }
    return new Pair(list.text(0), list.integer(1));
  }

  @Override
  public Node encodeKey(byte[] key) {
    return Node.of(key);
  }

  @Override
  public byte[] decodeKey(Node node) throws CodecException {
    if (!(node instanceof BytesNode bytes)) {
      throw new CodecException("not bytes");
    }
    return bytes.value();
  }
}
