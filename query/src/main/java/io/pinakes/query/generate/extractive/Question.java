package io.pinakes.query.generate.extractive;

import io.pinakes.query.answer.Words;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a question asks for, by its words alone.
 *
 * @param words the words that carry meaning
 * @param numbers the numbers in it
 * @param names capitalised words that do not begin it, in lower case
 * @param kind what its answer looks like
 */
record Question(Set<String> words, Set<String> numbers, Set<String> names, Kind kind) {
  /** What an answer must hold to be one. */
  enum Kind {
    /** A number that the question does not have. */
    NUMBER,
    /** A name that the question does not have. */
    NAME,
    /** A sentence, since it asks how or why. */
    MANNER,
    /** Anything. */
    OTHER
  }

  private static final Pattern NUMBER =
      Pattern.compile(
          "\\b(how (many|much|long|old|far|large|high|tall|often)|when|(what|which)"
              + " (year|date|day|month|percent\\w*|century|decade|age|number|amount|population))\\b");
  private static final Pattern NAME = Pattern.compile("\\b(who|whom|whose|where)\\b");
  private static final Pattern MANNER = Pattern.compile("\\b(how|why)\\b");
  private static final Pattern CAPITAL = Pattern.compile("\\p{Lu}[\\p{L}\\p{N}'’-]*");

  static Question of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Kind kind =
        NUMBER.matcher(lower).find()
            ? Kind.NUMBER
            : NAME.matcher(lower).find()
                ? Kind.NAME
                : MANNER.matcher(lower).find() ? Kind.MANNER : Kind.OTHER;
    return new Question(Words.content(text), Words.numbers(text), names(text), kind);
  }

  /**
   * Whether a sentence holds something of the kind asked for.
   *
   * @param row whether it is a row of a table, no sentence
   */
  boolean answerable(String sentence, boolean row) {
    return switch (kind) {
      case MANNER -> !row;
      case NUMBER -> !numbers.containsAll(Words.numbers(sentence)) || spelled(sentence);
      case NAME -> !names.containsAll(names(sentence));
      case OTHER -> true;
    };
  }

  /** Capitalised words, without the first of the text, which is always capitalised. */
  static Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    Matcher capital = CAPITAL.matcher(text);
    while (capital.find()) {
      if (capital.start() > 0) {
        names.addAll(Words.content(capital.group()));
      }
    }
    return names;
  }

  private static boolean spelled(String sentence) {
    Set<String> words = Set.copyOf(Words.all(sentence));
    return List.of(
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "dozen",
            "hundred",
            "thousand",
            "million",
            "billion",
            "half",
            "third",
            "quarter")
        .stream()
        .anyMatch(words::contains);
  }
}
