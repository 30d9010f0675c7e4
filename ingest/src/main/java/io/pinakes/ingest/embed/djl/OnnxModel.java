package io.pinakes.ingest.embed.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.pinakes.ingest.embed.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loaded model: token ids in, one vector a token out.
 *
 * <p>One session with one thread a run, called from as many threads as there are cores, is two to
 * three times as fast on four cores as one run over all cores; and a run over one text alone gives
 * the same bits whatever else is embedded, which a batch under dynamic quantisation does not
 * (docs/decisions/0050). Safe for use by many threads.
 */
final class OnnxModel implements AutoCloseable {
  private static final Set<String> KNOWN = Set.of("input_ids", "attention_mask", "token_type_ids");

  /** Memory patterns are kept for each length of text, and looked up under one lock for all. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("intraOpNumThreads", "1"),
          Map.entry("interOpNumThreads", "1"),
          Map.entry("memoryPatternOptimization", "false"),
          Map.entry("optLevel", "ALL_OPT"));

  private final String name;
  private final Model model;
  private final Block block;
  private final List<String> inputs;

  private OnnxModel(String name, Model model) {
    this.name = name;
    this.model = model;
    this.block = model.getBlock();
    this.inputs = block.describeInput().keys();
  }

  /** Loads a model; the native libraries must be loaded. */
  static OnnxModel open(String name, Path file) throws IOException {
    Model model = Model.newInstance(name, Device.cpu(), "OnnxRuntime");
    try {
      model.load(file, null, OPTIONS);
      OnnxModel opened = new OnnxModel(name, model);
      if (!opened.inputs.contains("input_ids") || !KNOWN.containsAll(opened.inputs)) {
        throw new ModelException(
            name,
            "model ["
                + name
                + "] takes the inputs "
                + opened.inputs
                + "; only input_ids with attention_mask and token_type_ids can be given");
      }
      return opened;
    } catch (MalformedModelException | EngineException e) {
      model.close();
      throw new ModelException(
          name, "model [" + name + "] cannot be loaded from [" + file + "]: " + reason(e), e);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * The vectors of all tokens, one after the other.
   *
   * @throws ModelException if the model cannot take these tokens, or gives something else
   */
  float[] run(long[] ids) throws ModelException {
    int tokens = ids.length;
    try (NDManager scope = model.getNDManager().newSubManager()) {
      NDList in = new NDList(inputs.size());
      // One direct buffer for all inputs; the tensors are views of it, so nothing is copied twice.
      LongBuffer all =
          ByteBuffer.allocateDirect(inputs.size() * tokens * Long.BYTES)
              .order(ByteOrder.nativeOrder())
              .asLongBuffer();
      for (int i = 0; i < inputs.size(); i++) {
        LongBuffer part = all.slice(i * tokens, tokens);
        fill(part, inputs.get(i), ids);
        NDArray array = scope.create(part, new Shape(1, tokens), DataType.INT64);
        array.setName(inputs.get(i));
        in.add(array);
      }
      NDList out = block.forward(new ParameterStore(scope, false), in, false);
      return tokenVectors(out, tokens);
    } catch (EngineException e) {
      throw new ModelException(
          name, "model [" + name + "] failed on [" + tokens + "] tokens: " + reason(e), e);
    }
  }

  private static void fill(LongBuffer part, String input, long[] ids) {
    if (input.equals("input_ids")) {
      part.put(0, ids);
    } else if (input.equals("attention_mask")) {
      for (int i = 0; i < ids.length; i++) {
        part.put(i, 1);
      }
    }
    // Token types stay zero: there is one segment, and a new direct buffer is.
  }

  private float[] tokenVectors(NDList out, int tokens) throws ModelException {
    for (NDArray array : out) {
      Shape shape = array.getShape();
      if (array.getDataType() == DataType.FLOAT32
          && shape.dimension() == 3
          && shape.get(0) == 1
          && shape.get(1) == tokens) {
        FloatBuffer values = array.toByteBuffer().asFloatBuffer();
        float[] vectors = new float[values.remaining()];
        values.get(vectors);
        return vectors;
      }
    }
    throw new ModelException(
        name,
        "model ["
            + name
            + "] gives no vector of float32 for each token; export it with last_hidden_state");
  }

  private static String reason(Throwable e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  @Override
  public void close() {
    model.close();
  }
}
