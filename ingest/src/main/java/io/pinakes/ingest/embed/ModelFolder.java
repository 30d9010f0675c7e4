package io.pinakes.ingest.embed;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.pinakes.core.knowledge.Pooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a folder of sentence-transformers says of its model. Only what can be run exactly as meant
 * is accepted; the rest is refused with the file and the entry that say otherwise.
 *
 * <p>Read are {@code modules.json} (the stages), {@code 1_Pooling/config.json}, {@code
 * sentence_bert_config.json} (length), {@code config.json} (dimension, positions), {@code
 * tokenizer_config.json} (length), {@code config_sentence_transformers.json} (prompts, similarity)
 * and the header of {@code README.md} (languages).
 *
 * @param folder where it was found
 * @param name what it will be called
 * @param dimension components a vector, 0 if no file says
 * @param maxTokens the longest input, special tokens included
 */
record ModelFolder(
    Path folder,
    String name,
    Path model,
    Path tokenizer,
    int dimension,
    Pooling pooling,
    String queryPrefix,
    String passagePrefix,
    int maxTokens,
    List<String> languages) {

  /** Where exports put the model; the first that is there is taken, so full precision first. */
  private static final List<String> MODEL_PLACES =
      List.of(
          "model.onnx",
          "onnx/model.onnx",
          "onnx/model_quantized.onnx",
          "model_quantized.onnx",
          "onnx/model_qint8_avx512_vnni.onnx",
          "onnx/model_qint8_avx512.onnx",
          "onnx/model_quint8_avx2.onnx",
          "onnx/model_qint8_arm64.onnx",
          "onnx/model_int8.onnx",
          "onnx/model_uint8.onnx");

  /** A longer input takes memory with the square of its length. */
  private static final int MAX_TOKENS = 8192;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether a model may be called so: it becomes the name of a folder. */
  static boolean isName(String name) {
    return name.matches("[a-z0-9][a-z0-9._-]{0,63}");
  }

  /**
   * Reads a folder, or the folder around an ONNX file.
   *
   * @throws ModelException if something is missing, or asks for what is not done here
   */
  static ModelFolder read(Path given, Optional<String> wanted) throws IOException {
    Path path = given.toAbsolutePath().normalize();
    boolean file = Files.isRegularFile(path);
    Path folder = file ? around(path) : path;
    if (!Files.isDirectory(folder)) {
      throw new ModelException(folder.toString(), "no model folder [" + folder + "]");
    }
    String name = wanted.orElseGet(() -> nameOf(folder));
    if (!isName(name)) {
      throw new ModelException(
          name,
          "a model cannot be called ["
              + name
              + "]: give a name of small letters, digits, dots, underscores and hyphens with"
              + " --name");
    }
    Path tokenizer = folder.resolve("tokenizer.json");
    if (!Files.isRegularFile(tokenizer)) {
      throw new ModelException(
          name,
          "["
              + folder
              + "] lacks tokenizer.json; save the tokenizer in its fast form"
              + " (tokenizer.save_pretrained of transformers)");
    }
    Path model = file ? path : model(folder, name);
    requireOneFile(model, name);
    FolderReader reader = new FolderReader(folder, name);
    reader.requireKnownStages();
    reader.requireCosine();
    reader.requireNoLowerCasing(tokenizer);
    return new ModelFolder(
        folder,
        name,
        model,
        tokenizer,
        reader.json("config.json").path("hidden_size").asInt(0),
        reader.pooling(),
        reader.prompt("query"),
        reader.prompt("document", "passage"),
        reader.maxTokens(),
        ModelCard.languages(folder.resolve("README.md")));
  }

  private static Path around(Path file) {
    Path parent = file.resolve("..").normalize();
    return parent.endsWith("onnx") && Files.exists(parent.resolveSibling("tokenizer.json"))
        ? parent.resolve("..").normalize()
        : parent;
  }

  private static String nameOf(Path folder) {
    return folder.getFileName() == null
        ? ""
        : folder.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  private static Path model(Path folder, String name) throws ModelException {
    for (String place : MODEL_PLACES) {
      Path model = folder.resolve(place);
      if (Files.isRegularFile(model)) {
        return model;
      }
    }
    throw new ModelException(
        name,
        "["
            + folder
            + "] lacks model.onnx and onnx/model.onnx; export the model with: optimum-cli export"
            + " onnx --model "
            + folder
            + " OUT");
  }

  private static void requireOneFile(Path model, String name) throws ModelException {
    for (String suffix : List.of("_data", ".data")) {
      Path weights = model.resolveSibling(model.getFileName() + suffix);
      if (Files.exists(weights)) {
        throw new ModelException(
            name, "the weights of [" + model + "] are in a second file; export them into one");
      }
    }
  }

  /** The configuration files of one folder. */
  private record FolderReader(Path folder, String name) {
    JsonNode json(String file) throws IOException {
      Path path = folder.resolve(file);
      if (!Files.isRegularFile(path)) {
        return MissingNode.getInstance();
      }
      try {
        return JSON.readTree(Files.readAllBytes(path));
      } catch (JacksonException e) {
        throw new ModelException(name, "[" + path + "] is not JSON: " + e.getOriginalMessage(), e);
      }
    }

    void requireKnownStages() throws IOException {
      for (JsonNode module : json("modules.json")) {
        String type = module.path("type").asText();
        String stage = type.substring(type.lastIndexOf('.') + 1);
        if (!List.of("Transformer", "Pooling", "Normalize").contains(stage)) {
          throw new ModelException(
              name,
              "["
                  + folder.resolve("modules.json")
                  + "] has a stage ["
                  + stage
                  + "]; only Transformer, Pooling and Normalize can be run");
        }
      }
    }

    void requireCosine() throws IOException {
      String similarity =
          json("config_sentence_transformers.json").path("similarity_fn_name").asText("cosine");
      boolean normalises =
          json("modules.json").findValuesAsText("type").stream()
              .anyMatch(type -> type.endsWith("Normalize"));
      if (!normalises && !similarity.equals("cosine") && !similarity.equals("null")) {
        throw new ModelException(
            name,
            "["
                + folder.resolve("config_sentence_transformers.json")
                + "] compares vectors by ["
                + similarity
                + "]; only cosine can be done, as all vectors are kept at length one");
      }
    }

    void requireNoLowerCasing(Path tokenizer) throws IOException {
      boolean asked = json("sentence_bert_config.json").path("do_lower_case").asBoolean(false);
      if (asked
          && !Files.readString(tokenizer).replaceAll("\\s", "").contains("\"lowercase\":true")) {
        throw new ModelException(
            name,
            "["
                + folder.resolve("sentence_bert_config.json")
                + "] asks for lower case, which its tokenizer.json does not do");
      }
    }

    Pooling pooling() throws IOException {
      Path path = folder.resolve("1_Pooling").resolve("config.json");
      JsonNode config = json("1_Pooling/config.json");
      if (config.isMissingNode()) {
        throw new ModelException(
            name,
            "["
                + folder
                + "] lacks 1_Pooling/config.json, which says how token vectors become one");
      }
      boolean cls = config.path("pooling_mode_cls_token").asBoolean(false);
      boolean mean = config.path("pooling_mode_mean_tokens").asBoolean(false);
      int modes = 0;
      for (var field : config.properties()) {
        modes += field.getKey().startsWith("pooling_mode_") && field.getValue().asBoolean() ? 1 : 0;
      }
      if (modes != 1 || cls == mean) {
        throw new ModelException(
            name, "[" + path + "] does not ask for exactly one of mean and cls pooling: " + config);
      }
      if (!config.path("include_prompt").asBoolean(true)) {
        throw new ModelException(
            name, "[" + path + "] leaves the prompt out of the mean, which is not done here");
      }
      return cls ? Pooling.CLS : Pooling.MEAN;
    }

    String prompt(String... keys) throws IOException {
      JsonNode prompts = json("config_sentence_transformers.json").path("prompts");
      for (String key : keys) {
        if (prompts.path(key).isTextual()) {
          return prompts.path(key).asText();
        }
      }
      return "";
    }

    int maxTokens() throws IOException {
      int limit = MAX_TOKENS;
      JsonNode config = json("config.json");
      if (config.has("max_position_embeddings")) {
        // The family of RoBERTa numbers positions from behind the padding token's.
        boolean offset =
            List.of("roberta", "xlm-roberta", "camembert", "mpnet")
                .contains(config.path("model_type").asText());
        limit = Math.min(limit, config.path("max_position_embeddings").asInt() - (offset ? 2 : 0));
      }
      int stated = json("sentence_bert_config.json").path("max_seq_length").asInt(0);
      if (stated <= 0) {
        // Where nothing was set, transformers writes a number beyond any integer.
        double length = json("tokenizer_config.json").path("model_max_length").asDouble(0);
        stated = length > 0 && length < MAX_TOKENS ? (int) length : 0;
      }
      if (stated <= 0 && !config.has("max_position_embeddings")) {
        throw new ModelException(
            name,
            "["
                + folder
                + "] does not say how long an input may be: neither sentence_bert_config.json nor"
                + " tokenizer_config.json nor config.json does");
      }
      return stated > 0 ? Math.min(stated, limit) : limit;
    }
  }
}
