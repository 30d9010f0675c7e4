package io.pinakes.ingest.chunk;

import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.ingest.sentence.Blanks;
import java.util.ArrayList;
import java.util.List;

/**
 * What fits. A piece of text costs its own tokens, without those that every input has; and it may
 * not be longer than {@link #CHARS_PER_TOKEN} times the budget, for some tokenizers take a word of
 * any length for one unknown token.
 */
final class TokenBudget {
  /** Ordinary text has 2 to 6 UTF-16 units a token. */
  static final int CHARS_PER_TOKEN = 16;

  private final TokenCounter counter;
  private final int fixed;

  TokenBudget(TokenCounter counter) {
    this.counter = counter;
    this.fixed = counter.count("");
  }

  /** Tokens that an empty passage has: the prefix and the special tokens. */
  int fixed() {
    return fixed;
  }

  /** Tokens that {@code text} adds, near enough: neighbours can change it by a few. */
  int cost(String text) {
    return Math.max(counter.count(text) - fixed, 0);
  }

  /** What {@code text} costs as a whole chunk, exactly. */
  int total(String text) {
    return counter.count(text);
  }

  /** The most UTF-16 units of {@code tokens} tokens. */
  static int chars(int tokens) {
    return tokens * CHARS_PER_TOKEN;
  }

  /**
   * Parts text[start, end) into pieces that cost at most {@code tokens} each: between words, and
   * inside a word only if it is too long by itself, between code points. Each piece is as long as
   * it can be, trimmed and not empty; together they hold all that is not blank.
   */
  List<Piece> pieces(String text, int start, int end, int tokens) {
    List<Piece> pieces = new ArrayList<>();
    int at = Blanks.skip(text, start, end);
    while (at < end) {
      Piece piece = piece(text, at, end, tokens);
      pieces.add(piece);
      at = Blanks.skip(text, piece.end(), end);
    }
    return pieces;
  }

  private Piece piece(String text, int start, int end, int tokens) {
    int to = start;
    int sum = 0;
    for (int word = start; word < end; ) {
      int wordEnd = Blanks.wordEnd(text, word, end);
      if (wordEnd - start > chars(tokens)) {
        break;
      }
      int cost = cost(text.substring(word, wordEnd));
      if (sum + cost > tokens) {
        break;
      }
      sum += cost;
      to = wordEnd;
      word = Blanks.skip(text, wordEnd, end);
    }
    return to > start ? new Piece(start, to, sum) : wordStart(text, start, end, tokens);
  }

  /** The longest beginning of a word that fits, found by halving; at least one code point. */
  private Piece wordStart(String text, int start, int end, int tokens) {
    int fits = text.offsetByCodePoints(start, 1);
    int tooLong = Math.min(Blanks.wordEnd(text, start, end), start + chars(tokens)) + 1;
    while (true) {
      int middle = codePointAtOrBefore(text, (fits + tooLong) >>> 1);
      if (middle <= fits) {
        return new Piece(start, fits, cost(text.substring(start, fits)));
      }
      if (cost(text.substring(start, middle)) <= tokens) {
        fits = middle;
      } else {
        tooLong = middle;
      }
    }
  }

  private static int codePointAtOrBefore(String text, int at) {
    boolean inside =
        at > 0
            && at < text.length()
            && Character.isLowSurrogate(text.charAt(at))
            && Character.isHighSurrogate(text.charAt(at - 1));
    return inside ? at - 1 : at;
  }

  /** The beginning of {@code text} that costs at most {@code tokens}, whole words if any fits. */
  String cut(String text, int tokens) {
    int start = Blanks.skip(text, 0, text.length());
    if (start == text.length() || tokens <= 0) {
      return "";
    }
    Piece piece = piece(text, start, text.length(), tokens);
    return piece.tokens() > tokens ? "" : text.substring(piece.start(), piece.end());
  }

  /** A part of a text, in UTF-16 units, and its tokens. */
  record Piece(int start, int end, int tokens) {}
}
