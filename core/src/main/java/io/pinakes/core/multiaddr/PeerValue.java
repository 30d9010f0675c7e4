package io.pinakes.core.multiaddr;

import io.pinakes.core.key.PeerId;

/** A peer: its multihash, written in base58, read in that and as a CID. */
final class PeerValue implements ValueCodec {
  @Override
  public byte[] parse(String text) {
    return PeerId.parse(text).toBytes();
  }

  @Override
  public String print(byte[] bytes) {
    return PeerId.fromBytes(bytes).toString();
  }
}
