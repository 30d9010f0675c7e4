package io.pinakes.vectorstore.lucene;

import java.util.Optional;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/**
 * How the vectors that a graph search walks over are packed. The full ones are kept beside, for the
 * last ranking, but are not touched on the way.
 */
public enum Quantisation {
  /** None. */
  FLOAT32(32, null),
  /** One byte a component. */
  INT8(8, ScalarEncoding.UNSIGNED_BYTE),
  /** Half a byte a component. */
  INT4(4, ScalarEncoding.PACKED_NIBBLE),
  /** Two bits a component, against a question of four. */
  BIT2(2, ScalarEncoding.DIBIT_QUERY_NIBBLE),
  /** One bit a component, against a question of four. */
  BIT1(1, ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE);

  private final int bits;
  private final @Nullable ScalarEncoding encoding;

  Quantisation(int bits, @Nullable ScalarEncoding encoding) {
    this.bits = bits;
    this.encoding = encoding;
  }

  /** Returns the bits a component. */
  public int bits() {
    return bits;
  }

  Optional<ScalarEncoding> encoding() {
    return Optional.ofNullable(encoding);
  }
}
