package io.pinakes.ipfs.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/** Writes a version 2 archive around a version 1 payload. */
final class CarV2Writer implements CarWriter {
  private static final int BUFFER_BYTES = 64 << 10;

  private final SeekableByteChannel channel;
  private final OutputStream out;
  private final CarV1Writer payload;
  private final CarIndexWriter index;

  CarV2Writer(SeekableByteChannel channel, List<Cid> roots, CarIndexFormat format)
      throws IOException {
    this.channel = channel;
    channel.position(0);
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    out.write(CarHeader.pragma());
    out.write(new byte[CarV2Header.BYTES]);
    this.payload = new CarV1Writer(out, roots);
    this.index = new CarIndexWriter(format);
  }

  @Override
  public void write(Block block) throws IOException {
    index.add(block.cid().hash(), payload.position());
    payload.write(block);
  }

  @Override
  public void finish() throws IOException {
    long size = payload.position();
    index.writeTo(out);
    out.flush();
    long end = channel.position();
    CarV2Header header =
        new CarV2Header(false, CarV2Header.PREFIX_BYTES, size, CarV2Header.PREFIX_BYTES + size);
    ByteBuffer bytes = ByteBuffer.wrap(header.encode());
    channel.position(CarV2Header.PREFIX_BYTES - CarV2Header.BYTES);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.position(end);
  }
}
