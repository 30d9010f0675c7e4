package io.pinakes.ipfs.unixfs;

import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.ipld.CodecException;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The protobuf inside of a UnixFS node, fields in this order:
 *
 * <pre>
 *   08 varint  Type: 0 Raw, 1 Directory, 2 File, 3 Metadata, 4 Symlink, 5 HAMTShard
 *   12 bytes   Data
 *   18 varint  filesize
 *   20 varint  blocksizes, once for each link (a packed 22 is read, too)
 *   28 varint  hashType
 *   30 varint  fanout
 *   38 varint  mode
 *   42 bytes   mtime: 08 varint Seconds (two's complement), 15 four bytes of nanoseconds, little-endian
 * </pre>
 *
 * <p>Mode and time are read and not written: the profiles leave them out.
 */
final class UnixFsDataCodec {
  private static final int TYPE = 1;
  private static final int DATA = 2;
  private static final int FILE_SIZE = 3;
  private static final int BLOCK_SIZES = 4;
  private static final int HASH_TYPE = 5;
  private static final int FANOUT = 6;
  private static final int MODE = 7;
  private static final int MTIME = 8;

  private UnixFsDataCodec() {}

  static byte[] encode(UnixFsData node) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(node.inlineLength() + 32);
    writeNumber(out, TYPE, node.type.number());
    if (node.data != null) {
      out.write(DATA << 3 | ProtoFields.BYTES);
      Varint.write(node.data.length, out);
      out.writeBytes(node.data);
    }
    node.fileSize.ifPresent(size -> writeNumber(out, FILE_SIZE, size));
    node.blockSizes.forEach(size -> writeNumber(out, BLOCK_SIZES, size));
    node.hashType.ifPresent(code -> writeNumber(out, HASH_TYPE, code));
    node.fanout.ifPresent(fanout -> writeNumber(out, FANOUT, fanout));
    return out.toByteArray();
  }

  private static void writeNumber(ByteArrayOutputStream out, int field, long value) {
    out.write(field << 3);
    Varint.write(value, out);
  }

  static UnixFsData decode(byte[] bytes) throws CodecException {
    ProtoFields fields = new ProtoFields(bytes);
    UnixFsType type = null;
    byte @Nullable [] data = null;
    OptionalLong fileSize = OptionalLong.empty();
    List<Long> blockSizes = new ArrayList<>();
    OptionalLong hashType = OptionalLong.empty();
    OptionalLong fanout = OptionalLong.empty();
    OptionalInt mode = OptionalInt.empty();
    Optional<Instant> modified = Optional.empty();
    while (fields.next()) {
      switch (fields.field()) {
        case TYPE -> type = UnixFsType.of(fields.number());
        case DATA -> data = fields.bytes();
        case FILE_SIZE -> fileSize = OptionalLong.of(unsigned(fields.number()));
        case BLOCK_SIZES -> addSizes(fields, blockSizes);
        case HASH_TYPE -> hashType = OptionalLong.of(unsigned(fields.number()));
        case FANOUT -> fanout = OptionalLong.of(unsigned(fields.number()));
        case MODE -> mode = OptionalInt.of((int) fields.number());
        case MTIME -> modified = Optional.of(time(fields.bytes()));
        default -> fields.skip();
      }
    }
    if (type == null) {
      throw new CodecException("UnixFS data without a type");
    }
    return new UnixFsData(type, data, fileSize, blockSizes, hashType, fanout, mode, modified);
  }

  private static void addSizes(ProtoFields fields, List<Long> sizes) throws CodecException {
    if (fields.wire() != ProtoFields.BYTES) {
      sizes.add(unsigned(fields.number()));
      return;
    }
    ProtoFields packed = new ProtoFields(fields.bytes());
    while (packed.more()) {
      sizes.add(unsigned(packed.varint()));
    }
  }

  private static Instant time(byte[] bytes) throws CodecException {
    ProtoFields fields = new ProtoFields(bytes);
    long seconds = 0;
    long nanos = 0;
    while (fields.next()) {
      switch (fields.field()) {
        case 1 -> seconds = fields.number();
        case 2 -> nanos = fields.fixed32();
        default -> fields.skip();
      }
    }
    if (nanos > 999_999_999) {
      throw new CodecException("mtime of [" + nanos + "] nanoseconds");
    }
    try {
      return Instant.ofEpochSecond(seconds, nanos);
    } catch (DateTimeException e) {
      throw new CodecException("mtime of [" + seconds + "] seconds", e);
    }
  }

  private static long unsigned(long value) throws CodecException {
    if (value < 0) {
      throw new CodecException("number [" + Long.toUnsignedString(value) + "] is over 2^63");
    }
    return value;
  }
}
