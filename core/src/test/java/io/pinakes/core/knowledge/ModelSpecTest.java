package io.pinakes.core.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Multihash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelSpecTest {
  private static final Multihash ONE = Multihash.sha256(new byte[] {1});
  private static final Multihash TWO = Multihash.sha256(new byte[] {2});
  private static final List<String> ENGLISH = List.of("en");

  private static ModelSpec spec() {
    return new ModelSpec(
        "tiny-q8", ONE, TWO, 384, Pooling.MEAN, true, "", "", 512, "onnxruntime-1.26", ENGLISH);
  }

  @Test
  void theIdIsTheNameAndTwelveDigitsAndStaysForever() {
    // Stores and manifests hold it: a change here is a change of their format.
    assertThat(spec().id()).isEqualTo("tiny-q8-0f294fe875b1");
    assertThat(spec()).isEqualTo(spec());
  }

  @Test
  void allThatChangesAVectorChangesTheId() {
    List<ModelSpec> others =
        List.of(
            new ModelSpec("x", ONE, TWO, 384, Pooling.MEAN, true, "", "", 512, "r", ENGLISH),
            new ModelSpec("x", TWO, TWO, 384, Pooling.MEAN, true, "", "", 512, "r", ENGLISH),
            new ModelSpec("x", ONE, ONE, 384, Pooling.MEAN, true, "", "", 512, "r", ENGLISH),
            new ModelSpec("x", ONE, TWO, 385, Pooling.MEAN, true, "", "", 512, "r", ENGLISH),
            new ModelSpec("x", ONE, TWO, 384, Pooling.CLS, true, "", "", 512, "r", ENGLISH),
            new ModelSpec("x", ONE, TWO, 384, Pooling.MEAN, false, "", "", 512, "r", ENGLISH),
            new ModelSpec("x", ONE, TWO, 384, Pooling.MEAN, true, "q", "", 512, "r", ENGLISH),
            new ModelSpec("x", ONE, TWO, 384, Pooling.MEAN, true, "", "q", 512, "r", ENGLISH),
            new ModelSpec("x", ONE, TWO, 384, Pooling.MEAN, true, "", "", 513, "r", ENGLISH),
            new ModelSpec("x", ONE, TWO, 384, Pooling.MEAN, true, "", "", 512, "s", ENGLISH));

    assertThat(others.stream().map(ModelSpec::id)).doesNotHaveDuplicates().hasSize(10);
    assertThat(
            new ModelSpec("x", ONE, TWO, 384, Pooling.MEAN, true, "", "", 512, "r", List.of()).id())
        .isEqualTo(others.get(0).id());
  }

  @Test
  void languagesAreTheSpecsOwn() {
    List<String> languages = new ArrayList<>(ENGLISH);
    ModelSpec spec = new ModelSpec("x", ONE, TWO, 1, Pooling.CLS, true, "", "", 1, "r", languages);
    languages.add("de");
    assertThat(spec.languages()).containsExactly("en");
  }

  @Test
  void impossibleNumbersAreRefused() {
    refused("", 1, 1);
    refused(" ", 1, 1);
    refused("x", 0, 1);
    refused("x", 8193, 1);
    refused("x", 1, 0);
  }

  private static void refused(String name, int dimension, int maxTokens) {
    assertThatThrownBy(
            () ->
                new ModelSpec(
                    name, ONE, TWO, dimension, Pooling.CLS, true, "", "", maxTokens, "r", ENGLISH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[" + dimension + "]");
  }
}
