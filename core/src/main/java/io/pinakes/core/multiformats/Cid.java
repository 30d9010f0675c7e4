package io.pinakes.core.multiformats;

import java.nio.ByteBuffer;

/**
 * A content identifier: the hash of a block, and the codec that reads it (multiformats/cid).
 *
 * <p>Version 0 is a bare SHA-256 multihash of a dag-pb block, written in base58; version 1 is
 * {@code 01 | codec | multihash}, written in base32. Equality is by value: a v0 and a v1 of the
 * same block are different names.
 */
public record Cid(int version, long codec, Multihash hash) implements Comparable<Cid> {
  /** The longest binary CID accepted, in bytes: bitswap drops what is longer. */
  public static final int MAX_BYTES = 168;

  /** The longest text accepted, in characters: the longest CID in base2, behind {@code /ipfs/}. */
  public static final int MAX_CHARACTERS = 8 * MAX_BYTES + 8;

  private static final int SHA256_BYTES = 32;
  private static final int V0_CHARACTERS = 46;

  /** Checks that the parts fit together. */
  public Cid {
    if (version != 0 && version != 1) {
      throw new MultiformatException("CID version [" + version + "] is not 0 or 1");
    }
    if (codec < 0) {
      throw new MultiformatException("codec [" + codec + "] has no varint");
    }
    if (version == 0
        && (codec != Multicodec.DAG_PB
            || hash.code() != Multihash.SHA2_256
            || hash.digestLength() != SHA256_BYTES)) {
      throw new MultiformatException("CIDv0 names only dag-pb by a whole SHA-256");
    }
  }

  /** A version 1 CID. */
  public static Cid v1(long codec, Multihash hash) {
    return new Cid(1, codec, hash);
  }

  /** A version 0 CID, which only a whole SHA-256 can be. */
  public static Cid v0(Multihash hash) {
    return new Cid(0, Multicodec.DAG_PB, hash);
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
      return v0(Multihash.read(in));
    }
    long version = Varint.read(in);
    if (version != 1) {
      throw new MultiformatException("CID version [" + version + "] is not 1");
    }
    long codec = Varint.read(in);
    return v1(codec, Multihash.read(in));
  }

  /**
   * Parses bytes that hold one CID and nothing else.
   *
   * @throws MultiformatException if they do not
   */
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
   * Parses the text form: base58 for version 0, any multibase for version 1. What people paste,
   * with a scheme or path in front, is for {@link #parseReference}.
   *
   * @throws MultiformatException if it is malformed
   */
  public static Cid parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new MultiformatException("CID of [" + text.length() + "] characters is too long");
    }
    if (text.length() == V0_CHARACTERS && text.startsWith("Qm")) {
      return fromBytes(Multibase.BASE58BTC.decodeBare(text));
    }
    Cid cid = fromBytes(Multibase.decode(text));
    if (cid.version == 0) {
      throw new MultiformatException("CIDv0 takes no multibase prefix: [" + text + "]");
    }
    return cid;
  }

  /**
   * Parses a CID as people write it: bare, {@code /ipfs/CID} or {@code ipfs://CID}, with or without
   * a slash behind it.
   *
   * @throws MultiformatException if it is malformed, or a path goes on inside what the CID names
   */
  public static Cid parseReference(String text) {
    String rest = text;
    if (text.startsWith("/ipfs/")) {
      rest = text.substring("/ipfs/".length());
    } else if (text.regionMatches(true, 0, "ipfs://", 0, "ipfs://".length())) {
      rest = text.substring("ipfs://".length());
    }
    if (rest.length() < text.length() && rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    if (rest.indexOf('/') >= 0) {
      throw new MultiformatException("[" + shown(text) + "] is a path, not a CID");
    }
    return parse(rest);
  }

  /** The same block's name in version 1; itself if it is one. */
  public Cid toV1() {
    return version == 1 ? this : v1(codec, hash);
  }

  /** The binary form. */
  public byte[] toBytes() {
    if (version == 0) {
      return hash.toBytes();
    }
    byte[] out = new byte[1 + Varint.size(codec) + hash.size()];
    out[0] = 1;
    hash.writeTo(out, Varint.write(codec, out, 1));
    return out;
  }

  @Override
  public int compareTo(Cid other) {
    int byVersion = Integer.compare(version, other.version);
    int byCodec = Long.compare(codec, other.codec);
    return byVersion != 0 ? byVersion : byCodec != 0 ? byCodec : hash.compareTo(other.hash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cid that
        && version == that.version
        && codec == that.codec
        && hash.equals(that.hash);
  }

  /** The multihash's: names of one block in two codecs are rarely in one map. */
  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  /** The text form: base58 for version 0, base32 for version 1. */
  @Override
  public String toString() {
    return version == 0
        ? Multibase.BASE58BTC.encodeBare(toBytes())
        : Multibase.BASE32.encode(toBytes());
  }

  /**
   * The text form in another base.
   *
   * @throws MultiformatException for a version 0, which has base58 alone
   */
  public String toString(Multibase base) {
    if (version == 0) {
      throw new MultiformatException("CIDv0 is written in base58 alone: [" + this + "]");
    }
    return base.encode(toBytes());
  }

  private static String shown(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
