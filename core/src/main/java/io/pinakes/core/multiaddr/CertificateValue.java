package io.pinakes.core.multiaddr;

import io.pinakes.core.multiformats.Multibase;
import io.pinakes.core.multiformats.Multihash;

/** The multihash of a certificate: written in base64url, read in any multibase. */
final class CertificateValue implements ValueCodec {
  @Override
  public byte[] parse(String text) {
    return Multihash.fromBytes(Multibase.decode(text)).toBytes();
  }

  @Override
  public String print(byte[] bytes) {
    return Multibase.BASE64URL.encode(Multihash.fromBytes(bytes).toBytes());
  }
}
