package io.pinakes.ipfs.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.blockstore.Block;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads an archive of either version from a stream, block by block in its order. Every block is
 * verified. Roots are what the archive claims: they may be none, and may be missing from it.
 *
 * <p>Layout of the version 1 payload: the header (see {@link CarWriter#v1}), then sections {@code
 * varint length | CID | block} to its end. Of version 2, the payload is read and the index left.
 */
public final class CarReader {
  private static final int BUFFER_BYTES = 64 << 10;

  private final CarInput in;
  private final CarOptions options;
  private final int version;
  private final List<Cid> roots;
  private final long payload;
  private boolean ended;

  private CarReader(CarInput in, CarOptions options, int version, List<Cid> roots, long payload) {
    this.in = in;
    this.options = options;
    this.version = version;
    this.roots = roots;
    this.payload = payload;
  }

  /** Reads the headers, under {@link CarOptions#DEFAULT}. */
  public static CarReader open(InputStream stream) throws IOException {
    return open(stream, CarOptions.DEFAULT);
  }

  /**
   * Reads the headers. The stream stays the caller's to close, and is read ahead.
   *
   * @throws CarException if this is no archive of version 1 or 2, or beyond the options
   * @throws IOException if the stream cannot be read
   */
  public static CarReader open(InputStream stream, CarOptions options) throws IOException {
    CarInput in = new CarInput(new BufferedInputStream(stream, BUFFER_BYTES));
    CarHeader header = header(in, options);
    if (header.version() == 1) {
      return new CarReader(in, options, 1, header.roots(), 0);
    }
    CarV2Header v2 =
        CarV2Header.decode(in.bytes(CarV2Header.BYTES, CarV2Header.BYTES, "version 2 header"));
    in.skip(v2.dataOffset() - in.position());
    in.endAfter(v2.dataSize());
    long payload = in.position();
    CarHeader inner = header(in, options);
    if (inner.version() != 1) {
      throw in.error("the payload of version 2 is of version [" + inner.version() + "], not 1");
    }
    return new CarReader(in, options, 2, inner.roots(), payload);
  }

  private static CarHeader header(CarInput in, CarOptions options) throws IOException {
    long length = in.length();
    if (length == CarInput.END) {
      throw in.error("the archive is empty");
    }
    return CarHeader.decode(in.bytes(length, options.maxHeaderBytes(), "header"));
  }

  /** The archive's version, 1 or 2. */
  public int version() {
    return version;
  }

  /** The roots that the header names, unmodifiable. */
  public List<Cid> roots() {
    return roots;
  }

  /**
   * The next block, or empty at the end.
   *
   * @throws CarException if the archive is malformed or cut short
   * @throws io.pinakes.ipfs.blockstore.HashMismatchException if a block is not what its CID names
   * @throws IOException if the stream cannot be read
   */
  public Optional<CarSection> next() throws IOException {
    long offset = in.position() - payload;
    List<Block> read = new ArrayList<>(1);
    passOn((cid, bytes) -> read.add(Block.verified(cid, bytes)));
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Block block = read.getFirst();
    return Optional.of(new CarSection(block, offset, in.position() - payload - block.size()));
  }

  /** Takes what an archive claims to be a block, and hashes it before it believes it. */
  @FunctionalInterface
  public interface Taker {
    /** Takes bytes, which nobody else writes to, under the name that the archive gives them. */
    void take(Cid cid, byte[] bytes) throws IOException;
  }

  /**
   * Hands the next block on without hashing it, for those who have that done elsewhere while more
   * is read.
   *
   * @return the block's length in bytes, or empty at the end
   * @throws CarException if the archive is malformed or cut short
   * @throws IOException if the stream cannot be read, or the taker throws it
   */
  public OptionalInt passOn(Taker taker) throws IOException {
    if (ended) {
      return OptionalInt.empty();
    }
    long length = in.length();
    if (length == CarInput.END || length == 0 && options.zeroSectionEnds()) {
      ended = true;
      return OptionalInt.empty();
    }
    if (length == 0) {
      throw in.error("section of length zero");
    }
    byte[] section = in.bytes(length, options.maxSectionBytes(), "section");
    ByteBuffer bytes = ByteBuffer.wrap(section);
    Cid cid = cid(bytes);
    byte[] block = Arrays.copyOfRange(section, bytes.position(), section.length);
    taker.take(cid, block);
    return OptionalInt.of(block.length);
  }

  private Cid cid(ByteBuffer section) throws CarException {
    try {
      return Cid.read(section);
    } catch (MultiformatException e) {
      throw new CarException("CAR before byte [" + in.position() + "]: " + e.getMessage(), e);
    }
  }
}
