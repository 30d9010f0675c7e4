package io.pinakes.ipfs.ipld;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Nodes of every kind, with a taste for the edges of each. */
public final class RandomNodes {
  private static final String[] PIECES = {
    "", "a", "b", "/", "bytes", "é", "\uffff", "\ud83d\ude00", "\u0000", "\"\\", "\u2028", "!"
  };

  private RandomNodes() {}

  /** A node of at most some hundreds of nodes. */
  public static Node node(RandomGenerator random) {
    return node(random, random.nextInt(5));
  }

  private static Node node(RandomGenerator random, int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 8)) {
      case 0 -> Node.NULL;
      case 1 -> Node.of(random.nextBoolean());
      case 2 -> Node.of(random.nextLong() >> random.nextInt(64));
      case 3 -> wide(random);
      case 4 -> number(random);
      case 5 -> Node.of(text(random));
      case 6 -> Node.of(bytes(random, 40));
      case 7 -> Node.of(cid(random));
      case 8, 9 -> list(random, depth - 1);
      default -> map(random, depth - 1);
    };
  }

  /** Text that UTF-8 can hold. */
  public static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** A CID of one of the codecs, as a hash or as identity, of either version. */
  public static Cid cid(RandomGenerator random) {
    byte[] content = bytes(random, 10);
    return switch (random.nextInt(4)) {
      case 0 -> new Cid(0, Multicodec.DAG_PB, Multihash.sha256(content));
      case 1 -> Cid.v1(Multicodec.RAW, Multihash.of(Multihash.IDENTITY, content));
      case 2 -> Cid.of(Multicodec.DAG_CBOR, content);
      default -> Cid.of(random.nextLong(1L << 40), content);
    };
  }

  /** Up to so many random bytes. */
  public static byte[] bytes(RandomGenerator random, int atMost) {
    byte[] bytes = new byte[random.nextInt(atMost + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Node wide(RandomGenerator random) {
    BigInteger unsigned = new BigInteger(Long.toUnsignedString(random.nextLong()));
    return Node.of(random.nextBoolean() ? unsigned : unsigned.not());
  }

  private static Node number(RandomGenerator random) {
    double value =
        switch (random.nextInt(4)) {
          case 0 -> Double.longBitsToDouble(random.nextLong());
          case 1 -> random.nextInt(-1000, 1000);
          case 2 -> random.nextInt(100) * Double.MIN_VALUE;
          default -> random.nextGaussian() * Math.pow(10, random.nextInt(-30, 30));
        };
    return Node.of(Double.isFinite(value) ? value : -0.0);
  }

  private static Node list(RandomGenerator random, int depth) {
    List<Node> items = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      items.add(node(random, depth));
    }
    return Node.of(items);
  }

  private static Node map(RandomGenerator random, int depth) {
    MapNode.Builder map = MapNode.builder();
    for (int i = random.nextInt(5); i > 0; i--) {
      map.putIfAbsent(text(random), node(random, depth));
    }
    return map.build();
  }
}
