package io.pinakes.ingest.embed.djl;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * A tokenizer that works word by word, with the ids of common words remembered. A text has the same
 * ids as without the memory; only their price changes. Safe for use by many threads.
 */
final class WordMemory {
  /** Words remembered at most; with their ids and the table some 5 MB. */
  private static final int MAX_WORDS = 32_768;

  /** Longer words, in UTF-16 units, are rare and would fill the memory. */
  private static final int MAX_LENGTH = 32;

  private final Function<String, long[]> encoder;
  private final long[] before;
  private final long[] after;
  private final ConcurrentMap<String, long[]> memory = new ConcurrentHashMap<>();

  private WordMemory(Function<String, long[]> encoder, long[] before, long[] after) {
    this.encoder = encoder;
    this.before = before;
    this.after = after;
  }

  /**
   * A memory before an encoder, if the special tokens it adds can be told: those of a one-letter
   * word around its one id.
   */
  static Optional<WordMemory> of(Function<String, long[]> encoder) {
    long[] one = encoder.apply("a");
    long[] two = encoder.apply("a a");
    for (int at = 0; at < one.length; at++) {
      long[] doubled = new long[one.length + 1];
      System.arraycopy(one, 0, doubled, 0, at + 1);
      System.arraycopy(one, at, doubled, at + 1, one.length - at);
      if (Arrays.equals(two, doubled)) {
        return Optional.of(
            new WordMemory(
                encoder, Arrays.copyOf(one, at), Arrays.copyOfRange(one, at + 1, one.length)));
      }
    }
    return Optional.empty();
  }

  /** The ids of a text. */
  long[] encode(String text) {
    long[] ids = Arrays.copyOf(before, Math.max(16, before.length + text.length() / 3));
    int length = before.length;
    for (int start = nextWord(text, 0); start < text.length(); ) {
      int end = wordEnd(text, start);
      long[] word = ids(text, start, end);
      if (length + word.length > ids.length) {
        ids = Arrays.copyOf(ids, Math.max(2 * ids.length, length + word.length));
      }
      System.arraycopy(word, 0, ids, length, word.length);
      length += word.length;
      start = nextWord(text, end);
    }
    ids = Arrays.copyOf(ids, length + after.length);
    System.arraycopy(after, 0, ids, length, after.length);
    return ids;
  }

  /** How many ids a text has. */
  int count(String text) {
    int count = before.length + after.length;
    for (int start = nextWord(text, 0); start < text.length(); ) {
      int end = wordEnd(text, start);
      count += ids(text, start, end).length;
      start = nextWord(text, end);
    }
    return count;
  }

  private long[] ids(String text, int start, int end) {
    String word = text.substring(start, end);
    if (end - start > MAX_LENGTH) {
      return withoutSpecials(encoder.apply(word));
    }
    long[] ids = memory.get(word);
    if (ids == null) {
      ids = withoutSpecials(encoder.apply(word));
      if (memory.size() >= MAX_WORDS) {
        // Simpler than choosing what to forget, and the common words are back at once.
        memory.clear();
      }
      memory.put(word, ids);
    }
    return ids;
  }

  private long[] withoutSpecials(long[] ids) {
    return Arrays.copyOfRange(ids, before.length, ids.length - after.length);
  }

  // Only what every tokenizer takes for a blank; rarer blanks stay inside words, and the encoder
  // parts them.
  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\t';
  }

  private static int nextWord(String text, int from) {
    int at = from;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int wordEnd(String text, int from) {
    int at = from;
    while (at < text.length() && !isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
