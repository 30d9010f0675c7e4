package io.pinakes.p2p.record;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Varint;
import io.pinakes.p2p.wire.ProtobufReader;
import io.pinakes.p2p.wire.ProtobufWriter;
import io.pinakes.p2p.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A payload with a signature over it, its type and the domain that it is meant for (libp2p RFC 2).
 *
 * <pre>{@code
 * public_key 1, payload_type 2, payload 3, signature 5
 * signed: for each of domain, payload_type, payload: varint length | bytes
 * }</pre>
 */
public final class SignedEnvelope {
  /** The longest envelope read, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private final PublicKey signer;
  private final byte[] payload;
  private final byte[] bytes;

  private SignedEnvelope(PublicKey signer, byte[] payload, byte[] bytes) {
    this.signer = signer;
    this.payload = payload;
    this.bytes = bytes;
  }

  /** Signs a payload. */
  public static SignedEnvelope seal(
      PrivateKey key, String domain, byte[] payloadType, byte[] payload) {
    byte[] bytes =
        new ProtobufWriter()
            .bytes(1, key.publicKey().toProtobuf())
            .bytes(2, payloadType)
            .bytes(3, payload)
            .bytes(5, key.sign(signed(domain, payloadType, payload)))
            .toBytes();
    return new SignedEnvelope(key.publicKey(), payload.clone(), bytes);
  }

  /**
   * Reads an envelope and checks it.
   *
   * @throws WireException if it is malformed, of another type, or the signature is not the signer's
   */
  public static SignedEnvelope open(byte[] bytes, String domain, byte[] payloadType)
      throws WireException {
    if (bytes.length > MAX_BYTES) {
      throw new WireException("signed envelope of [" + bytes.length + "] bytes");
    }
    byte[] key = new byte[0];
    byte[] type = new byte[0];
    byte[] payload = new byte[0];
    byte[] signature = new byte[0];
    ProtobufReader in = new ProtobufReader(bytes);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> key = in.bytes();
        case 2 -> type = in.bytes();
        case 3 -> payload = in.bytes();
        case 5 -> signature = in.bytes();
        default -> {}
      }
    }
    if (!Arrays.equals(type, payloadType)) {
      throw new WireException("signed envelope holds another type of payload");
    }
    PublicKey signer = key(key);
    if (!signer.verify(signed(domain, type, payload), signature)) {
      throw new WireException("signed envelope is not signed by [" + signer.peerId() + "]");
    }
    return new SignedEnvelope(signer, payload, bytes.clone());
  }

  /** Whose signature it bears. */
  public PublicKey signer() {
    return signer;
  }

  /** What was signed. */
  public byte[] payload() {
    return payload.clone();
  }

  /** The envelope as it travels. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  private static PublicKey key(byte[] protobuf) throws WireException {
    try {
      return PublicKey.fromProtobuf(protobuf);
    } catch (MultiformatException e) {
      throw new WireException("signed envelope has no usable key", e);
    }
  }

  private static byte[] signed(String domain, byte[] type, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : new byte[][] {domain.getBytes(StandardCharsets.UTF_8), type, payload}) {
      Varint.write(part.length, out);
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
