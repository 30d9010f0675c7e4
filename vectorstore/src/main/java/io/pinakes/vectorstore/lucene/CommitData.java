package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.IndexMismatchException;
import io.pinakes.vectorstore.IndexOptions;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.index.CorruptIndexException;

/**
 * What a commit says of itself, in Lucene's user data.
 *
 * @param format the version of {@link Fields}
 * @param model the id of the model
 * @param dimension components a vector
 * @param manifest the CID that the commit follows
 */
record CommitData(int format, String model, int dimension, String manifest) {
  /** Counts up when older programs could no longer read the fields. */
  static final int FORMAT = 1;

  private static final String FORMAT_KEY = "pinakes.format";
  private static final String MODEL_KEY = "pinakes.model";
  private static final String DIMENSION_KEY = "pinakes.dimension";
  private static final String MANIFEST_KEY = "pinakes.manifest";

  static CommitData of(IndexOptions options, String manifest) {
    return new CommitData(FORMAT, options.model(), options.dimension(), manifest);
  }

  /**
   * Reads it back.
   *
   * @throws CorruptIndexException if something is missing or no number
   */
  static CommitData from(Map<String, String> data, Path index) throws CorruptIndexException {
    String format = data.get(FORMAT_KEY);
    String model = data.get(MODEL_KEY);
    String dimension = data.get(DIMENSION_KEY);
    String manifest = data.get(MANIFEST_KEY);
    if (format == null || model == null || dimension == null || manifest == null) {
      throw new CorruptIndexException("commit data " + data, index.toString());
    }
    try {
      return new CommitData(Integer.parseInt(format), model, Integer.parseInt(dimension), manifest);
    } catch (NumberFormatException e) {
      throw new CorruptIndexException("commit data " + data, index.toString(), e);
    }
  }

  Map<String, String> asMap() {
    return Map.of(
        FORMAT_KEY,
        Integer.toString(format),
        MODEL_KEY,
        model,
        DIMENSION_KEY,
        Integer.toString(dimension),
        MANIFEST_KEY,
        manifest);
  }

  /** Checks that the index is what was asked for. */
  void require(IndexOptions options, Path index) throws IndexMismatchException {
    if (format > FORMAT) {
      throw new IndexMismatchException(
          "the index in ["
              + index
              + "] has format ["
              + format
              + "], this program knows up to ["
              + FORMAT
              + "]: use a newer Pinakes, or rebuild the index");
    }
    if (!model.equals(options.model()) || dimension != options.dimension()) {
      throw new IndexMismatchException(
          "the index in ["
              + index
              + "] holds vectors of model ["
              + model
              + "] with ["
              + dimension
              + "] components, asked was ["
              + options.model()
              + "] with ["
              + options.dimension()
              + "]: they cannot be compared; build an index for that model");
    }
  }
}
