package io.pinakes.core.key;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multibase;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Multihash;
import java.util.Optional;

/**
 * The name of a public key: a multihash of its protobuf, the identity hash if that has at most 42
 * bytes (Ed25519, secp256k1; the key can then be read out of its name), else SHA-256.
 *
 * <p>Source: the libp2p specification of peer ids. Written as base58 of the multihash, {@code
 * 12D3Koo…} or {@code Qm…}; read in that form and as a CID of codec libp2p-key.
 *
 * @param hash the multihash, checked to be one of the two kinds
 */
public record PeerId(Multihash hash) implements Comparable<PeerId> {
  /** The longest key protobuf that is its own name, in bytes. */
  static final int MAX_INLINE_BYTES = 42;

  /** The longest text form accepted, in characters; a CID in base2 would be longer, and useless. */
  private static final int MAX_CHARACTERS = 128;

  private static final int SHA256_BYTES = 32;

  /** Checks that it can be the name of a key. */
  public PeerId {
    if (hash.code() == Multihash.IDENTITY) {
      requireInlineKey(hash);
    } else if (hash.code() != Multihash.SHA2_256 || hash.digestLength() != SHA256_BYTES) {
      throw new MultiformatException("peer id is neither an identity nor a SHA-256 multihash");
    }
  }

  /** The name of a key. */
  public static PeerId of(PublicKey key) {
    byte[] protobuf = key.toProtobuf();
    return new PeerId(
        protobuf.length <= MAX_INLINE_BYTES
            ? Multihash.of(Multihash.IDENTITY, protobuf)
            : Multihash.sha256(protobuf));
  }

  /**
   * Parses the binary form, a multihash and nothing else.
   *
   * @throws MultiformatException if it is malformed
   */
  public static PeerId fromBytes(byte[] bytes) {
    return new PeerId(Multihash.fromBytes(bytes));
  }

  /**
   * Parses either text form: base58 of the multihash, or a CID of codec libp2p-key in any base.
   *
   * @throws MultiformatException if it is malformed
   */
  public static PeerId parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new MultiformatException("peer id of [" + text.length() + "] characters is too long");
    }
    if (text.startsWith("1") || text.startsWith("Qm")) {
      return fromBytes(Multibase.BASE58BTC.decodeBare(text));
    }
    return ofCid(Cid.parse(text));
  }

  /**
   * Reads the name out of its CID form.
   *
   * @throws MultiformatException if the codec is not libp2p-key
   */
  public static PeerId ofCid(Cid cid) {
    if (cid.codec() != Multicodec.LIBP2P_KEY) {
      throw new MultiformatException("CID [" + cid + "] does not name a key");
    }
    return new PeerId(cid.hash());
  }

  /** The CID form, version 1 of codec libp2p-key. */
  public Cid toCid() {
    return Cid.v1(Multicodec.LIBP2P_KEY, hash);
  }

  /** The CID in base36, {@code k51…} for an Ed25519 key: how IPNS names are written. */
  public String toName() {
    return Multibase.BASE36.encode(toCid().toBytes());
  }

  /** The binary form. */
  public byte[] toBytes() {
    return hash.toBytes();
  }

  /** The key itself, where the name holds it; a SHA-256 name does not. */
  public Optional<PublicKey> publicKey() {
    return hash.code() == Multihash.IDENTITY
        ? Optional.of(PublicKey.fromProtobuf(hash.digest()))
        : Optional.empty();
  }

  @Override
  public int compareTo(PeerId other) {
    return hash.compareTo(other.hash);
  }

  /** The base58 form. */
  @Override
  public String toString() {
    return Multibase.BASE58BTC.encodeBare(toBytes());
  }

  private static void requireInlineKey(Multihash hash) {
    if (hash.digestLength() > MAX_INLINE_BYTES) {
      throw new MultiformatException(
          "peer id holds a key of [" + hash.digestLength() + "] bytes, which is named by SHA-256");
    }
    PublicKey.fromProtobuf(hash.digest());
  }
}
