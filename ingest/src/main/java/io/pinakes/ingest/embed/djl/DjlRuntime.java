package io.pinakes.ingest.embed.djl;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.EmbeddingRuntime;
import java.io.IOException;
import java.nio.file.Path;

/** Runs models with DJL's tokenizers and its ONNX Runtime engine. */
public final class DjlRuntime implements EmbeddingRuntime {
  /** Called by {@link java.util.ServiceLoader}. */
  public DjlRuntime() {}

  /** The major and minor version: patches of one minor version compute the same. */
  @Override
  public String name() {
    return "onnxruntime-" + Natives.ORT_VERSION.substring(0, Natives.ORT_VERSION.lastIndexOf('.'));
  }

  @Override
  public Embedder open(ModelSpec spec, ModelFiles files, Path cache) throws IOException {
    Natives.load(cache);
    Tokenizer tokenizer = Tokenizer.open(spec.name(), files.tokenizer());
    try {
      return new DjlEmbedder(spec, tokenizer, OnnxModel.open(spec.name(), files.model()));
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  @Override
  public int dimension(String model, ModelFiles files, Path cache) throws IOException {
    Natives.load(cache);
    try (Tokenizer tokenizer = Tokenizer.open(model, files.tokenizer());
        OnnxModel onnx = OnnxModel.open(model, files.model())) {
      long[] ids = tokenizer.encode("one trial run");
      return onnx.run(ids).length / ids.length;
    }
  }
}
