package io.pinakes.datasets.model;

import io.pinakes.core.key.KeyType;
import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.IpldLimits;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What the codecs of all records have in common: bounds, exact fields, plain shapes. */
final class Records {
  private static final int SHA256_BYTES = 32;

  private static final DagCbor CODEC =
      DagCbor.STRICT.withLimits(
          new IpldLimits(ModelLimits.MAX_VECTORS_BYTES, ModelLimits.MAX_DEPTH));

  private Records() {}

  /** Reads a record as a map that has no fields but these. */
  static MapNode decode(String record, byte[] block, int maxBytes, Set<String> fields)
      throws CodecException {
    if (block.length > maxBytes) {
      throw new CodecException(
          record + " of [" + block.length + "] bytes is over [" + maxBytes + "]");
    }
    if (!(CODEC.decode(block) instanceof MapNode map)) {
      throw new CodecException(record + " is not a map");
    }
    map.requireOnly(fields);
    return map;
  }

  /**
   * Writes a record.
   *
   * @throws IllegalArgumentException if it is longer than its limit
   */
  static Block encode(String record, Node node, int maxBytes) {
    byte[] bytes = CODEC.encode(node);
    if (bytes.length > maxBytes) {
      throw new IllegalArgumentException(
          record + " of [" + bytes.length + "] bytes is over [" + maxBytes + "]");
    }
    return Block.of(Multicodec.DAG_CBOR, bytes);
  }

  static int encodedBytes(Node node) {
    return CODEC.encode(node).length;
  }

  static byte[] bytes(Node node) {
    return CODEC.encode(node);
  }

  /** Returns the text if it has 1 to {@code maxBytes} bytes of UTF-8. */
  static String requireText(String what, String text, int maxBytes) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    return requireShort(what, text, maxBytes);
  }

  /** Returns the text if it has at most {@code maxBytes} bytes of UTF-8. */
  static String requireShort(String what, String text, int maxBytes) {
    // A code unit is at least one byte, so that a long text is refused before it is copied.
    if (text.length() > maxBytes || text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      throw new IllegalArgumentException(what + " is over [" + maxBytes + "] bytes");
    }
    return text;
  }

  /** Returns the key if it is of the type that names datasets (DESIGN 3). */
  static PublicKey requireEd25519(PublicKey key) {
    if (key.type() != KeyType.ED25519) {
      throw new IllegalArgumentException("[" + key + "] is not an Ed25519 key");
    }
    return key;
  }

  static long requireNotNegative(String what, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(what + " is [" + value + "]");
    }
    return value;
  }

  /** A whole SHA-256, as 32 bytes. */
  static byte[] sha256(Multihash hash) {
    if (hash.code() != Multihash.SHA2_256 || hash.digestLength() != SHA256_BYTES) {
      throw new IllegalArgumentException("[" + hash + "] is not a whole SHA-256");
    }
    return hash.digest();
  }

  static Multihash sha256(byte[] digest) throws CodecException {
    if (digest.length != SHA256_BYTES) {
      throw new CodecException("SHA-256 of [" + digest.length + "] bytes");
    }
    return Multihash.of(Multihash.SHA2_256, digest);
  }

  static Cid cid(byte[] bytes) throws CodecException {
    try {
      return Cid.fromBytes(bytes);
    } catch (MultiformatException e) {
      throw new CodecException("not a CID", e);
    }
  }

  /** Makes a record of decoded fields: what its constructor refuses is malformed data here. */
  static <R> R build(String record, Construction<R> construction) throws CodecException {
    try {
      return construction.run();
    } catch (IllegalArgumentException e) {
      throw new CodecException(record + ": " + e.getMessage(), e);
    }
  }

  interface Construction<R> {
    R run() throws CodecException;
  }
}
