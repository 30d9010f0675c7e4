package io.pinakes.core.knowledge;

import io.pinakes.core.multiformats.Multihash;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * All that fixes what a vector means. Vectors are comparable only if their specs are equal.
 *
 * @param name a short name for people, lower case, such as {@code all-minilm-l6-v2-q8}
 * @param modelDigest the SHA-256 of the model file
 * @param tokenizerDigest the SHA-256 of the tokenizer file
 * @param dimension components a vector
 * @param pooling how token vectors become one
 * @param normalised whether vectors have length one
 * @param queryPrefix what stands before a question when it is embedded, often empty
 * @param passagePrefix what stands before a passage when it is embedded, often empty
 * @param maxTokens the longest input, special tokens included; a longer one is refused, never cut
 * @param runtime what runs it, such as {@code onnxruntime-1.26}
 * @param languages ISO 639 codes that the model covers; empty if it covers all
 */
public record ModelSpec(
    String name,
    Multihash modelDigest,
    Multihash tokenizerDigest,
    int dimension,
    Pooling pooling,
    boolean normalised,
    String queryPrefix,
    String passagePrefix,
    int maxTokens,
    String runtime,
    List<String> languages) {

  /** Checks that the numbers are possible. */
  public ModelSpec {
    if (name.isBlank() || dimension <= 0 || dimension > 8192 || maxTokens <= 0) {
      throw new IllegalArgumentException(
          "not a model: name ["
              + name
              + "], dimension ["
              + dimension
              + "], tokens ["
              + maxTokens
              + "]");
    }
    languages = List.copyOf(languages);
  }

  /** Returns the same under another name, which changes no vector. */
  public ModelSpec named(String other) {
    return new ModelSpec(
        other,
        modelDigest,
        tokenizerDigest,
        dimension,
        pooling,
        normalised,
        queryPrefix,
        passagePrefix,
        maxTokens,
        runtime,
        languages);
  }

  /**
   * The key of this spec in manifests and stores: the name, then twelve hex digits over all that
   * changes a vector (languages do not).
   */
  public String id() {
    String all =
        String.join(
            "\u0000",
            name,
            modelDigest.toString(),
            tokenizerDigest.toString(),
            Integer.toString(dimension),
            pooling.name(),
            Boolean.toString(normalised),
            queryPrefix,
            passagePrefix,
            Integer.toString(maxTokens),
            runtime);
    byte[] digest = Multihash.sha256(all.getBytes(StandardCharsets.UTF_8)).digest();
    return name + "-" + HexFormat.of().formatHex(digest, 0, 6);
  }
}
