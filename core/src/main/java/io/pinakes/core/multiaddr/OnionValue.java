package io.pinakes.core.multiaddr;

import io.pinakes.core.multiformats.Multibase;
import io.pinakes.core.multiformats.MultiformatException;
import java.util.Arrays;

/**
 * A Tor service and its port: {@code name:port}, the name in base32.
 *
 * @param nameBytes the length of the name, 10 or 35
 */
record OnionValue(int nameBytes) implements ValueCodec {
  @Override
  public byte[] parse(String text) {
    int colon = text.indexOf(':');
    byte[] name = colon < 0 ? new byte[0] : Multibase.BASE32.decodeBare(text.substring(0, colon));
    if (name.length != nameBytes) {
      throw new MultiformatException("[" + text + "] is not a Tor service and its port");
    }
    byte[] port = NumberValue.PORT.parse(text.substring(colon + 1));
    byte[] out = Arrays.copyOf(name, nameBytes + port.length);
    System.arraycopy(port, 0, out, nameBytes, port.length);
    requirePort(out);
    return out;
  }

  @Override
  public String print(byte[] bytes) {
    requirePort(bytes);
    return Multibase.BASE32.encodeBare(Arrays.copyOf(bytes, nameBytes))
        + ":"
        + NumberValue.at(bytes, nameBytes, 2);
  }

  private void requirePort(byte[] bytes) {
    if (NumberValue.at(bytes, nameBytes, 2) == 0) {
      throw new MultiformatException("a Tor service has no port [0]");
    }
  }
}
