package io.pinakes.benchmarks.embedding;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * LangChain4j's in-process model with its defaults. Called by name: its libraries are no part of
 * Pinakes, and come from a class path that the command is given.
 */
final class LangChainContender implements Contender {
  private static final String MODEL =
      "dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel";

  private final Object model;
  private final Method segment;
  private final Method embedAll;

  LangChainContender() throws ReflectiveOperationException {
    this.model = Class.forName(MODEL).getConstructor().newInstance();
    this.segment =
        Class.forName("dev.langchain4j.data.segment.TextSegment").getMethod("from", String.class);
    this.embedAll = model.getClass().getMethod("embedAll", List.class);
  }

  @Override
  public List<float[]> all(List<String> texts) throws ReflectiveOperationException {
    List<Object> segments = new ArrayList<>();
    for (String text : texts) {
      segments.add(segment.invoke(null, text));
    }
    Object response = embedAll.invoke(model, segments);
    List<float[]> vectors = new ArrayList<>();
    for (Object each : (List<?>) call(response, "content")) {
      vectors.add((float[]) call(each, "vector"));
    }
    return vectors;
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  @Override
  public float[] one(String text) throws ReflectiveOperationException {
    return all(List.of(text)).getFirst();
  }

  @Override
  public void close() {
    // It has nothing to close.
  }
}
