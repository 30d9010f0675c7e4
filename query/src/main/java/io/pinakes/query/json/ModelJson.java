package io.pinakes.query.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ingest.embed.ModelInfo;

/** Embedding models. */
public final class ModelJson {
  private ModelJson() {}

  /** Writes a model as lists show it. */
  public static void write(ModelInfo model, ObjectNode node) {
    node.put("name", model.name()).put("id", model.spec().id());
    node.put("dimension", model.spec().dimension()).put("max_tokens", model.spec().maxTokens());
    node.put("built_in", model.builtIn()).put("bytes", model.bytes());
  }
}
