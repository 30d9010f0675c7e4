package io.pinakes.core.multiaddr;

import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Varint;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A protocol and its value: {@code varint code | value}, with {@code varint length} before a value
 * of variable length. Immutable; equality is by value.
 */
public final class AddressPart {
  private final AddressProtocol protocol;
  private final byte[] raw;
  private final String value;

  private AddressPart(AddressProtocol protocol, byte[] raw) {
    this.protocol = protocol;
    this.raw = raw;
    this.value = protocol.codec().print(raw);
  }

  /** A part without a value. */
  public static AddressPart of(AddressProtocol protocol) {
    if (protocol.hasValue()) {
      throw new MultiformatException("[" + protocol.specName() + "] needs a value");
    }
    return new AddressPart(protocol, new byte[0]);
  }

  /**
   * A part with its value as text.
   *
   * @throws MultiformatException if it is not a value of the protocol
   */
  public static AddressPart of(AddressProtocol protocol, String value) {
    return new AddressPart(protocol, protocol.codec().parse(value));
  }

  /** Reads one part; lengths are held against what is left before anything is copied. */
  static AddressPart read(ByteBuffer in) {
    long code = Varint.read(in);
    AddressProtocol protocol =
        AddressProtocol.byCode(code)
            .orElseThrow(
                () -> new MultiformatException("address protocol [" + code + "] is unknown"));
    long length = protocol.isVariable() ? Varint.read(in) : protocol.valueBytes();
    if (length > in.remaining()) {
      throw new MultiformatException(
          "value of ["
              + protocol.specName()
              + "] has ["
              + in.remaining()
              + "] of ["
              + length
              + "] bytes");
    }
    byte[] raw = new byte[(int) length];
    in.get(raw);
    return new AddressPart(protocol, raw);
  }

  /** What kind of part it is. */
  public AddressProtocol protocol() {
    return protocol;
  }

  /** The value as text, empty if the protocol has none. */
  public String value() {
    return value;
  }

  /** A copy of the value's bytes, without their length. */
  public byte[] rawValue() {
    return raw.clone();
  }

  /** The binary form. */
  public byte[] toBytes() {
    byte[] out = new byte[size()];
    writeTo(out, 0);
    return out;
  }

  int size() {
    int length = protocol.isVariable() ? Varint.size(raw.length) : 0;
    return Varint.size(protocol.code()) + length + raw.length;
  }

  /** Writes the binary form at an offset, and returns the offset behind it. */
  int writeTo(byte[] out, int offset) {
    int at = Varint.write(protocol.code(), out, offset);
    if (protocol.isVariable()) {
      at = Varint.write(raw.length, out, at);
    }
    System.arraycopy(raw, 0, out, at, raw.length);
    return at + raw.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressPart that
        && protocol == that.protocol
        && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw) * 31 + Long.hashCode(protocol.code());
  }

  /** The text form, with its leading slash. */
  @Override
  public String toString() {
    String name = "/" + protocol.specName();
    return protocol.hasValue() ? name + "/" + value : name;
  }
}
