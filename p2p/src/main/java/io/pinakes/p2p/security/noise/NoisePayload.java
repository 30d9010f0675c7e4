package io.pinakes.p2p.security.noise;

import io.pinakes.p2p.wire.ProtobufReader;
import io.pinakes.p2p.wire.ProtobufWriter;
import io.pinakes.p2p.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What libp2p says in a Noise handshake.
 *
 * <pre>{@code
 * identity_key 1, identity_sig 2, extensions 4 { webtransport_certhashes 1, stream_muxers 2 }
 * }</pre>
 */
final class NoisePayload {
  /** The most muxers read; there are two in the world. */
  static final int MAX_MUXERS = 32;

  private final byte[] identityKey;
  private final byte[] signature;
  private final Optional<List<String>> muxers;

  NoisePayload(byte[] identityKey, byte[] signature, Optional<List<String>> muxers) {
    this.identityKey = identityKey;
    this.signature = signature;
    this.muxers = muxers;
  }

  /** The protobuf of the peer's public key. */
  byte[] identityKey() {
    return identityKey;
  }

  /** By that key, over the static key. */
  byte[] signature() {
    return signature;
  }

  /** In order of preference; empty if the peer has no such extension. */
  Optional<List<String>> muxers() {
    return muxers;
  }

  byte[] encode() {
    ProtobufWriter out = new ProtobufWriter().bytes(1, identityKey).bytes(2, signature);
    muxers.ifPresent(
        names -> {
          ProtobufWriter extensions = new ProtobufWriter();
          names.forEach(name -> extensions.text(2, name));
          out.bytes(4, extensions.toBytes());
        });
    return out.toBytes();
  }

  static NoisePayload decode(byte[] bytes) throws WireException {
    ProtobufReader in = new ProtobufReader(bytes);
    byte[] key = new byte[0];
    byte[] signature = new byte[0];
    List<String> muxers = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> key = in.bytes();
        case 2 -> signature = in.bytes();
        case 4 -> readMuxers(new ProtobufReader(in.bytes()), muxers);
        default -> {}
      }
    }
    return new NoisePayload(
        key, signature, muxers.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(muxers)));
  }

  private static void readMuxers(ProtobufReader in, List<String> into) throws WireException {
    while (in.next()) {
      if (in.field() == 2) {
        if (into.size() == MAX_MUXERS) {
          throw new WireException("Noise payload of more than [" + MAX_MUXERS + "] muxers");
        }
        into.add(in.text());
      }
    }
  }
}
