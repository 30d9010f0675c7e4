package io.pinakes.vectorstore;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a filter may ask of a document. */
public enum FilterKey {
  /** A glob on {@code source/relative}; see {@link PathGlob}. */
  PATH("path"),
  /** A media type: {@code application/pdf}, {@code text/*}, or one half of it, {@code pdf}. */
  TYPE("type"),
  /** A language tag; {@code pt} also takes {@code pt-BR}. */
  LANG("lang"),
  /** A year, month, day or instant; see {@link DatePeriod}. */
  DATE("date");

  private final String text;

  FilterKey(String text) {
    this.text = text;
  }

  /** Returns the key as people write it. */
  public String text() {
    return text;
  }

  /** Returns what the document says under this key. */
  Optional<String> valueOf(IndexedDocument document) {
    return switch (this) {
      case PATH -> Optional.of(document.path());
      case TYPE -> Optional.of(document.mediaType());
      case LANG -> document.language();
      case DATE -> document.date();
    };
  }

  static Optional<FilterKey> find(String text) {
    return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
  }

  static String all() {
    return Arrays.stream(values()).map(FilterKey::text).collect(Collectors.joining(", "));
  }
}
