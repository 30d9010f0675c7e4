package io.pinakes.core.multiaddr;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.MultiformatException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A network address that says how to use it: one or more parts, from the outermost, such as {@code
 * /ip4/192.0.2.1/tcp/4001/p2p/12D3Koo…}. Immutable; equality is by value, and {@code /wss} is not
 * {@code /tls/ws} though it means the same.
 */
public final class Multiaddr {
  /** The longest binary form accepted, in bytes; an I2P destination takes 400, others far less. */
  public static final int MAX_BYTES = 2048;

  /** The longest text accepted, in characters: every byte of a path may be percent-encoded. */
  public static final int MAX_CHARACTERS = 4 * MAX_BYTES;

  /** The most parts accepted; a relayed WebTransport address has some ten. */
  public static final int MAX_PARTS = 32;

  private final List<AddressPart> parts;

  private Multiaddr(List<AddressPart> parts) {
    if (parts.isEmpty() || parts.size() > MAX_PARTS) {
      throw new MultiformatException("multiaddr of [" + parts.size() + "] parts");
    }
    this.parts = List.copyOf(parts);
  }

  /**
   * An address of these parts.
   *
   * @throws MultiformatException if there are none or too many, or they are too long together
   */
  public static Multiaddr of(List<AddressPart> parts) {
    Multiaddr address = new Multiaddr(parts);
    requireSize(address.size());
    return address;
  }

  /**
   * Parses the text form. Slashes at the end are passed over, and {@code ipfs} is read as {@code
   * p2p}.
   *
   * @throws MultiformatException if it is malformed or over a bound
   */
  public static Multiaddr parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new MultiformatException("multiaddr of [" + text.length() + "] characters is too long");
    }
    if (!text.startsWith("/")) {
      throw new MultiformatException("multiaddr [" + text + "] does not begin with a slash");
    }
    String[] segments = text.substring(1).split("/"); // drops empty ones at the end
    List<AddressPart> parts = new ArrayList<>();
    for (int i = 0; i < segments.length && parts.size() <= MAX_PARTS; i++) {
      String name = segments[i];
      AddressProtocol protocol =
          AddressProtocol.byName(name)
              .orElseThrow(
                  () -> new MultiformatException("address protocol [" + name + "] is unknown"));
      if (!protocol.hasValue()) {
        parts.add(AddressPart.of(protocol));
      } else if (++i < segments.length) {
        parts.add(AddressPart.of(protocol, segments[i]));
      } else {
        throw new MultiformatException("[" + name + "] needs a value in [" + text + "]");
      }
    }
    return of(parts);
  }

  /**
   * Parses the binary form, one address and nothing else.
   *
   * @throws MultiformatException if it is malformed or over a bound
   */
  public static Multiaddr fromBytes(byte[] bytes) {
    requireSize(bytes.length);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<AddressPart> parts = new ArrayList<>();
    while (in.hasRemaining() && parts.size() <= MAX_PARTS) {
      parts.add(AddressPart.read(in));
    }
    return new Multiaddr(parts);
  }

  /** The parts, from the outermost; at least one. */
  public List<AddressPart> parts() {
    return parts;
  }

  /** The value of the first part of a protocol. */
  public Optional<String> value(AddressProtocol protocol) {
    return parts.stream()
        .filter(part -> part.protocol() == protocol)
        .map(AddressPart::value)
        .findFirst();
  }

  /** Whether a part of that protocol is among the parts. */
  public boolean has(AddressProtocol protocol) {
    return parts.stream().anyMatch(part -> part.protocol() == protocol);
  }

  /** The peer that the address leads to: the one that its last part names, if that is one. */
  public Optional<PeerId> peerId() {
    AddressPart last = parts.getLast();
    return last.protocol() == AddressProtocol.P2P
        ? Optional.of(PeerId.fromBytes(last.rawValue()))
        : Optional.empty();
  }

  /** This address with the other's parts behind its own. */
  public Multiaddr with(Multiaddr inner) {
    List<AddressPart> all = new ArrayList<>(parts);
    all.addAll(inner.parts);
    return of(all);
  }

  /** This address with a peer at its end; itself if that peer is there. */
  public Multiaddr with(PeerId peer) {
    return peerId().equals(Optional.of(peer))
        ? this
        : with(
            new Multiaddr(
                Collections.singletonList(AddressPart.of(AddressProtocol.P2P, peer.toString()))));
  }

  /** The binary form. */
  public byte[] toBytes() {
    byte[] out = new byte[size()];
    int at = 0;
    for (AddressPart part : parts) {
      at = part.writeTo(out, at);
    }
    return out;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Multiaddr that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  /** The text form. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    parts.forEach(out::append);
    return out.toString();
  }

  private int size() {
    return parts.stream().mapToInt(AddressPart::size).sum();
  }

  private static void requireSize(int bytes) {
    if (bytes > MAX_BYTES) {
      throw new MultiformatException("multiaddr of [" + bytes + "] bytes is too long");
    }
  }
}
