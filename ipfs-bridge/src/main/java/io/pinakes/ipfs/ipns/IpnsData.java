package io.pinakes.ipfs.ipns;

import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.IpldLimits;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What a record says; the map that is signed:
 *
 * <pre>
 *   dag-cbor {TTL: nanoseconds, Value: bytes, Sequence: integer, Validity: bytes, ValidityType: 0}
 *   Validity is RFC 3339 in ASCII with nine digits behind the second
 * </pre>
 *
 * Other keys may stand beside these, and are passed over.
 *
 * @param value a content path in UTF-8, {@code /ipfs/…} or {@code /ipns/…}
 * @param sequence counts the versions of a name, from 0 on; records that count beyond 2^63 - 1 are
 *     refused
 * @param validUntil the end; at and after it the record says nothing
 * @param ttl how long a resolver may go without asking again: a hint
 */
public record IpnsData(String value, long sequence, Instant validUntil, Duration ttl) {
  /** How long a record holds if nobody says otherwise, as the public network keeps it. */
  public static final Duration DEFAULT_LIFETIME = Duration.ofDays(2);

  /** How long a resolver may remember a record if nobody says otherwise. */
  public static final Duration DEFAULT_TTL = Duration.ofMinutes(5);

  static final int MAX_VALIDITY_BYTES = 64;
  private static final int MAX_DEPTH = 8;
  private static final Duration MAX_TTL = Duration.ofNanos(Long.MAX_VALUE);

  private static final DateTimeFormatter VALIDITY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Checks that it can be written. */
  public IpnsData {
    if (sequence < 0) {
      throw new IllegalArgumentException("sequence [" + sequence + "] is negative");
    }
    if (ttl.isNegative() || ttl.compareTo(MAX_TTL) > 0) {
      throw new IllegalArgumentException("time to live [" + ttl + "] is negative or too long");
    }
    if (!value.startsWith("/")) {
      throw new IllegalArgumentException("value [" + value + "] is no path");
    }
  }

  /** The bytes that are signed. */
  byte[] encode() {
    return DagCbor.STRICT.encode(
        MapNode.builder()
            .put("TTL", ttl.toNanos())
            .put("Value", valueBytes())
            .put("Sequence", sequence)
            .put("Validity", validityBytes())
            .put("ValidityType", 0)
            .build());
  }

  byte[] valueBytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  byte[] validityBytes() {
    return VALIDITY.format(validUntil).getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads the signed bytes; their signature is another's to check. */
  static IpnsData decode(byte[] data) throws IpnsException {
    try {
      IpldLimits limits = new IpldLimits(Math.max(1, data.length), MAX_DEPTH);
      if (!(DagCbor.RELAXED.withLimits(limits).decode(data) instanceof MapNode map)) {
        throw new IpnsException("the data of the record is no map");
      }
      if (map.integer("ValidityType") != 0) {
        throw new IpnsException("validity of type [" + map.integer("ValidityType") + "]");
      }
      return new IpnsData(
          text(map.bytes("Value")),
          map.integer("Sequence"),
          instant(map.bytes("Validity")),
          Duration.ofNanos(map.integer("TTL")));
    } catch (CodecException e) {
      throw new IpnsException("the data of the record is malformed: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IpnsException("the data of the record: " + e.getMessage(), e);
    }
  }

  /** Whether legacy bytes give the end that the signed data gives, however they write it. */
  static boolean sameEnd(byte[] validity, IpnsData said) throws IpnsException {
    return instant(validity).equals(said.validUntil());
  }

  private static String text(byte[] value) throws IpnsException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw new IpnsException("the value of the record is not UTF-8", e);
    }
  }

  private static Instant instant(byte[] validity) throws IpnsException {
    if (validity.length > MAX_VALIDITY_BYTES) {
      throw new IpnsException("validity of [" + validity.length + "] bytes is too long");
    }
    try {
      return OffsetDateTime.parse(new String(validity, StandardCharsets.US_ASCII)).toInstant();
    } catch (DateTimeException e) {
      throw new IpnsException("the validity of the record is no time of RFC 3339", e);
    }
  }
}
