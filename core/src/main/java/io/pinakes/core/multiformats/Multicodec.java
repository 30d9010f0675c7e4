package io.pinakes.core.multiformats;

/**
 * The codes that Pinakes meets, other than hash functions (multiformats/multicodec, {@code
 * table.csv}).
 */
public final class Multicodec {
  /** Bytes with no structure. */
  public static final long RAW = 0x55;

  /** MerkleDAG protobuf, the codec of UnixFS. */
  public static final long DAG_PB = 0x70;

  /** MerkleDAG CBOR, the codec of manifests. */
  public static final long DAG_CBOR = 0x71;

  /** A libp2p public key, of which IPNS names are made. */
  public static final long LIBP2P_KEY = 0x72;

  /** MerkleDAG JSON. */
  public static final long DAG_JSON = 0x0129;

  /** A CAR file, whole. */
  public static final long CAR = 0x0202;

  /** A signed IPNS record. */
  public static final long IPNS_RECORD = 0x0300;

  /** The payload type of a signed libp2p peer record. */
  public static final long LIBP2P_PEER_RECORD = 0x0301;

  /** A CARv2 index, sorted by digest. */
  public static final long CAR_INDEX_SORTED = 0x0400;

  /** A CARv2 index, sorted by hash function and digest. */
  public static final long CAR_MULTIHASH_INDEX_SORTED = 0x0401;

  /** Bitswap, as providers announce it. */
  public static final long TRANSPORT_BITSWAP = 0x0900;

  /** The trustless HTTP gateway, as providers announce it. */
  public static final long TRANSPORT_IPFS_GATEWAY_HTTP = 0x0920;

  private Multicodec() {}

  /** The name of a content codec for people, {@code 0x…} if Pinakes has none for it. */
  public static String name(long codec) {
    if (codec == RAW) {
      return "raw";
    } else if (codec == DAG_PB) {
      return "dag-pb";
    } else if (codec == DAG_CBOR) {
      return "dag-cbor";
    } else if (codec == LIBP2P_KEY) {
      return "libp2p-key";
    } else if (codec == DAG_JSON) {
      return "dag-json";
    } else if (codec == CAR) {
      return "car";
    }
    return "0x" + Long.toHexString(codec);
  }
}
