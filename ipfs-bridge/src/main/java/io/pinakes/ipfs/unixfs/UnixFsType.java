package io.pinakes.ipfs.unixfs;

import io.pinakes.ipfs.ipld.CodecException;

/** What a UnixFS node is. */
enum UnixFsType {
  /** A leaf, as old programs wrote it: read, never written. */
  RAW(0),
  DIRECTORY(1),
  FILE(2),
  /** Never used by anyone. */
  METADATA(3),
  SYMLINK(4),
  HAMT_SHARD(5);

  private final int number;

  UnixFsType(int number) {
    this.number = number;
  }

  /** What stands for it in a block. */
  int number() {
    return number;
  }

  static UnixFsType of(long number) throws CodecException {
    for (UnixFsType type : values()) {
      if (type.number == number) {
        return type;
      }
    }
    throw new CodecException("UnixFS type [" + number + "] is none");
  }
}
