package io.pinakes.ingest.embed;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.knowledge.Pooling;
import io.pinakes.core.multiformats.Multihash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The file {@value #NAME} of an imported model: its spec, the size of its model file, and the
 * folder that it came from, so that an error can say how to mend it.
 */
record SpecFile(ModelSpec spec, long bytes, String source) {
  static final String NAME = "pinakes-model.json";
  private static final String SCHEMA = "pinakes.model/1";
  private static final ObjectMapper JSON = new ObjectMapper();

  void write(Path folder) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", SCHEMA);
    root.put("name", spec.name());
    root.put("model_sha256", hex(spec.modelDigest()));
    root.put("tokenizer_sha256", hex(spec.tokenizerDigest()));
    root.put("dimension", spec.dimension());
    root.put("pooling", spec.pooling().name());
    root.put("normalised", spec.normalised());
    root.put("query_prefix", spec.queryPrefix());
    root.put("passage_prefix", spec.passagePrefix());
    root.put("max_tokens", spec.maxTokens());
    ArrayNode languages = root.putArray("languages");
    spec.languages().forEach(languages::add);
    root.put("bytes", bytes);
    root.put("source", source);
    Files.write(
        folder.resolve(NAME), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
  }

  /**
   * Reads it back.
   *
   * @param runtime what runs the model now: vectors made by another are not the same
   */
  static SpecFile read(Path folder, String runtime) throws IOException {
    String name = folder.getFileName().toString();
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(folder.resolve(NAME)));
      if (!root.path("schema").asText().equals(SCHEMA)) {
        throw new ModelException(
            name, "[" + folder.resolve(NAME) + "] is not of the form [" + SCHEMA + "]");
      }
      List<String> languages = new ArrayList<>();
      root.required("languages").forEach(language -> languages.add(language.asText()));
      ModelSpec spec =
          new ModelSpec(
              root.required("name").asText(),
              digest(root.required("model_sha256").asText()),
              digest(root.required("tokenizer_sha256").asText()),
              root.required("dimension").asInt(),
              Pooling.valueOf(root.required("pooling").asText()),
              root.required("normalised").asBoolean(),
              root.required("query_prefix").asText(),
              root.required("passage_prefix").asText(),
              root.required("max_tokens").asInt(),
              runtime,
              languages);
      return new SpecFile(spec, root.required("bytes").asLong(), root.required("source").asText());
    } catch (JacksonException | IllegalArgumentException e) {
      throw new ModelException(
          name,
          "["
              + folder.resolve(NAME)
              + "] is damaged; import the model again with: pinakes model"
              + " import FOLDER",
          e);
    }
  }

  private static String hex(Multihash digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Multihash digest(String hex) {
    return Multihash.of(Multihash.SHA2_256, HexFormat.of().parseHex(hex));
  }
}
