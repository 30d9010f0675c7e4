package io.pinakes.core.multiformats;

import java.util.LinkedHashMap;
import java.util.Map;

/** Multibase's base256emoji: each byte is one code point of this table, in order of its value. */
final class EmojiBase implements TextCodec {
  private static final String TABLE =
      "🚀🪐☄🛰🌌🌑🌒🌓🌔🌕🌖🌗🌘🌍🌏🌎"
          + "🐉☀💻🖥💾💿😂❤😍🤣😊🙏💕😭😘👍"
          + "😅👏😁🔥🥰💔💖💙😢🤔😆🙄💪😉☺👌"
          + "🤗💜😔😎😇🌹🤦🎉💞✌✨🤷😱😌🌸🙌"
          + "😋💗💚😏💛🙂💓🤩😄😀🖤😃💯🙈👇🎶"
          + "😒🤭❣😜💋👀😪😑💥🙋😞😩😡🤪👊🥳"
          + "😥🤤👉💃😳✋😚😝😴🌟😬🙃🍀🌷😻😓"
          + "⭐✅🥺🌈😈🤘💦✔😣🏃💐☹🎊💘😠☝"
          + "😕🌺🎂🌻😐🖕💝🙊😹🗣💫💀👑🎵🤞😛"
          + "🔴😤🌼😫⚽🤙☕🏆🤫👈😮🙆🍻🍃🐶💁"
          + "😲🌿🧡🎁⚡🌞🎈❌✊👋😰🤨😶🤝🚶💰"
          + "🍓💢🤟🙁🚨💨🤬✈🎀🍺🤓😙💟🌱😖👶"
          + "🥴▶➡❓💎💸⬇😨🌚🦋😷🕺⚠🙅😟😵"
          + "👎🤲🤠🤧📌🔵💅🧐🐾🍒😗🤑🌊🤯🐷☎"
          + "💧😯💆👆🎤🙇🍑❄🌴💣🐸💌📍🥀🤢👅"
          + "💡💩👐📸👻🤐🤮🎼🥵🚩🍎🍊👼💍📣🥂";

  private static final int[] CODE_POINTS = TABLE.codePoints().toArray();
  private static final Map<Integer, Byte> VALUES = new LinkedHashMap<>();

  static {
    for (int i = 0; i < CODE_POINTS.length; i++) {
      VALUES.put(CODE_POINTS[i], (byte) i);
    }
  }

  @Override
  public String encode(byte[] bytes) {
    StringBuilder out = new StringBuilder(2 * bytes.length);
    for (byte b : bytes) {
      out.appendCodePoint(CODE_POINTS[b & 0xff]);
    }
    return out.toString();
  }

  @Override
  public byte[] decode(String text) {
    byte[] out = new byte[text.codePointCount(0, text.length())];
    int at = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      Byte value = VALUES.get(codePoint);
      if (value == null) {
        throw new MultiformatException(
            "[U+" + Integer.toHexString(codePoint) + "] is not an emoji of base256emoji");
      }
      out[at++] = value;
      i += Character.charCount(codePoint);
    }
    return out;
  }
}
