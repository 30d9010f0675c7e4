package io.pinakes.core.multiformats;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Multibase's identity: the text whose UTF-8 the bytes are. Other bytes it cannot hold. */
final class Utf8Base implements TextCodec {
  @Override
  public String encode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MultiformatException("multibase identity holds UTF-8 alone", e);
    }
  }

  @Override
  public byte[] decode(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] out = new byte[encoded.remaining()];
      encoded.get(out);
      return out;
    } catch (CharacterCodingException e) {
      throw new MultiformatException("text has half a surrogate pair", e);
    }
  }
}
