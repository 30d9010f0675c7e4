package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.failures.Cli.Failure;
import io.pinakes.node.testing.Corpus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset whose vectors are of a model that was imported, and is gone. */
final class MissingModelIT {
  @TempDir private Path work;

  @Test
  void withoutItsModelADatasetIsSearchedByWordsAndSaysWhatToImport() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 3, 47);
    Cli cli = new Cli(work.resolve("home"));
    Path model = modelFolder();
    cli.ok("model", "import", model.toString(), "--name", "own");
    final String root =
        Cli.root(cli.ok("ingest", folder.toString(), "--dataset", Cli.DATASET, "--model", "own"));
    final List<String> before = cli.search("the fleet at night");

    delete(cli.home().resolve("models").resolve("own"));
    cli.search("the fleet at night", "--mode", "text");
    Failure search = cli.fails(4, "search", "the fleet at night");
    assertThat(search.error()).contains("model [own-").contains("is not here");
    assertThat(search.fix())
        .contains("model import FOLDER --home " + cli.home())
        .contains("--mode text");
    Failure ingest = cli.fails(4, "ingest", folder.toString(), "--dataset", Cli.DATASET);
    assertThat(ingest.error()).contains("[own]");
    assertThat(ingest.fix()).contains("model ");
    cli.requireSound();

    cli.ok("model", "import", model.toString(), "--name", "own");
    assertThat(cli.search("the fleet at night")).isEqualTo(before);
    assertThat(cli.ingest(folder)).isEqualTo(root);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** The built-in model's files as sentence-transformers saves them, with another prompt. */
  private Path modelFolder() throws IOException {
    Path folder = Files.createDirectories(work.resolve("model"));
    copy("all-minilm-l6-v2-q.onnx", folder.resolve("model.onnx"));
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
    Files.createDirectory(folder.resolve("1_Pooling"));
    write(
        folder,
        "1_Pooling/config.json",
        "{'word_embedding_dimension':384,'pooling_mode_cls_token':false,"
            + "'pooling_mode_mean_tokens':true}");
    write(folder, "sentence_bert_config.json", "{'max_seq_length':256,'do_lower_case':false}");
    write(
        folder,
        "config_sentence_transformers.json",
        "{'prompts':{'query':'query: ','document':''},'similarity_fn_name':'cosine'}");
    return folder;
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            MissingModelIT.class.getClassLoader().getResourceAsStream(resource), resource)) {
      Files.copy(in, to);
    }
  }

  private static void write(Path folder, String file, String json) throws IOException {
    Files.writeString(folder.resolve(file), json.replace('\'', '"'));
  }
}
