package io.pinakes.vectorstore;

/**
 * What an index is for, and how it ranks text.
 *
 * @param model the id of the model whose vectors it holds; written into the index and checked
 * @param dimension components a vector; written into the index and checked
 * @param defaultLanguage the language of chunks that do not say theirs
 * @param scoring how text is ranked; it may change from one opening to the next
 */
public record IndexOptions(
    String model, int dimension, String defaultLanguage, TextScoring scoring) {

  /** Checks the ranges. */
  public IndexOptions {
    IndexedDocument.requireTerm("model", model, IndexLimits.MAX_KEY_BYTES);
    IndexedDocument.requireTerm("language", defaultLanguage, IndexLimits.MAX_KEY_BYTES);
    if (dimension < 1 || dimension > IndexLimits.MAX_DIMENSION) {
      throw new IllegalArgumentException(
          "dimension [" + dimension + "], 1 to [" + IndexLimits.MAX_DIMENSION + "] are possible");
    }
  }

  /** Returns the defaults for a model: English, {@link TextScoring#DEFAULT}. */
  public static IndexOptions of(String model, int dimension) {
    return new IndexOptions(model, dimension, "en", TextScoring.DEFAULT);
  }

  /** Returns the same with another ranking of text. */
  public IndexOptions withScoring(TextScoring other) {
    return new IndexOptions(model, dimension, defaultLanguage, other);
  }

  /** Returns the same with another language for chunks that do not say theirs. */
  public IndexOptions withDefaultLanguage(String language) {
    return new IndexOptions(model, dimension, language, scoring);
  }
}
