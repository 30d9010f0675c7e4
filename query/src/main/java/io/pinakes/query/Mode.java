package io.pinakes.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which rankings a search asks for. */
public enum Mode {
  /** Meaning and words, fused. */
  HYBRID,
  /** Meaning alone: nearness of vectors. */
  VECTOR,
  /** Words alone: BM25. Needs no model. */
  TEXT;

  /** Whether the question is embedded. */
  public boolean usesVectors() {
    return this != TEXT;
  }

  /** Whether words are matched. */
  public boolean usesText() {
    return this != VECTOR;
  }

  /** The name as it is typed and printed. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of a name, typed in any case. */
  public static Optional<Mode> named(String label) {
    return Arrays.stream(values()).filter(mode -> mode.name().equalsIgnoreCase(label)).findFirst();
  }
}
