package io.pinakes.ipfs.ipns;

import io.pinakes.core.key.PrivateKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes records. */
public final class IpnsSigner {
  private static final byte[] PREFIX = "ipns-signature:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END_OF_LIFE = "EOL".getBytes(StandardCharsets.US_ASCII);

  private final PrivateKey key;

  /** Signs with that key, whose name the records are for. */
  public IpnsSigner(PrivateKey key) {
    this.key = key;
  }

  /**
   * A record with the legacy fields beside the signed data, which every reader understands.
   *
   * @throws IpnsException if it would be longer than {@link IpnsRecord#MAX_BYTES}
   */
  public IpnsRecord sign(IpnsData data) throws IpnsException {
    IpnsRecord.Fields fields = signed(data);
    fields.value = data.valueBytes();
    fields.validity = data.validityBytes();
    fields.sequence = data.sequence();
    fields.ttl = data.ttl().toNanos();
    fields.signatureV1 = key.sign(concat(fields.value, fields.validity, END_OF_LIFE));
    return IpnsRecord.parse(fields.write());
  }

  /**
   * A record of the signed data alone (IPIP-0428), for readers of Kubo 0.21 and later.
   *
   * @throws IpnsException if it would be longer than {@link IpnsRecord#MAX_BYTES}
   */
  public IpnsRecord signWithoutLegacy(IpnsData data) throws IpnsException {
    return IpnsRecord.parse(signed(data).write());
  }

  private IpnsRecord.Fields signed(IpnsData data) {
    IpnsRecord.Fields fields = new IpnsRecord.Fields();
    fields.data = data.encode();
    fields.signature = key.sign(toSign(fields.data));
    if (key.publicKey().peerId().publicKey().isEmpty()) {
      fields.key = key.publicKey().toProtobuf();
    }
    return fields;
  }

  static byte[] toSign(byte[] data) {
    return concat(PREFIX, data);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
