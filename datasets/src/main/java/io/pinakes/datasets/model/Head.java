package io.pinakes.datasets.model;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.MapNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/**
 * The word of a dataset's key that a manifest is its newest version: the detached proof that
 * travels beside the blocks.
 *
 * <p>Layout: {@code { manifest: &Manifest, dataset: key, version: int, sequence: int, validUntil:
 * instant, signature: bytes }}; key and instant as in a {@link Manifest}.
 *
 * <p>Signed is {@code "pinakes/head/1:"} in ASCII, then the dag-cbor of the same map without {@code
 * signature}. The prefix keeps the signature from meaning anything elsewhere: no IPNS record, peer
 * record or message of another protocol begins so.
 *
 * <p>Of two heads of one dataset the one with the higher sequence counts. A version that is signed
 * anew, to prolong it, keeps its number and gets a higher sequence.
 */
public final class Head {
  private static final String CALLED = "head";
  private static final byte[] DOMAIN = "pinakes/head/1:".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_SIGNATURE_BYTES = 1_024;
  private static final Set<String> FIELDS =
      Set.of("manifest", "dataset", "version", "sequence", "validUntil", "signature");

  private final Cid manifest;
  private final PublicKey dataset;
  private final long version;
  private final long sequence;
  private final Instant validUntil;
  private final byte[] signature;

  private Head(
      Cid manifest,
      PublicKey dataset,
      long version,
      long sequence,
      Instant validUntil,
      byte[] signature) {
    if (version < 1 || sequence < 1) {
      throw new IllegalArgumentException(
          "head of version [" + version + "], sequence [" + sequence + "]");
    }
    if (signature.length > MAX_SIGNATURE_BYTES) {
      throw new IllegalArgumentException("signature of [" + signature.length + "] bytes");
    }
    this.manifest = manifest;
    this.dataset = Records.requireEd25519(dataset);
    this.version = version;
    this.sequence = sequence;
    this.validUntil = Times.wholeSeconds(validUntil);
    this.signature = signature;
  }

  /**
   * Signs a manifest.
   *
   * @param sequence 1 for the first head of a dataset, and more for each that follows
   * @throws IllegalArgumentException if the key is not the dataset's
   */
  public static Head sign(
      PrivateKey key, Cid cid, Manifest manifest, long sequence, Instant validUntil) {
    if (!key.publicKey().equals(manifest.dataset())) {
      throw new IllegalArgumentException("[" + key.publicKey() + "] does not sign this dataset");
    }
    Head unsigned =
        new Head(cid, key.publicKey(), manifest.version(), sequence, validUntil, new byte[0]);
    byte[] signature = key.sign(unsigned.signedBytes());
    return new Head(cid, key.publicKey(), manifest.version(), sequence, validUntil, signature);
  }

  /** The manifest that it names. */
  public Cid manifest() {
    return manifest;
  }

  /** The key that signed. */
  public PublicKey dataset() {
    return dataset;
  }

  /** The manifest's version. */
  public long version() {
    return version;
  }

  /** The higher, the newer. */
  public long sequence() {
    return sequence;
  }

  /** Until when it should be believed. */
  public Instant validUntil() {
    return validUntil;
  }

  /** Whether the signature is the dataset's key's over all the other fields. */
  public boolean isSigned() {
    return dataset.verify(signedBytes(), signature);
  }

  /** Whether it is signed and says of this manifest what the manifest says of itself. */
  public boolean proves(Cid cid, Manifest named) {
    return manifest.equals(cid)
        && dataset.equals(named.dataset())
        && version == named.version()
        && isSigned();
  }

  private byte[] signedBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(DOMAIN);
    out.writeBytes(Records.bytes(fields().build()));
    return out.toByteArray();
  }

  private MapNode.Builder fields() {
    return MapNode.builder()
        .put("manifest", manifest)
        .put("dataset", dataset.toProtobuf())
        .put("version", version)
        .put("sequence", sequence)
        .put("validUntil", validUntil.toString());
  }

  /** The block. */
  public Block toBlock() {
    return Records.encode(
        CALLED, fields().put("signature", signature).build(), ModelLimits.MAX_NODE_BYTES);
  }

  /**
   * Reads a block; the signature is not checked.
   *
   * @throws CodecException if it is not a head
   */
  public static Head decode(byte[] block) throws CodecException {
    MapNode map = Records.decode(CALLED, block, ModelLimits.MAX_NODE_BYTES, FIELDS);
    return Records.build(
        CALLED,
        () ->
            new Head(
                map.link("manifest"),
                PublicKey.fromProtobuf(map.bytes("dataset")),
                map.integer("version"),
                map.integer("sequence"),
                Times.parse(map.text("validUntil")),
                map.bytes("signature")));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Head that && Arrays.equals(toBlock().bytes(), that.toBlock().bytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(signature);
  }

  @Override
  public String toString() {
    return "Head[" + manifest + ", version " + version + ", sequence " + sequence + "]";
  }
}
