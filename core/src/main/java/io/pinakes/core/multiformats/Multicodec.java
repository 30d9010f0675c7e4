package io.pinakes.core.multiformats;

/** The content codes that Pinakes meets (multiformats/multicodec, {@code table.csv}). */
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

  private Multicodec() {}
}
