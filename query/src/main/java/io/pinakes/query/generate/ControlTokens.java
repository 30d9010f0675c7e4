package io.pinakes.query.generate;

import java.util.regex.Pattern;

/**
 * Words that models take for the end of a message. A server writes the messages of a conversation
 * into one text, with words of the model's own between them ({@code <|im_end|>}, {@code
 * <end_of_turn>}, {@code </s>}, {@code [/INST]}), and some read them wherever they stand. A passage
 * that holds them would end the user's message and begin one of the system's. In a prompt they
 * stand in other brackets, which no model knows and any reader does.
 */
final class ControlTokens {
  /** Without a blank in it: {@code a < b > c} is none, and neither is a tag with attributes. */
  private static final Pattern ANGLED = Pattern.compile("<([^\\s<>]{1,64})>");

  /** {@code [INST]}, {@code [/INST]}, {@code [SYSTEM_PROMPT]}; {@code [1]} is a citation. */
  private static final Pattern SQUARE = Pattern.compile("\\[(/?[A-Z][A-Z_]{2,64})\\]");

  private ControlTokens() {}

  /** The text with such words in brackets that say nothing. */
  static String inert(String text) {
    // Twice brackets (<<SYS>>) need two rounds; what a round makes has none of them.
    String angled = text;
    for (String before = ""; !before.equals(angled); ) {
      before = angled;
      angled = ANGLED.matcher(angled).replaceAll("‹$1›");
    }
    return SQUARE.matcher(angled).replaceAll("($1)");
  }
}
