package io.pinakes.ipfs.ipns;

import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.p2p.wire.ProtobufReader;
import io.pinakes.p2p.wire.ProtobufWriter;
import io.pinakes.p2p.wire.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record as it travels, well formed but not yet believed: {@link IpnsValidator} does that.
 *
 * <p>Layout, a protobuf of at most 10 KiB:
 *
 * <pre>
 *   1 value  2 signature over value|validity|"EOL"  3 validity type  4 validity  5 sequence  6 TTL
 *   7 public key, where the name does not hold it  8 signature over "ipns-signature:"|data  9 data
 * </pre>
 *
 * Fields 1 to 6 are for old readers: they repeat what {@code data} says, and may be left out
 * together. What counts is data ({@link IpnsData}) and its signature.
 */
public final class IpnsRecord {
  /** The longest record, in bytes. */
  public static final int MAX_BYTES = 10 << 10;

  /** Older before newer: by sequence, then by end, then by bytes, so that all choose alike. */
  public static final Comparator<IpnsRecord> NEWEST_LAST =
      Comparator.comparingLong((IpnsRecord record) -> record.data.sequence())
          .thenComparing(record -> record.data.validUntil())
          .thenComparing(record -> record.bytes, Arrays::compareUnsigned);

  private final byte[] bytes;
  private final IpnsData data;
  private final byte[] signed;
  private final byte[] signature;
  private final @Nullable PublicKey key;

  private IpnsRecord(byte[] bytes, Fields fields) throws IpnsException {
    if (fields.data == null || fields.signature == null) {
      throw new IpnsException("the record has no signature of version 2");
    }
    this.bytes = bytes;
    this.signed = fields.data;
    this.signature = fields.signature;
    this.data = IpnsData.decode(fields.data);
    this.key = fields.key == null ? null : key(fields.key);
    fields.requireSame(data);
  }

  /**
   * Reads a record.
   *
   * @throws IpnsException if it is too long, malformed, signed by version 1 alone, or if its legacy
   *     fields say something else than what is signed
   */
  public static IpnsRecord parse(byte[] bytes) throws IpnsException {
    if (bytes.length > MAX_BYTES) {
      throw new IpnsException(
          "record of [" + bytes.length + "] bytes is over the limit of [" + MAX_BYTES + "]");
    }
    try {
      return new IpnsRecord(bytes.clone(), Fields.read(bytes));
    } catch (WireException e) {
      throw new IpnsException("the record is malformed: " + e.getMessage(), e);
    }
  }

  /** The record as it travels, a copy. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** What it says. */
  public IpnsData data() {
    return data;
  }

  /** The key that came along, where the name does not hold it. */
  public Optional<PublicKey> publicKey() {
    return Optional.ofNullable(key);
  }

  /** How long from then on it may be remembered: its time to live, or less if it ends before. */
  public Duration cacheFor(Instant now) {
    Duration left = Duration.between(now, data.validUntil());
    if (left.isNegative()) {
      return Duration.ZERO;
    }
    return left.compareTo(data.ttl()) < 0 ? left : data.ttl();
  }

  /** Whether that key signed it. */
  boolean isSignedBy(PublicKey signer) {
    return signer.verify(IpnsSigner.toSign(signed), signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpnsRecord that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "IpnsRecord" + data;
  }

  private static PublicKey key(byte[] protobuf) throws IpnsException {
    try {
      return PublicKey.fromProtobuf(protobuf);
    } catch (MultiformatException e) {
      throw new IpnsException("the key of the record is malformed", e);
    }
  }

  /** The fields of the message, as they come. */
  static final class Fields {
    byte @Nullable [] value;
    byte @Nullable [] signatureV1;
    long validityType;
    byte @Nullable [] validity;
    long sequence;
    long ttl;
    byte @Nullable [] key;
    byte @Nullable [] signature;
    byte @Nullable [] data;
    private boolean legacy;

    static Fields read(byte[] message) throws WireException {
      Fields fields = new Fields();
      ProtobufReader in = new ProtobufReader(message);
      while (in.next()) {
        fields.legacy |= in.field() <= 6;
        switch (in.field()) {
          case 1 -> fields.value = in.bytes();
          case 2 -> fields.signatureV1 = in.bytes();
          case 3 -> fields.validityType = in.number();
          case 4 -> fields.validity = in.bytes();
          case 5 -> fields.sequence = in.number();
          case 6 -> fields.ttl = in.number();
          case 7 -> fields.key = in.bytes();
          case 8 -> fields.signature = in.bytes();
          case 9 -> fields.data = in.bytes();
          default -> {}
        }
      }
      return fields;
    }

    /**
     * Legacy fields must repeat what is signed, else old readers and new ones would see two
     * different records under one signature.
     */
    void requireSame(IpnsData said) throws IpnsException {
      if (!legacy) {
        return;
      }
      boolean same =
          value != null
              && validity != null
              && Arrays.equals(value, said.valueBytes())
              && IpnsData.sameEnd(validity, said)
              && validityType == 0
              && sequence == said.sequence()
              && ttl == said.ttl().toNanos();
      if (!same) {
        throw new IpnsException("the legacy fields of the record are not what is signed");
      }
    }

    byte[] write() {
      ProtobufWriter out = new ProtobufWriter();
      if (signatureV1 != null && value != null && validity != null) {
        out.bytes(1, value).bytes(2, signatureV1).number(3, validityType).bytes(4, validity);
        out.number(5, sequence).number(6, ttl);
      }
      if (key != null) {
        out.bytes(7, key);
      }
      if (signature != null && data != null) {
        out.bytes(8, signature).bytes(9, data);
      }
      return out.toBytes();
    }
  }
}
