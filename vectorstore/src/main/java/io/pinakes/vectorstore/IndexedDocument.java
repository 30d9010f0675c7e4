package io.pinakes.vectorstore;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A document as filters and results see it. The same bytes at two paths are two of these with one
 * key.
 *
 * @param key names the document's content, its CID as text
 * @param path {@code source/relative}, with {@code /} between names, NFC
 * @param mediaType such as {@code text/markdown}
 * @param language a BCP 47 tag such as {@code en} or {@code pt-BR}
 * @param date ISO 8601: a year, a month, a day, or an instant
 * @param title the document's own title
 */
public record IndexedDocument(
    String key,
    String path,
    String mediaType,
    Optional<String> language,
    Optional<String> date,
    Optional<String> title) {

  /** Checks that key and path can be index terms. */
  public IndexedDocument {
    requireTerm("key", key, IndexLimits.MAX_KEY_BYTES);
    requireTerm("path", path, IndexLimits.MAX_PATH_BYTES);
    requireTerm("media type", mediaType, IndexLimits.MAX_KEY_BYTES);
    if (language.isPresent()) {
      requireTerm("language", language.get(), IndexLimits.MAX_KEY_BYTES);
    }
    if (date.isPresent()) {
      requireTerm("date", date.get(), IndexLimits.MAX_KEY_BYTES);
    }
  }

  static void requireTerm(String what, String value, int limit) {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > limit) {
      throw new IllegalArgumentException(
          what + " of [" + bytes + "] bytes, 1 to [" + limit + "] can be indexed");
    }
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " holds a NUL: [" + value + "]");
    }
  }
}
