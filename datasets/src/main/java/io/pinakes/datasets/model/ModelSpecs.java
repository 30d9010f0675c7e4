package io.pinakes.datasets.model;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.knowledge.Pooling;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import java.util.Locale;
import java.util.Set;

/**
 * {@link ModelSpec} as a map: {@code { name: text, model: multihash, tokenizer: multihash,
 * dimension: int, pooling: "mean" | "cls", normalised: bool, queryPrefix: text, passagePrefix:
 * text, maxTokens: int, runtime: text, languages: [text] }}.
 */
final class ModelSpecs {
  private static final int MAX_LANGUAGES = 256;
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "model",
          "tokenizer",
          "dimension",
          "pooling",
          "normalised",
          "queryPrefix",
          "passagePrefix",
          "maxTokens",
          "runtime",
          "languages");

  private ModelSpecs() {}

  static MapNode encode(ModelSpec spec) {
    return MapNode.builder()
        .put("name", spec.name())
        .put("model", spec.modelDigest().toBytes())
        .put("tokenizer", spec.tokenizerDigest().toBytes())
        .put("dimension", spec.dimension())
        .put("pooling", spec.pooling().name().toLowerCase(Locale.ROOT))
        .put("normalised", spec.normalised())
        .put("queryPrefix", spec.queryPrefix())
        .put("passagePrefix", spec.passagePrefix())
        .put("maxTokens", spec.maxTokens())
        .put("runtime", spec.runtime())
        .put("languages", ListNode.ofTexts(spec.languages()))
        .build();
  }

  static ModelSpec decode(MapNode map) throws CodecException {
    map.requireOnly(FIELDS);
    ListNode languages = map.list("languages");
    if (languages.size() > MAX_LANGUAGES) {
      throw new CodecException("model of [" + languages.size() + "] languages");
    }
    for (String language : languages.texts()) {
      Records.build("model", () -> term("language", language));
    }
    return Records.build(
        "model",
        () ->
            new ModelSpec(
                term("name", map.text("name")),
                multihash(map.bytes("model")),
                multihash(map.bytes("tokenizer")),
                inInt(map.integer("dimension")),
                pooling(map.text("pooling")),
                map.bool("normalised"),
                Records.requireShort("prefix", map.text("queryPrefix"), ModelLimits.MAX_TERM_BYTES),
                Records.requireShort(
                    "prefix", map.text("passagePrefix"), ModelLimits.MAX_TERM_BYTES),
                inInt(map.integer("maxTokens")),
                term("runtime", map.text("runtime")),
                languages.texts()));
  }

  private static String term(String what, String text) {
    return Records.requireText(what, text, ModelLimits.MAX_TERM_BYTES);
  }

  private static int inInt(long value) throws CodecException {
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw new CodecException("model has a number of [" + value + "]");
    }
    return (int) value;
  }

  private static Multihash multihash(byte[] bytes) throws CodecException {
    try {
      return Multihash.fromBytes(bytes);
    } catch (MultiformatException e) {
      throw new CodecException("model has a malformed digest", e);
    }
  }

  private static Pooling pooling(String text) throws CodecException {
    return switch (text) {
      case "mean" -> Pooling.MEAN;
      case "cls" -> Pooling.CLS;
      default -> throw new CodecException("model pools by [" + text + "]");
    };
  }
}
