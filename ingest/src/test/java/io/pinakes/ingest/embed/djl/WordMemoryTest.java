package io.pinakes.ingest.embed.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.ingest.embed.CacheFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Remembering words must not change one id: held against the tokenizer without the memory. */
class WordMemoryTest {
  private static final String FILE = "all-minilm-l6-v2-q-tokenizer.json";
  private static final List<String> ODD =
      List.of(
          " ",
          "  ",
          "\n",
          "\t",
          "\r\n",
          "\u00a0",
          "\u3000",
          "\u200b",
          "\u200d",
          "\ufeff",
          "\u0000",
          "\u0301",
          "e\u0301",
          "\u00e9",
          "\u0130",
          "\u1e9e",
          "\ufb01",
          "\u03a3",
          "[SEP]",
          "[CLS]x",
          "[mask]",
          "##ing",
          "don't",
          "...",
          "a-b_c",
          "\ud83d\ude00",
          "\ud83d\udc69\u200d\ud83d\udd2c",
          "\u4eac",
          "\u5317\u4eac",
          "\uac00",
          "\u0915\u094d\u0937",
          "\u05e9\u05c1",
          "x".repeat(101),
          "supercalifragilistic",
          "3.14159",
          "\ufffd",
          "\u2028",
          "\u0085",
          "\u1680");

  private static Tokenizer tokenizer;
  private static HuggingFaceTokenizer plain;

  @BeforeAll
  static void open() throws IOException {
    Path cache = CacheFolder.standard();
    Natives.load(cache);
    Path folder =
        CacheFolder.unpacked(
            cache, "test-tokenizer", WordMemoryTest.class.getClassLoader(), List.of(FILE));
    tokenizer = Tokenizer.open("test", folder.resolve(FILE));
    plain =
        HuggingFaceTokenizer.builder()
            .optTokenizerPath(folder.resolve(FILE))
            .optTruncation(false)
            .optPadding(false)
            .build();
  }

  @AfterAll
  static void close() {
    tokenizer.close();
    plain.close();
  }

  @SeededTest(times = 300)
  void idsAreThoseOfTheTokenizerWithoutMemory(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int parts = random.nextInt(60);
    for (int i = 0; i < parts; i++) {
      switch (random.nextInt(4)) {
        case 0 -> text.append(ODD.get(random.nextInt(ODD.size())));
        case 1 -> text.append(' ');
        case 2 -> text.appendCodePoint(anyCodePoint(random));
        default -> text.append("word").append(random.nextInt(100)).append(' ');
      }
    }
    String made = text.toString();
    long[] expected = plain.encode(made).getIds();
    assertThat(tokenizer.encode(made)).as("[%s]", made).isEqualTo(expected);
    assertThat(tokenizer.count(made)).isEqualTo(expected.length);
    // Once more, now that every word is remembered.
    assertThat(tokenizer.encode(made)).isEqualTo(expected);
  }

  private static int anyCodePoint(RandomGenerator random) {
    int bound = random.nextBoolean() ? 0x3000 : 0x20000;
    int point = random.nextInt(bound);
    return point >= 0xd800 && point <= 0xdfff ? '?' : point;
  }

  @Test
  void moreWordsThanAreRememberedStillHaveTheirIds() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 70_000; i++) {
      text.append(' ').append(Integer.toString(i, 36));
    }
    String made = text.toString();
    assertThat(tokenizer.encode(made)).isEqualTo(plain.encode(made).getIds());
    assertThat(tokenizer.encode(made)).isEqualTo(plain.encode(made).getIds());
  }

  @Test
  void aTokenizerThatDoesNotKeepWordsApartHasNoMemory() {
    // One id for each letter, and one more wherever two words meet.
    Optional<WordMemory> memory =
        WordMemory.of(text -> new long[text.contains(" ") ? 2 * text.length() : text.length()]);
    assertThat(memory).isEmpty();
  }

  @Test
  void theTokenizersOfTheBuiltInModelsAreKnownToWorkWordByWord() throws IOException {
    for (String file : List.of(FILE, "bge-small-en-v1.5-q-tokenizer.json")) {
      Path folder =
          CacheFolder.unpacked(
              CacheFolder.standard(),
              "test-" + file,
              WordMemoryTest.class.getClassLoader(),
              List.of(file));
      assertThat(TokenizerFile.worksWordByWord(folder.resolve(file))).isTrue();
    }
  }
}
