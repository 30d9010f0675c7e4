package io.pinakes.benchmarks.embedding;

import ai.djl.huggingface.translator.TextEmbeddingTranslatorFactory;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** DJL as its documentation shows it: the text embedding translator, batches, default threads. */
final class DjlContender implements Contender {
  private static final int BATCH = 32;

  private final ZooModel<String, float[]> model;
  private final Predictor<String, float[]> predictor;

  DjlContender(Path folder) throws Exception {
    this.model =
        Criteria.builder()
            .setTypes(String.class, float[].class)
            .optModelPath(folder)
            .optModelName("model")
            .optEngine("OnnxRuntime")
            .optTranslatorFactory(new TextEmbeddingTranslatorFactory())
            // This model asks for them; and its tokenizer's file would cut every text at 128
            // tokens.
            .optArgument("includeTokenTypes", "true")
            .optArgument("maxLength", "512")
            .build()
            .loadModel();
    this.predictor = model.newPredictor();
  }

  @Override
  public List<float[]> all(List<String> texts) throws Exception {
    List<float[]> vectors = new ArrayList<>();
    for (int at = 0; at < texts.size(); at += BATCH) {
      vectors.addAll(predictor.batchPredict(texts.subList(at, Math.min(at + BATCH, texts.size()))));
    }
    return vectors;
  }

  @Override
  public float[] one(String text) throws Exception {
    return predictor.predict(text);
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
