package io.pinakes.core.knowledge;

/** How the vectors of a text's tokens become the vector of the text. */
public enum Pooling {
  /** The mean over all tokens. */
  MEAN,
  /** The vector of the first token. */
  CLS
}
