package io.pinakes.node.cli;

/**
 * A range of characters.
 *
 * @param from the first, from 0; a character is a Unicode code point
 * @param to behind the last
 */
record CharacterRange(int from, int to) {
  static final CharacterRange ALL = new CharacterRange(0, Integer.MAX_VALUE);

  /** Reads {@code A-B}, with a dash of either length, as citations print it. */
  static CharacterRange parse(String text) {
    String[] ends = text.split("[-–]", -1);
    try {
      if (ends.length == 2) {
        CharacterRange range =
            new CharacterRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
        if (range.from >= 0 && range.to >= range.from) {
          return range;
        }
      }
    } catch (NumberFormatException e) {
      // It is no range.
    }
    throw new CliException(
        ExitCode.USAGE,
        "[" + text + "] is no range of characters",
        "Give the first and the one behind the last, as in --characters 437-551");
  }
}
