package io.pinakes.query.conversation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes English follow-up questions whole by their words: a pronoun becomes what the question
 * before was about, and an ellipsis ({@code And in Rome?}) is completed from it. A question that
 * stands by itself stays as it is, and so does one in another language.
 */
final class ByWords {
  private static final Pattern PERSON = word("he|him|his|she|her|hers");
  private static final Pattern THING = word("it|its|they|them|their|theirs");

  /** Those that also point at what stands beside them, or join: only where nothing follows them. */
  private static final Pattern POINTING =
      Pattern.compile(
          "\\b(this|that|these|those)\\b(?=\\s*\\??\\s*$|\\s+(is|are|was|were|did|do|does)\\b)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern POSSESSIVE = word("its|their|theirs|his|her|hers");
  private static final Pattern LEAD =
      Pattern.compile("^(and|but|so|also|then|or|okay|ok|now)\\b[\\s,]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern ABOUT =
      Pattern.compile(
          "^(what|how) about\\b\\s*|^(and|or)\\b[\\s,]*(what|how) about\\b\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ASKS =
      Pattern.compile(
          "^(who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had"
              + "|can|could|will|would|should)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern PLACED =
      Pattern.compile(
          "^(in|on|at|for|after|before|during|by|with|under|from|since|until)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** A question word alone, perhaps with its measure: why, how tall, since when. */
  private static final Pattern BARE =
      Pattern.compile(
          "^(since |until |by |for |from )?(who|when|where|why|how( \\p{L}+)?|which one)$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern FRAME =
      Pattern.compile(
          "^((since|until|by|for|from) )?(who|whom|what|when|where|why"
              + "|how( (many|much|tall|high|long|old|far|large|big|often|deep|wide|fast))?)\\b\\s*",
          Pattern.CASE_INSENSITIVE);

  private ByWords() {}

  /** The question, whole. */
  static String standalone(List<Turn> before, String question) {
    String known = "";
    String said = "";
    for (Turn turn : before) {
      known = step(known, said, turn.question());
      said = turn.answer();
    }
    return step(known, said, question);
  }

  private static String step(String before, String answer, String question) {
    String asked = question.strip();
    if (before.isEmpty()) {
      return asked;
    }
    Optional<String> completed = ellipsis(before, bare(asked));
    if (completed.isPresent()) {
      return completed.get();
    }
    String led = LEAD.matcher(asked).replaceFirst("");
    String whole = ASKS.matcher(led).matches() ? upper(led) : asked;
    return pronoun(before, answer, whole);
  }

  private static Optional<String> ellipsis(String before, String asked) {
    if (BARE.matcher(asked).matches()) {
      String rest = FRAME.matcher(bare(before)).replaceFirst("");
      return Optional.of(upper(asked) + " " + rest + "?");
    }
    Matcher about = ABOUT.matcher(asked);
    String rest = about.find() ? asked.substring(about.end()) : "";
    if (rest.isEmpty()) {
      Matcher lead = LEAD.matcher(asked);
      rest = lead.find() ? asked.substring(lead.end()) : "";
      if (ASKS.matcher(rest).matches()) {
        return BARE.matcher(rest).matches() ? ellipsis(before, rest) : Optional.empty();
      }
    }
    if (rest.isBlank()) {
      return Optional.empty();
    }
    String old = bare(before);
    if (PLACED.matcher(rest).matches()) {
      return Optional.of(old + " " + rest + "?");
    }
    String instead = rest;
    return Optional.of(
        Topic.of(old)
            .filter(old::contains)
            .map(topic -> old.replace(topic, instead) + "?")
            .orElse(old + " " + instead + "?"));
  }

  private static String pronoun(String before, String answer, String asked) {
    Optional<Matcher> found = Optional.empty();
    boolean person = false;
    for (Pattern pattern : List.of(PERSON, THING, POINTING)) {
      Matcher matcher = pattern.matcher(asked);
      if (matcher.find() && refersBack(asked, matcher)) {
        found = Optional.of(matcher);
        person = pattern == PERSON;
        break;
      }
    }
    Optional<String> meant = person ? person(before, answer) : Topic.of(before);
    if (found.isEmpty() || meant.isEmpty()) {
      return asked;
    }
    String word = found.get().group();
    String phrase =
        POSSESSIVE.matcher(word).matches()
                // Her is both: a thing follows what is owned.
                && asked.substring(found.get().end()).matches("\\s+\\p{L}.*")
            ? meant.get() + "'s"
            : meant.get();
    return asked.substring(0, found.get().start())
        + (found.get().start() == 0 ? upper(phrase) : phrase)
        + asked.substring(found.get().end());
  }

  /** What stands in the same question before a pronoun may be what it means. */
  private static boolean refersBack(String asked, Matcher pronoun) {
    boolean last = asked.substring(pronoun.end()).matches("\\W*");
    String head = asked.substring(0, pronoun.start());
    boolean phrase =
        Pattern.compile("\\b(the|an?)\\s+\\p{L}+", Pattern.CASE_INSENSITIVE).matcher(head).find();
    return last || !phrase && Topic.names(head).isEmpty();
  }

  /** A person is likelier to be named in the answer than in the question. */
  private static Optional<String> person(String before, String answer) {
    return Topic.names(answer).stream()
        .filter(name -> !before.contains(name))
        .findFirst()
        .or(() -> Topic.names(before).stream().findFirst());
  }

  private static String bare(String question) {
    return question.replaceFirst("[\\s?.!]+$", "");
  }

  private static String upper(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static Pattern word(String alternatives) {
    return Pattern.compile("\\b(" + alternatives + ")\\b", Pattern.CASE_INSENSITIVE);
  }
}
