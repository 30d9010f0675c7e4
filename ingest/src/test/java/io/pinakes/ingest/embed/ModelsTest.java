package io.pinakes.ingest.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.knowledge.Pooling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
  @TempDir Path home;
  @TempDir Path elsewhere;

  private Models models = new Models(Path.of("unused"));

  @BeforeEach
  void open() {
    models = new Models(home.resolve("models"));
  }

  /** A folder as sentence-transformers saves it, made of the built-in model's files. */
  private Path folder(String name) throws IOException {
    Path folder = Files.createDirectories(elsewhere.resolve(name));
    Files.createDirectories(folder.resolve("onnx"));
    Files.createDirectories(folder.resolve("1_Pooling"));
    copy("all-minilm-l6-v2-q.onnx", folder.resolve("onnx/model.onnx"));
    copy("all-minilm-l6-v2-q-tokenizer.json", folder.resolve("tokenizer.json"));
    write(
        folder,
        "config.json",
        "{'model_type':'bert','hidden_size':384,'max_position_embeddings':512}");
    write(
        folder,
        "modules.json",
        "[{'type':'sentence_transformers.models.Transformer'},"
            + "{'type':'sentence_transformers.models.Pooling'},"
            + "{'type':'sentence_transformers.models.Normalize'}]");
    write(
        folder,
        "1_Pooling/config.json",
        "{'word_embedding_dimension':384,'pooling_mode_cls_token':false,'pooling_mode_mean_tokens':true}");
    write(folder, "sentence_bert_config.json", "{'max_seq_length':128,'do_lower_case':false}");
    write(
        folder,
        "config_sentence_transformers.json",
        "{'prompts':{'query':'query: ','document':'passage: '},'similarity_fn_name':'cosine'}");
    Files.writeString(
        folder.resolve("README.md"), "---\nlanguage:\n- en\n- de\nlicense: mit\n---\n# M\n");
    return folder;
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ModelsTest.class.getClassLoader().getResourceAsStream(resource))) {
      Files.copy(in, to);
    }
  }

  private static void write(Path folder, String file, String json) throws IOException {
    Files.writeString(folder.resolve(file), json.replace('\'', '"'));
  }

  @Test
  void theBuiltInModelsAndTheirIdsAreFixed() throws IOException {
    assertThat(models.list())
        .extracting(model -> model.spec().id())
        .containsExactly("all-minilm-l6-v2-98f91aa230a4", "bge-small-en-v1.5-45b63aac4fde");
    assertThat(models.list()).allMatch(ModelInfo::builtIn);
    assertThat(models.list()).allMatch(model -> model.spec().languages().equals(List.of("en")));
    assertThat(models.info(Models.DEFAULT).spec().pooling()).isEqualTo(Pooling.MEAN);
    assertThat(models.info("bge-small-en-v1.5").spec().queryPrefix())
        .isEqualTo("Represent this sentence for searching relevant passages: ");
  }

  @Test
  void anUnknownModelIsNamedBesideThoseThatAreHere() {
    assertThatThrownBy(() -> models.open("gte-large"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("[gte-large]")
        .hasMessageContaining("all-minilm-l6-v2")
        .hasMessageContaining("pinakes model import");
    assertThatThrownBy(() -> models.open("../../etc")).isInstanceOf(ModelException.class);
  }

  @Test
  void aModelIsFoundByItsSpec() throws IOException {
    ModelSpec spec = models.info(Models.DEFAULT).spec();
    assertThat(models.matching(spec).map(ModelInfo::name)).contains(Models.DEFAULT);
    ModelSpec other =
        new ModelSpec(
            spec.name(),
            spec.modelDigest(),
            spec.tokenizerDigest(),
            384,
            Pooling.CLS,
            true,
            "",
            "",
            512,
            spec.runtime(),
            List.of());
    assertThat(models.matching(other)).isEmpty();
  }

  @Test
  void anImportedModelIsWhatItsFolderSays() throws IOException {
    ModelInfo info = models.importFolder(folder("My-Model"));
    assertThat(info.name()).isEqualTo("my-model");
    assertThat(info.builtIn()).isFalse();
    assertThat(info.spec().dimension()).isEqualTo(384);
    assertThat(info.spec().maxTokens()).isEqualTo(128);
    assertThat(info.spec().queryPrefix()).isEqualTo("query: ");
    assertThat(info.spec().passagePrefix()).isEqualTo("passage: ");
    assertThat(info.spec().languages()).containsExactly("en", "de");
    assertThat(models.list()).hasSize(3).last().isEqualTo(info);
    try (Embedder imported = models.open("my-model");
        Embedder builtIn = models.open(Models.DEFAULT)) {
      assertThat(imported.embedPassage("a wing"))
          .isEqualTo(builtIn.embedPassage("passage: a wing"));
      assertThat(imported.embedQuery("a wing")).isEqualTo(builtIn.embedPassage("query: a wing"));
      assertThat(imported.tokens().count("a wing")).isEqualTo(6);
      assertThatThrownBy(() -> imported.embedPassage("word ".repeat(125)))
          .isInstanceOf(TooLongException.class);
    }
  }

  @Test
  void aModelOfAnotherDimensionAndWithFewerInputsIsRunAsItIs() throws IOException {
    Path folder = folder("tiny");
    float[][] table = new float[30_522][8];
    for (int token = 0; token < table.length; token++) {
      for (int i = 0; i < 8; i++) {
        table[token][i] = (token * 31 + i * 17) % 101 - 50;
      }
    }
    Files.write(folder.resolve("onnx/model.onnx"), TinyOnnx.lookup(table, "input_ids"));
    write(folder, "config.json", "{'hidden_size':8,'max_position_embeddings':512}");
    write(folder, "config_sentence_transformers.json", "{}");
    assertThat(models.importFolder(folder).spec().dimension()).isEqualTo(8);
    // "wing" is token 3358 between the special 101 and 102.
    double[] mean = new double[8];
    double squares = 0;
    for (int i = 0; i < 8; i++) {
      mean[i] = (table[101][i] + table[3358][i] + table[102][i]) / 3.0;
      squares += mean[i] * mean[i];
    }
    try (Embedder embedder = models.open("tiny")) {
      float[] vector = embedder.embedPassage("wing");
      for (int i = 0; i < 8; i++) {
        assertThat(vector[i]).isCloseTo((float) (mean[i] / Math.sqrt(squares)), within(1e-5f));
      }
    }
    Files.write(folder.resolve("onnx/model.onnx"), TinyOnnx.lookup(table, "pixel_values"));
    assertThatThrownBy(() -> models.importFolder(folder, Optional.of("eyes")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("pixel_values");
  }

  @Test
  void importingTheSameAgainChangesNothingAndAnotherOfThatNameIsRefused() throws IOException {
    Path folder = folder("m");
    ModelInfo info = models.importFolder(folder);
    assertThat(models.importFolder(folder)).isEqualTo(info);
    write(folder, "sentence_bert_config.json", "{'max_seq_length':64}");
    assertThatThrownBy(() -> models.importFolder(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("--name")
        .hasMessageContaining("model rm m");
    assertThat(models.importFolder(folder, Optional.of("m64")).spec().maxTokens()).isEqualTo(64);
    assertThat(models.list()).hasSize(4);
  }

  @Test
  void anImportLeavesNothingHalfDone() throws IOException {
    Path folder = folder("broken");
    Files.writeString(folder.resolve("onnx/model.onnx"), "not a model");
    assertThatThrownBy(() -> models.importFolder(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("[broken]");
    // What a killed import leaves is swept by the next.
    Path half = Files.createDirectories(home.resolve("models/.importing123"));
    Files.writeString(half.resolve("model.onnx"), "half");
    models.importFolder(folder("good"));
    try (Stream<Path> left = Files.list(home.resolve("models"))) {
      assertThat(left).extracting(path -> path.getFileName().toString()).containsExactly("good");
    }
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    refused("tokenizer.json", "tokenizer.json");
    refused("1_Pooling/config.json", "1_Pooling/config.json");
    refused("onnx/model.onnx", "lacks model.onnx and onnx/model.onnx");
    assertThatThrownBy(() -> models.importFolder(elsewhere.resolve("nowhere")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("nowhere");
  }

  private void refused(String missing, String message) throws IOException {
    Path folder = folder("without-" + missing.replace('/', '-').toLowerCase(java.util.Locale.ROOT));
    Files.delete(folder.resolve(missing));
    assertThatThrownBy(() -> models.importFolder(folder, Optional.of("m")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatCannotBeRunAsMeantIsRefused() throws IOException {
    refused("1_Pooling/config.json", "{'pooling_mode_max_tokens':true}", "mean and cls");
    refused("modules.json", "[{'type':'sentence_transformers.models.Dense'}]", "[Dense]");
    refused("config.json", "{'hidden_size':768}", "[768]");
    refused("config.json", "not json", "not JSON");
    refused("onnx/model.onnx_data", "weights", "second file");
  }

  private void refused(String file, String content, String message) throws IOException {
    Path folder = folder("with-" + Integer.toHexString((file + content).hashCode()));
    write(folder, file, content);
    assertThatThrownBy(() -> models.importFolder(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aNameThatIsTakenByABuiltInModelIsRefused() throws IOException {
    assertThatThrownBy(() -> models.importFolder(folder("m"), Optional.of(Models.DEFAULT)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("built-in");
    assertThatThrownBy(() -> models.importFolder(folder("n"), Optional.of("../up")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("--name");
  }

  @Test
  void aDamagedOrMissingFileIsFoundAndAnImportMendsIt() throws IOException {
    Path folder = folder("m");
    models.importFolder(folder);
    Path file = home.resolve("models/m/model.onnx");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> models.open("m"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining("pinakes model import " + folder.toRealPath() + " --name m");
    Files.delete(file);
    assertThatThrownBy(() -> models.open("m"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("lacks")
        .hasMessageContaining("pinakes model import");
    models.importFolder(folder);
    try (Embedder embedder = models.open("m")) {
      assertThat(embedder.embedPassage("mended")).hasSize(384);
    }
  }

  @Test
  void onlyImportedModelsCanBeRemoved() throws IOException {
    models.importFolder(folder("m"));
    models.remove("m");
    assertThat(models.list()).hasSize(2);
    assertThat(home.resolve("models/m")).doesNotExist();
    assertThatThrownBy(() -> models.remove("m")).isInstanceOf(ModelException.class);
    assertThatThrownBy(() -> models.remove(Models.DEFAULT)).hasMessageContaining("built in");
  }

  @Test
  void aBuiltInModelThatIsDamagedInTheCacheIsUnpackedAgain(@TempDir Path cache) throws IOException {
    Models fresh = new Models(home, cache);
    fresh.open(Models.DEFAULT).close();
    Path model;
    try (Stream<Path> files = Files.walk(cache)) {
      model = files.filter(file -> file.toString().endsWith(".onnx")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(model);
    bytes[1000] ^= 1;
    Files.write(model, bytes);
    try (Embedder embedder = fresh.open(Models.DEFAULT)) {
      assertThat(embedder.embedPassage("whole again")).hasSize(384);
    }
  }

  @Test
  void languagesAreReadFromEveryFormOfTheHeader() throws IOException {
    assertThat(languages("---\nlanguage: en\n---\n")).containsExactly("en");
    assertThat(languages("---\nlanguage: [en, de]\n---\n")).containsExactly("en", "de");
    assertThat(languages("---\nlanguage:\n- \"fr\"\n- zh\ntags:\n- xx\n---\n"))
        .containsExactly("fr", "zh");
    assertThat(languages("---\nlanguage: multilingual\n---\n")).isEmpty();
    assertThat(languages("# No header\nlanguage: en\n")).isEmpty();
    assertThat(ModelCard.languages(elsewhere.resolve("none"))).isEmpty();
  }

  private List<String> languages(String readme) throws IOException {
    return ModelCard.languages(Files.writeString(elsewhere.resolve("README.md"), readme));
  }
}
