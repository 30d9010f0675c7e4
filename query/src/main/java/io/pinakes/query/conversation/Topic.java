package io.pinakes.query.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an English question is about, guessed from its words alone: a phrase such as {@code the
 * lighthouse of Alexandria}. No grammar is known here, so that a guess can hold a word too many or
 * too few; a search bears either.
 */
final class Topic {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'’-]*");
  private static final Set<String> ARTICLES = Set.of("the", "a", "an");
  private static final Set<String> DO = Set.of("do", "does", "did");

  /** What stands where a phrase cannot go on. */
  private static final Set<String> STOPS =
      words(
          "is are was were be been being am do does did has have had can could will would shall"
              + " should may might must who whom whose what which when where why how that than as"
              + " and or but if so not in on at by with from to into for about after before during"
              + " under over between through because while it its they them their he him his she"
              + " her this these those there i you we me us my your our many much long often far"
              + " more most very also then and");

  /** Verbs that end no phrase, beside those in -ed. */
  private static final Set<String> VERBS =
      words(
          "built made found written born known begun held lost sold taken given seen done gone come"
              + " start end work happen live die mean look begin become built stand lie fall grow"
              + " used called named kept sent told taught won led burnt sunk drawn grown chosen"
              + " spoken broken stolen cost");

  /** What says less than that of which it is. */
  private static final Set<String> ATTRIBUTES =
      words(
          "height size name age cost price purpose capital length weight date year author meaning"
              + " origin population depth width area number colour color reason cause history story"
              + " definition use role part end beginning title owner founder inventor king queen");

  private Topic() {}

  /** A word and where it stands. */
  private record Token(String text, int start, int end) {
    String lower() {
      return text.toLowerCase(Locale.ROOT);
    }

    boolean capital() {
      return Character.isUpperCase(text.codePointAt(0));
    }
  }

  /** The phrase that a question is about. */
  static Optional<String> of(String question) {
    List<Token> tokens = tokens(question);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean article = ARTICLES.contains(token.lower());
      boolean name = i > 0 && token.capital() && !STOPS.contains(token.lower());
      if (article || name) {
        Optional<String> phrase = phrase(question, tokens, i, article);
        if (phrase.isPresent()) {
          return phrase;
        }
      }
    }
    return plain(question, tokens);
  }

  /** Names in a text, but for what only begins a sentence. */
  static List<String> names(String text) {
    List<Token> tokens = tokens(text);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (!token.capital() || STOPS.contains(token.lower()) || ARTICLES.contains(token.lower())) {
        continue;
      }
      int last = i;
      while (last + 1 < tokens.size()
          && tokens.get(last + 1).capital()
          && adjacent(text, tokens, last)) {
        last++;
      }
      if (last > i || !begins(text, token)) {
        names.add(text.substring(token.start(), tokens.get(last).end()));
      }
      i = last;
    }
    return names;
  }

  private static boolean begins(String text, Token token) {
    String before = text.substring(0, token.start()).stripTrailing();
    return before.isEmpty() || ".!?:\"“”]\n".indexOf(before.charAt(before.length() - 1)) >= 0;
  }

  private static Optional<String> phrase(
      String text, List<Token> tokens, int first, boolean article) {
    int from = first;
    int last = article ? first + 1 : first;
    if (last >= tokens.size() || STOPS.contains(tokens.get(last).lower())) {
      return Optional.empty();
    }
    if (article && ATTRIBUTES.contains(tokens.get(last).lower()) && isOf(tokens, last + 1)) {
      // The height of the lighthouse: it is about the lighthouse.
      from = last + 2;
      last = from < tokens.size() && ARTICLES.contains(tokens.get(from).lower()) ? from + 1 : from;
      if (last >= tokens.size()) {
        return Optional.empty();
      }
    }
    boolean onlyNames = !ARTICLES.contains(tokens.get(from).lower());
    last = end(text, tokens, last, onlyNames);
    while (last > from + (onlyNames ? 0 : 1) && isVerb(tokens.get(last))) {
      last--;
    }
    return Optional.of(text.substring(tokens.get(from).start(), tokens.get(last).end()));
  }

  private static int end(String text, List<Token> tokens, int from, boolean onlyNames) {
    int last = from;
    while (last + 1 < tokens.size() && adjacent(text, tokens, last)) {
      Token next = tokens.get(last + 1);
      if (next.lower().equals("of")) {
        int behind = last + 2;
        if (behind < tokens.size() && ARTICLES.contains(tokens.get(behind).lower())) {
          behind++;
        }
        if (behind >= tokens.size()) {
          break;
        }
        last = behind;
      } else if (STOPS.contains(next.lower())
          || ARTICLES.contains(next.lower())
          || onlyNames && !next.capital()) {
        break;
      } else {
        last++;
      }
    }
    return last;
  }

  /** The words that carry meaning and stand together first, where no article and no name does. */
  private static Optional<String> plain(String text, List<Token> tokens) {
    int from = 0;
    while (from < tokens.size()
        && (STOPS.contains(tokens.get(from).lower()) || afterHow(tokens, from))) {
      from++;
    }
    if (from >= tokens.size()) {
      return Optional.empty();
    }
    boolean subject = from > 0 && DO.contains(tokens.get(from - 1).lower());
    int last = subject ? from : end(text, tokens, from, false);
    while (last > from && isVerb(tokens.get(last))) {
      last--;
    }
    return Optional.of(text.substring(tokens.get(from).start(), tokens.get(last).end()));
  }

  /** How tall: a measure, not a thing. */
  private static boolean afterHow(List<Token> tokens, int index) {
    return index > 0 && tokens.get(index - 1).lower().equals("how");
  }

  private static boolean isOf(List<Token> tokens, int index) {
    return index < tokens.size() && tokens.get(index).lower().equals("of");
  }

  private static boolean isVerb(Token token) {
    return !token.capital()
        && (VERBS.contains(token.lower()) || token.lower().matches("\\p{L}{2,}ed"));
  }

  private static boolean adjacent(String text, List<Token> tokens, int index) {
    return text.substring(tokens.get(index).end(), tokens.get(index + 1).start()).isBlank();
  }

  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      tokens.add(new Token(matcher.group(), matcher.start(), matcher.end()));
    }
    return tokens;
  }

  private static Set<String> words(String list) {
    return Set.copyOf(List.of(list.split(" ")).stream().distinct().toList());
  }
}
