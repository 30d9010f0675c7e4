package io.pinakes.ipfs.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/**
 * Writes blocks into an archive in the order in which they are given. The same calls give the same
 * bytes. Not for several threads at once.
 */
public interface CarWriter {
  /**
   * Writes a block.
   *
   * @throws IOException if the output cannot be written
   */
  void write(Block block) throws IOException;

  /**
   * Completes the archive, which is not one before. The output stays open, the caller's to sync and
   * to close.
   *
   * @throws IOException if the output cannot be written
   */
  void finish() throws IOException;

  /**
   * A version 1 archive on a stream. Its header, {@code varint length | dag-cbor {roots: [link],
   * version: 1}}, is written at once.
   */
  static CarWriter v1(OutputStream out, List<Cid> roots) throws IOException {
    return new CarV1Writer(out, roots);
  }

  /**
   * A version 2 archive, from the channel's beginning on: pragma, header, the version 1 payload and
   * an index of it. The header is written last, so that what was not finished is no archive. Each
   * block costs some hundred bytes of memory until then.
   */
  static CarWriter v2(SeekableByteChannel out, List<Cid> roots, CarIndexFormat index)
      throws IOException {
    return new CarV2Writer(out, roots, index);
  }
}
