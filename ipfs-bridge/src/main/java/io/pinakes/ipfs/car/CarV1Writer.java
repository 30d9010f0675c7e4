package io.pinakes.ipfs.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.blockstore.Block;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes the version 1 payload. */
final class CarV1Writer implements CarWriter {
  private final OutputStream out;
  private long position;

  CarV1Writer(OutputStream out, List<Cid> roots) throws IOException {
    this.out = out;
    put(CarHeader.encode(roots));
  }

  @Override
  public void write(Block block) throws IOException {
    byte[] cid = block.cid().toBytes();
    put(Varint.encode((long) cid.length + block.size()));
    put(cid);
    put(block.bytes());
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }

  /** How many bytes have been written. */
  long position() {
    return position;
  }

  private void put(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }
}
