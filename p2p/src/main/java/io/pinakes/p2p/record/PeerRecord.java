package io.pinakes.p2p.record;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.p2p.address.SaidAddress;
import io.pinakes.p2p.wire.ProtobufReader;
import io.pinakes.p2p.wire.ProtobufWriter;
import io.pinakes.p2p.wire.WireException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a peer says that it is (libp2p RFC 3, with the domain and type that go, js and rust use).
 *
 * <pre>{@code
 * peer_id 1, seq 2, addresses 3 { multiaddr 1 }
 * }</pre>
 *
 * @param peer whose addresses they are
 * @param sequence grows with every new record of the peer
 * @param addresses those that we understand
 */
public record PeerRecord(PeerId peer, long sequence, List<Multiaddr> addresses) {
  /** The most addresses read. */
  public static final int MAX_ADDRESSES = 100;

  static final String DOMAIN = "libp2p-peer-record";
  private static final byte[] PAYLOAD_TYPE = {3, 1};

  /** Keeps the list from changing. */
  public PeerRecord {
    addresses = List.copyOf(addresses);
  }

  /** The record, signed by its peer. */
  public SignedEnvelope seal(PrivateKey key) {
    if (!key.publicKey().peerId().equals(peer)) {
      throw new IllegalArgumentException("record of [" + peer + "] signed by another");
    }
    ProtobufWriter out = new ProtobufWriter().bytes(1, peer.toBytes()).number(2, sequence);
    addresses.forEach(
        address -> out.bytes(3, new ProtobufWriter().bytes(1, address.toBytes()).toBytes()));
    return SignedEnvelope.seal(key, DOMAIN, PAYLOAD_TYPE, out.toBytes());
  }

  /**
   * Reads a signed record.
   *
   * @throws WireException if it is malformed, or not signed by the peer that it is about
   */
  public static PeerRecord open(byte[] envelope) throws WireException {
    SignedEnvelope signed = SignedEnvelope.open(envelope, DOMAIN, PAYLOAD_TYPE);
    PeerRecord record = decode(signed.payload());
    if (!signed.signer().peerId().equals(record.peer)) {
      throw new WireException("peer record of [" + record.peer + "] is signed by another");
    }
    return record;
  }

  private static PeerRecord decode(byte[] payload) throws WireException {
    byte[] peer = new byte[0];
    long sequence = 0;
    List<Multiaddr> addresses = new ArrayList<>();
    ProtobufReader in = new ProtobufReader(payload);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> peer = in.bytes();
        case 2 -> sequence = in.number();
        case 3 -> readAddress(new ProtobufReader(in.bytes()), addresses);
        default -> {}
      }
    }
    try {
      return new PeerRecord(PeerId.fromBytes(peer), sequence, addresses);
    } catch (MultiformatException e) {
      throw new WireException("peer record has no usable peer id", e);
    }
  }

  /** Addresses of kinds that we do not know, or too long to be believed, are passed over. */
  private static void readAddress(ProtobufReader in, List<Multiaddr> into) throws WireException {
    while (in.next()) {
      if (in.field() == 1 && into.size() < MAX_ADDRESSES) {
        SaidAddress.read(in.bytes()).ifPresent(into::add);
      }
    }
  }
}
