package io.pinakes.ipfs.unixfs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The data of a dag-pb node that UnixFS gives a meaning to; {@link UnixFsDataCodec} has the layout.
 */
final class UnixFsData {
  final UnixFsType type;

  /** Bytes of a leaf, target of a link, bit field of a shard; absent differs from empty. */
  final byte @Nullable [] data;

  final OptionalLong fileSize;
  final List<Long> blockSizes;
  final OptionalLong hashType;
  final OptionalLong fanout;
  final OptionalInt mode;
  final Optional<Instant> modified;

  UnixFsData(
      UnixFsType type,
      byte @Nullable [] data,
      OptionalLong fileSize,
      List<Long> blockSizes,
      OptionalLong hashType,
      OptionalLong fanout,
      OptionalInt mode,
      Optional<Instant> modified) {
    this.type = type;
    this.data = data;
    this.fileSize = fileSize;
    this.blockSizes = List.copyOf(blockSizes);
    this.hashType = hashType;
    this.fanout = fanout;
    this.mode = mode;
    this.modified = modified;
  }

  private static UnixFsData of(
      UnixFsType type, byte @Nullable [] data, OptionalLong fileSize, List<Long> blockSizes) {
    return new UnixFsData(
        type,
        data,
        fileSize,
        blockSizes,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  /** A file that is one block. */
  static UnixFsData leaf(byte[] content) {
    return of(
        UnixFsType.FILE,
        content.length == 0 ? null : content,
        OptionalLong.of(content.length),
        List.of());
  }

  /** A file whose content is below it. */
  static UnixFsData file(long size, List<Long> blockSizes) {
    return of(UnixFsType.FILE, null, OptionalLong.of(size), blockSizes);
  }

  static UnixFsData directory() {
    return of(UnixFsType.DIRECTORY, null, OptionalLong.empty(), List.of());
  }

  static UnixFsData symlink(byte[] target) {
    return of(UnixFsType.SYMLINK, target, OptionalLong.empty(), List.of());
  }

  static UnixFsData shard(byte[] bitField, long hashType, long fanout) {
    return new UnixFsData(
        UnixFsType.HAMT_SHARD,
        bitField,
        OptionalLong.empty(),
        List.of(),
        OptionalLong.of(hashType),
        OptionalLong.of(fanout),
        OptionalInt.empty(),
        Optional.empty());
  }

  /** How many bytes of content stand in the node itself. */
  int inlineLength() {
    return data == null ? 0 : data.length;
  }
}
