package io.pinakes.query.answer;

import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.query.Mark;
import io.pinakes.query.answer.CitedText.Evidence;
import io.pinakes.query.generate.NumberedPassage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks each citation against the passage that it names.
 *
 * <p>A generator that quotes by range is right by construction; the ranges were checked as they
 * came. Of words, each statement that carries {@code [n]} is held against passage n: every number
 * in it, and everything it puts in quotation marks, must stand there, and the one or two
 * neighbouring sentences of the passage that share most of the statement's words become the quote;
 * they must share {@link #LEAST_SHARED} of them. A mark that fails is taken out of the text. This
 * finds what a passage does not say at all; it does not understand what it does say.
 */
public final class SupportCheck {
  /** The share of a statement's words that its evidence must have. */
  static final double LEAST_SHARED = 0.5;

  /** {@code [1]}, {@code [2, 3]}, and the wide brackets that some models write. */
  private static final Pattern MARK =
      Pattern.compile("\\s*[\\[\\u3010](\\d{1,3}(?:\\s*[,;]\\s*\\d{1,3})*)[\\]\\u3011]");

  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern QUOTED =
      Pattern.compile(
          "[\"\\u201c\\u201e\\u00ab]([^\"\\u201c\\u201d\\u00bb]{3,})[\"\\u201d\\u00bb]");
  private static final int MAX_SHOWN = 80;

  private final SentenceSplitter sentences;

  /** A check that cuts passages into sentences with this splitter. */
  public SupportCheck(SentenceSplitter sentences) {
    this.sentences = sentences;
  }

  /** Checks all that a generator said. */
  public CitedText check(Draft draft) {
    return draft.quotes().isEmpty()
        ? words(draft.words(), draft.passages())
        : new CitedText(draft.words(), draft.quotes(), List.of());
  }

  private CitedText words(String words, List<NumberedPassage> passages) {
    // Never begins with a blank, so that nothing moves behind a mark that was written.
    StringBuilder text = new StringBuilder();
    List<CitedText.Cited> cited = new ArrayList<>();
    List<String> rejected = new ArrayList<>();
    Matcher mark = MARK.matcher(words);
    int from = 0;
    String claim = "";
    while (mark.find()) {
      String before = words.substring(from, mark.start());
      // Marks in a row belong to one statement.
      claim = before.isBlank() ? claim : lastSentence(before);
      text.append(text.isEmpty() ? before.stripLeading() : before);
      Matcher number = NUMBER.matcher(words).region(mark.start(1), mark.end(1));
      while (number.find()) {
        int n = Integer.parseInt(number.group());
        Optional<Evidence> found = evidence(claim, n, passages);
        if (found.isPresent()) {
          text.append(text.isEmpty() || text.toString().endsWith("]") ? "" : " ");
          int at = text.length();
          text.append('[').append(n).append(']');
          cited.add(
              new CitedText.Cited(found.get(), new Mark(at, text.length()), heard(mark, number)));
        } else {
          rejected.add("[" + n + "] does not support: " + shown(claim));
        }
      }
      from = mark.end();
    }
    String rest = words.substring(from);
    text.append(text.isEmpty() ? rest.stripLeading() : rest);
    return new CitedText(text.toString().stripTrailing(), cited, rejected);
  }

  /** The brackets too, if they hold nothing else: no two marks share a character. */
  private static Mark heard(Matcher mark, Matcher number) {
    boolean alone = number.start() == mark.start(1) && number.end() == mark.end(1);
    return alone
        ? new Mark(number.start() - 1, number.end() + 1)
        : new Mark(number.start(), number.end());
  }

  /**
   * What stands between the sentence before and the mark. A mark may stand behind the full stop.
   */
  private String lastSentence(String before) {
    List<SentenceSplitter.Range> ranges = sentences.split(before, Optional.empty());
    if (ranges.isEmpty()) {
      return before.strip();
    }
    SentenceSplitter.Range last = ranges.get(ranges.size() - 1);
    return before.substring(last.start(), last.end());
  }

  private Optional<Evidence> evidence(String claim, int n, List<NumberedPassage> passages) {
    if (n < 1 || n > passages.size() || claim.isBlank()) {
      return Optional.empty();
    }
    String passage = passages.get(n - 1).text();
    if (!Words.numbers(passage).containsAll(Words.numbers(claim)) || !quotes(claim, passage)) {
      return Optional.empty();
    }
    Set<String> wanted = Words.content(claim);
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    List<SentenceSplitter.Range> ranges = sentences.split(passage, Optional.empty());
    double best = 0;
    int start = 0;
    int end = 0;
    for (int length = 1; length <= 2; length++) {
      // A second sentence must add something to be quoted too.
      double least = length == 1 ? 0 : best + 0.1;
      for (int i = 0; i + length <= ranges.size(); i++) {
        SentenceSplitter.Range last = ranges.get(i + length - 1);
        String window = passage.substring(ranges.get(i).start(), last.end());
        double shared = shared(wanted, Words.content(window));
        if (shared > least) {
          best = shared;
          least = shared;
          start = ranges.get(i).start();
          end = last.end();
        }
      }
    }
    return best < LEAST_SHARED
        ? Optional.empty()
        : Optional.of(
            new Evidence(n, passage.codePointCount(0, start), passage.codePointCount(0, end)));
  }

  private static double shared(Set<String> wanted, Set<String> have) {
    return (double) wanted.stream().filter(have::contains).count() / wanted.size();
  }

  private static boolean quotes(String claim, String passage) {
    String plain = String.join(" ", Words.all(passage));
    Matcher quoted = QUOTED.matcher(claim);
    while (quoted.find()) {
      if (!plain.contains(String.join(" ", Words.all(quoted.group(1))))) {
        return false;
      }
    }
    return true;
  }

  private static String shown(String claim) {
    String line = claim.replaceAll("\\s+", " ").strip();
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
  }
}
