package io.pinakes.ipfs.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds single blocks in an archive on disk, by the index of a version 2 archive; where there is
 * none, or one of an unknown format, by one made in memory from the sections' CIDs.
 *
 * <p>The index is a stranger's, too: what it points to is read within the payload's bounds and
 * verified against the CID that was asked for. Many threads may ask at once.
 */
public final class CarFile implements BlockReader, Closeable {
  /** What it takes to read a section's length and CID. */
  private static final int PREFIX_BYTES = Varint.MAX_BYTES + Cid.MAX_BYTES;

  private final FileChannel channel;
  private final CarOptions options;
  private final int version;
  private final List<Cid> roots;
  private final FileBytes payload;
  private final Offsets offsets;
  private final boolean indexed;

  /** A section's CID and where its block's bytes stand in the payload. */
  private record Place(Cid cid, long start, int size) {}

  private CarFile(FileChannel channel, CarOptions options) throws IOException {
    this.channel = channel;
    this.options = options;
    FileBytes file = FileBytes.whole(channel);
    CarHeader header = header(file);
    if (header.version() == 1) {
      this.version = 1;
      this.roots = header.roots();
      this.payload = file;
      this.offsets = scan(file);
      this.indexed = false;
      return;
    }
    CarV2Header v2 =
        CarV2Header.decode(
            file.bytes(CarV2Header.BYTES, CarV2Header.PREFIX_BYTES - CarV2Header.BYTES));
    this.version = 2;
    this.payload = file.part(v2.dataOffset(), v2.dataOffset() + v2.dataSize());
    CarHeader inner = header(payload);
    if (inner.version() != 1) {
      throw new CarException(
          "CAR: the payload of version 2 is of version [" + inner.version() + "]");
    }
    this.roots = inner.roots();
    Optional<CarIndex> index =
        v2.indexOffset() == 0
            ? Optional.empty()
            : CarIndex.open(file.part(v2.indexOffset(), file.size()));
    this.indexed = index.isPresent();
    this.offsets = index.isPresent() ? index.get() : scan(payload);
  }

  /**
   * Opens an archive.
   *
   * @throws CarException if it is malformed or beyond the options
   * @throws IOException if it cannot be read
   */
  public static CarFile open(Path file, CarOptions options) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new CarFile(channel, options);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The archive's version, 1 or 2. */
  public int version() {
    return version;
  }

  /** The roots that the header names, unmodifiable. */
  public List<Cid> roots() {
    return roots;
  }

  /** Whether the archive's own index is used. */
  public boolean indexed() {
    return indexed;
  }

  @Override
  public Optional<byte[]> get(Cid cid) throws IOException {
    if (cid.hash().code() == Multihash.IDENTITY) {
      return Optional.of(cid.hash().digest());
    }
    Optional<Place> place = find(cid.hash());
    if (place.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = payload.bytes(place.get().size(), place.get().start());
    return Optional.of(Block.verified(cid, bytes).bytes());
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return cid.hash().code() == Multihash.IDENTITY || find(cid.hash()).isPresent();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private Optional<Place> find(Multihash wanted) throws IOException {
    for (long offset : offsets.find(wanted)) {
      Place place = place(payload, offset);
      if (place.cid().hash().equals(wanted)) {
        return Optional.of(place);
      }
      if (!Arrays.equals(place.cid().hash().digest(), wanted.digest())) {
        throw new CarException(
            "CAR index says that [" + wanted + "] is at [" + offset + "], where another block is");
      }
    }
    return Optional.empty();
  }

  private Offsets scan(FileBytes in) throws IOException {
    ScannedOffsets found = new ScannedOffsets(options.maxScannedBlocks());
    ByteBuffer head = in.upTo(Varint.MAX_BYTES, 0);
    long at = varint(head, 0) + head.position();
    while (at < in.size()) {
      if (in.read(1, at).get() == 0 && options.zeroSectionEnds()) {
        break;
      }
      Place place = place(in, at);
      found.add(place.cid().hash(), at);
      at = place.start() + place.size();
    }
    return found;
  }

  private CarHeader header(FileBytes in) throws IOException {
    ByteBuffer head = in.upTo(Varint.MAX_BYTES, 0);
    long length = varint(head, 0);
    if (length > options.maxHeaderBytes()) {
      throw new CarException("CAR header of [" + length + "] bytes is over the limit");
    }
    return CarHeader.decode(in.bytes((int) length, head.position()));
  }

  /** Reads a section's length and CID, and checks that the section lies in the payload. */
  private Place place(FileBytes in, long offset) throws IOException {
    if (offset < 0 || offset >= in.size()) {
      throw new CarException("CAR has no section at [" + offset + "]");
    }
    ByteBuffer prefix = in.upTo(PREFIX_BYTES, offset);
    long length = varint(prefix, offset);
    int start = prefix.position();
    if (length == 0 || length > options.maxSectionBytes() || length > in.size() - offset - start) {
      throw new CarException("CAR section at [" + offset + "] has length [" + length + "]");
    }
    prefix.limit((int) Math.min(prefix.limit(), start + length));
    try {
      Cid cid = Cid.read(prefix);
      int cidBytes = prefix.position() - start;
      return new Place(cid, offset + prefix.position(), (int) length - cidBytes);
    } catch (MultiformatException e) {
      throw new CarException("CAR section at [" + offset + "]: " + e.getMessage(), e);
    }
  }

  private static long varint(ByteBuffer in, long at) throws CarException {
    try {
      return Varint.read(in);
    } catch (MultiformatException e) {
      throw new CarException("CAR at byte [" + at + "]: " + e.getMessage(), e);
    }
  }
}
