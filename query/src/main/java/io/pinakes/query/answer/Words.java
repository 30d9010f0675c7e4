package io.pinakes.query.answer;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words as they are compared: lower case, without accents and English endings, without the words
 * that every sentence has. Coarser than an index's analysis, since it compares single sentences.
 */
public final class Words {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:[.,]\\p{N}+)*");
  private static final Set<String> COMMON =
      Set.of(
          ("a an and are as at be been being but by can could did do does for from had has have he"
                  + " her him his how i if in into is it its me my no nor not of on or our she so"
                  + " some such than that the their them then there these they this those to too"
                  + " was we were what when where which who whom whose why will with would you"
                  + " your s t name many much type kind")
              .split(" "));

  /** Forms that no ending tells of, to their verb. */
  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          Map.entry("began", "begin"),
          Map.entry("begun", "begin"),
          Map.entry("bought", "buy"),
          Map.entry("brought", "bring"),
          Map.entry("built", "build"),
          Map.entry("chose", "choose"),
          Map.entry("chosen", "choose"),
          Map.entry("drawn", "draw"),
          Map.entry("drew", "draw"),
          Map.entry("fallen", "fall"),
          Map.entry("fell", "fall"),
          Map.entry("fought", "fight"),
          Map.entry("gave", "give"),
          Map.entry("given", "give"),
          Map.entry("grew", "grow"),
          Map.entry("grown", "grow"),
          Map.entry("held", "hold"),
          Map.entry("kept", "keep"),
          Map.entry("knew", "know"),
          Map.entry("known", "know"),
          Map.entry("led", "lead"),
          Map.entry("lost", "lose"),
          Map.entry("made", "make"),
          Map.entry("sent", "send"),
          Map.entry("sold", "sell"),
          Map.entry("spoke", "speak"),
          Map.entry("spoken", "speak"),
          Map.entry("taken", "take"),
          Map.entry("taught", "teach"),
          Map.entry("told", "tell"),
          Map.entry("took", "take"),
          Map.entry("won", "win"),
          Map.entry("written", "write"),
          Map.entry("wrote", "write"));

  private Words() {}

  /** The words that carry meaning, each once, in their order. */
  public static Set<String> content(String text) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : all(text)) {
      if (!COMMON.contains(word)) {
        words.add(stem(IRREGULAR.getOrDefault(word, word)));
      }
    }
    return words;
  }

  /** All words in lower case, in their order. */
  public static List<String> all(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
    Matcher matcher = WORD.matcher(plain.toLowerCase(Locale.ROOT));
    List<String> words = new ArrayList<>();
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /** The words that have a digit in them. */
  public static Set<String> numbers(String text) {
    Set<String> numbers = new LinkedHashSet<>();
    for (String word : all(text)) {
      if (word.chars().anyMatch(Character::isDigit)) {
        numbers.add(word.replace(",", ""));
      }
    }
    return numbers;
  }

  /**
   * The word without plural, past and progressive endings (after Harman's S stemmer, and a bit).
   */
  static String stem(String word) {
    if (word.length() <= 3 || !Character.isLetter(word.charAt(word.length() - 1))) {
      return word;
    }
    String stem = word;
    if (stem.endsWith("ies") && stem.length() > 4) {
      stem = stem.substring(0, stem.length() - 3) + "y";
    } else if (stem.endsWith("s") && !stem.endsWith("ss") && !stem.endsWith("us")) {
      stem = stem.substring(0, stem.length() - 1);
    }
    for (String ending : List.of("ing", "ed")) {
      if (stem.endsWith(ending) && stem.length() - ending.length() >= 3) {
        stem = stem.substring(0, stem.length() - ending.length());
        break;
      }
    }
    return stem.endsWith("e") && stem.length() > 3 ? stem.substring(0, stem.length() - 1) : stem;
  }
}
