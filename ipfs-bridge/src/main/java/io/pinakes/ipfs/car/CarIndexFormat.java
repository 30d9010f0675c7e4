package io.pinakes.ipfs.car;

/**
 * The two formats of a version 2 archive's index. After the varint of the format's code, as go-car
 * writes them (the specification leaves out the counts), everything little-endian:
 *
 * <pre>
 *   SORTED            int32 number of widths, then for each, ascending:
 *                       u32 width | u64 bytes of its entries | the entries
 *   MULTIHASH_SORTED  int32 number of hash functions, then for each, ascending:
 *                       u64 code | what SORTED has
 *   entry             digest | u64 offset of the section in the payload; width bytes in all,
 *                       sorted by digest
 * </pre>
 *
 * Blocks of identity CIDs are left out.
 */
public enum CarIndexFormat {
  /** By digest alone. */
  SORTED(0x0400),
  /** By hash function and digest: what go-car writes today. */
  MULTIHASH_SORTED(0x0401);

  private final long code;

  CarIndexFormat(long code) {
    this.code = code;
  }

  /** The multicodec code that begins the index. */
  public long code() {
    return code;
  }
}
