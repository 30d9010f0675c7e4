package io.pinakes.core.multiaddr;

import io.pinakes.core.multiformats.Multibase;
import io.pinakes.core.multiformats.MultiformatException;

/** I2P destinations. */
enum GarlicValue implements ValueCodec {
  /** Whole, at least 386 bytes, in base64 with I2P's own last two digits. */
  WHOLE {
    @Override
    public byte[] parse(String text) {
      if (text.indexOf('+') >= 0 || text.indexOf('/') >= 0) {
        throw new MultiformatException("I2P writes [-] and [~] for the last two digits");
      }
      return required(Multibase.BASE64PAD.decodeBare(text.replace('-', '+').replace('~', '/')));
    }

    @Override
    public String print(byte[] bytes) {
      return Multibase.BASE64PAD.encodeBare(required(bytes)).replace('+', '-').replace('/', '~');
    }

    @Override
    boolean isLength(int bytes) {
      return bytes >= 386;
    }
  },

  /** Its hash, 32 bytes, or 35 and more where it is encrypted; in base32. */
  HASH {
    @Override
    public byte[] parse(String text) {
      return required(Multibase.BASE32.decodeBare(text));
    }

    @Override
    public String print(byte[] bytes) {
      return Multibase.BASE32.encodeBare(required(bytes));
    }

    @Override
    boolean isLength(int bytes) {
      return bytes == 32 || bytes >= 35;
    }
  };

  abstract boolean isLength(int bytes);

  byte[] required(byte[] bytes) {
    if (!isLength(bytes.length)) {
      throw new MultiformatException("no I2P destination has [" + bytes.length + "] bytes");
    }
    return bytes;
  }
}
