package io.pinakes.ipfs.store;

import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Varint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * How many blocks there are and how many bytes they have: {@code varint blocks | varint bytes},
 * written with every batch that changes them.
 */
record Accounts(long blocks, long bytes) {
  static final Accounts EMPTY = new Accounts(0, 0);

  static Accounts parse(String store, byte[] value) throws StoreDamagedException {
    try {
      ByteBuffer in = ByteBuffer.wrap(value);
      return new Accounts(Varint.read(in), Varint.read(in));
    } catch (MultiformatException e) {
      throw new StoreDamagedException(
          "store [" + store + "]: its accounts are malformed; run the doctor to recount", e);
    }
  }

  byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16);
    Varint.write(blocks, out);
    Varint.write(bytes, out);
    return out.toByteArray();
  }

  Accounts plus(long moreBlocks, long moreBytes) {
    return new Accounts(blocks + moreBlocks, bytes + moreBytes);
  }

  /** Less of both; accounts that were wrong end at nothing, not below. */
  Accounts minus(long fewerBlocks, long fewerBytes) {
    return new Accounts(Math.max(0, blocks - fewerBlocks), Math.max(0, bytes - fewerBytes));
  }
}
