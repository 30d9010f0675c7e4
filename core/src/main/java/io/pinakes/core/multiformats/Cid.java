package io.pinakes.core.multiformats;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * A content identifier: the hash of a block, and the codec that reads it (multiformats/cid).
 *
 * <p>Version 0 is a bare SHA-256 multihash of a dag-pb block, written in base58; version 1 is
 * {@code 01 | codec | multihash}, written in base32. Equality is by value: a v0 and a v1 of the
 * same block are different names.
 */
public record Cid(int version, long codec, Multihash hash) implements Comparable<Cid> {
  /** The longest binary CID accepted, in bytes: two varints and the longest multihash. */
  public static final int MAX_BYTES = 168;

  /** Checks that the parts fit together. */
  public Cid {
    if (version != 0 && version != 1) {
      throw new MultiformatException("CID version [" + version + "] is not 0 or 1");
    }
    if (version == 0
        && (codec != Multicodec.DAG_PB
            || hash.code() != Multihash.SHA2_256
            || hash.digestLength() != 32)) {
      throw new MultiformatException("CIDv0 names only dag-pb by a whole SHA-256");
    }
  }

  /** A version 1 CID. */
  public static Cid v1(long codec, Multihash hash) {
    return new Cid(1, codec, hash);
  }

  /** Names a block: version 1, SHA-256. */
  public static Cid of(long codec, byte[] block) {
    return v1(codec, Multihash.sha256(block));
  }

  /**
   * Reads one binary CID and moves the buffer's position behind it; {@code 12 20} begins a version
   * 0.
   *
   * @throws MultiformatException if it is malformed or cut short
   */
  public static Cid read(ByteBuffer in) {
    int start = in.position();
    if (in.remaining() >= 2 && in.get(start) == 0x12 && in.get(start + 1) == 0x20) {
      return new Cid(0, Multicodec.DAG_PB, Multihash.read(in));
    }
    long version = Varint.read(in);
    if (version != 1) {
      throw new MultiformatException("CID version [" + version + "] is not 1");
    }
    long codec = Varint.read(in);
    return v1(codec, Multihash.read(in));
  }

  /** Parses bytes that hold one CID and nothing else. */
  public static Cid fromBytes(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MultiformatException("CID of [" + bytes.length + "] bytes is too long");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Cid cid = read(in);
    if (in.hasRemaining()) {
      throw new MultiformatException("[" + in.remaining() + "] bytes follow the CID");
    }
    return cid;
  }

  /**
   * Parses the text form; {@code /ipfs/} and {@code ipfs://} in front are the caller's to take off.
   */
  public static Cid parse(String text) {
    if (text.length() == 46 && text.startsWith("Qm")) {
      return fromBytes(Multibase.BASE58BTC.decodeBare(text));
    }
    Cid cid = fromBytes(Multibase.decode(text));
    if (cid.version == 0) {
      throw new MultiformatException("CIDv0 takes no multibase prefix: [" + text + "]");
    }
    return cid;
  }

  /** The binary form. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(40);
    if (version == 1) {
      Varint.write(1, out);
      Varint.write(codec, out);
    }
    hash.writeTo(out);
    return out.toByteArray();
  }

  @Override
  public int compareTo(Cid other) {
    int byVersion = Integer.compare(version, other.version);
    int byCodec = Long.compare(codec, other.codec);
    return byVersion != 0 ? byVersion : byCodec != 0 ? byCodec : hash.compareTo(other.hash);
  }

  /** The text form: base58 for version 0, base32 for version 1. */
  @Override
  public String toString() {
    return version == 0
        ? Multibase.BASE58BTC.encodeBare(toBytes())
        : Multibase.BASE32.encode(toBytes());
  }
}
