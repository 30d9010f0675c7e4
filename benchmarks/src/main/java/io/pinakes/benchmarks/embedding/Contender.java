package io.pinakes.benchmarks.embedding;

import java.nio.file.Path;
import java.util.List;

/** Something that turns texts into vectors, set up as its own documentation says. */
interface Contender extends AutoCloseable {
  /** All vectors, in order, as fast as it can. */
  List<float[]> all(List<String> texts) throws Exception;

  /** The vector of one text, with nothing else going on. */
  float[] one(String text) throws Exception;

  @Override
  void close();

  /**
   * Opens the contender of this name.
   *
   * @param folder holds {@code model.onnx} and {@code tokenizer.json}
   */
  static Contender open(String name, Path folder) throws Exception {
    return switch (name) {
      case "pinakes" -> new PinakesContender();
      case "djl" -> new DjlContender(folder);
      case "langchain4j" -> new LangChainContender();
      default -> throw new IllegalArgumentException("no contender [" + name + "]");
    };
  }
}
