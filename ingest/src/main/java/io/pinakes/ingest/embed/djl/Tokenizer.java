package io.pinakes.ingest.embed.djl;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.pinakes.ingest.embed.ModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Texts to token ids, special tokens included, never cut and never padded whatever the tokenizer's
 * file says. Safe for use by many threads.
 *
 * <p>Where a tokenizer treats each word by itself, the ids of words are remembered ({@link
 * WordMemory}): the native tokenizer costs a few percent of the model's time, and the chunker
 * counts a text two or three times over.
 */
final class Tokenizer implements AutoCloseable {
  private static final TokenizersLibrary NATIVE = TokenizersLibrary.LIB;

  private final HuggingFaceTokenizer tokenizer;
  private final Optional<WordMemory> words;

  private Tokenizer(HuggingFaceTokenizer tokenizer, boolean wordByWord) {
    this.tokenizer = tokenizer;
    this.words = wordByWord ? WordMemory.of(this::encodeNatively) : Optional.empty();
  }

  /** Reads a tokenizer; the native libraries must be loaded. */
  static Tokenizer open(String model, Path file) throws IOException {
    try {
      HuggingFaceTokenizer tokenizer =
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(file)
              .optTruncation(false)
              .optPadding(false)
              .optAddSpecialTokens(true)
              .build();
      return new Tokenizer(tokenizer, TokenizerFile.worksWordByWord(file));
    } catch (RuntimeException e) {
      throw new ModelException(
          model, "tokenizer of [" + model + "] cannot be read from [" + file + "]: " + e, e);
    }
  }

  /** The ids of all tokens of a text, special ones included. */
  long[] encode(String text) {
    return words.isPresent() ? words.get().encode(text) : encodeNatively(text);
  }

  /** How many ids {@link #encode} gives. */
  int count(String text) {
    return words.isPresent() ? words.get().count(text) : encodeNatively(text).length;
  }

  // Not HuggingFaceTokenizer.encode: it fetches seven more arrays, the tokens' texts among them.
  private long[] encodeNatively(String text) {
    long encoding = NATIVE.encode(tokenizer.getHandle(), text, true);
    try {
      return NATIVE.getTokenIds(encoding);
    } finally {
      NATIVE.deleteEncoding(encoding);
    }
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
