package io.pinakes.ingest.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.testing.SeededTest;
import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SentencesTest {
  private static final SentenceSplitter SPLITTER = new OpenNlpSentences();
  private static final Optional<String> ENGLISH = Optional.of("en");
  private static final Optional<String> GERMAN = Optional.of("de");

  private static List<String> split(String text, Optional<String> language) {
    return SPLITTER.split(text, language).stream()
        .map(range -> text.substring(range.start(), range.end()))
        .toList();
  }

  @Test
  void englishSentencesEndWhereTheModelSays() {
    assertThat(split("Mr. Smith went to Washington, D.C., in June. He stayed. Why?", ENGLISH))
        .containsExactly("Mr. Smith went to Washington, D.C., in June.", "He stayed.", "Why?");
  }

  @Test
  void aLineEndInsideASentenceDoesNotEndIt() {
    assertThat(split("The flow over\nthe wing is laminar. It\nstays so.", ENGLISH))
        .containsExactly("The flow over\nthe wing is laminar.", "It\nstays so.");
    assertThat(split("Die Strömung über\ndem Flügel ist laminar. Sie\nbleibt es.", GERMAN))
        .containsExactly("Die Strömung über\ndem Flügel ist laminar.", "Sie\nbleibt es.");
  }

  @Test
  void aBlankLineEndsASentence() {
    assertThat(split("A title without a stop\n \t\nThe first sentence", ENGLISH))
        .containsExactly("A title without a stop", "The first sentence");
    assertThat(split("Ein Titel ohne Punkt\n\nDer erste Satz", GERMAN))
        .containsExactly("Ein Titel ohne Punkt", "Der erste Satz");
  }

  @Test
  void languagesWithoutAModelHaveFixedRules() {
    assertThat(split("Das ist gut. Das ist besser! Ist es das?", GERMAN))
        .containsExactly("Das ist gut.", "Das ist besser!", "Ist es das?");
    assertThat(split("Это первое. Это второе.", Optional.of("ru")))
        .containsExactly("Это первое.", "Это второе.");
    assertThat(split("One. Two.", Optional.empty())).containsExactly("One.", "Two.");
  }

  @Test
  void ideographicFullStopsEndSentencesWithoutABlank() {
    assertThat(split("北京是首都。上海很大！你好吗？", Optional.of("zh")))
        .containsExactly("北京是首都。", "上海很大！", "你好吗？");
    assertThat(split("これはペンです。それは本です。", Optional.of("ja"))).containsExactly("これはペンです。", "それは本です。");
  }

  @Test
  void theMachinesLocaleHasNoEffect() {
    String text = "Das ist 1. gut. Das ist besser; wirklich. これはペンです。";
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      List<String> german = split(text, Optional.empty());
      Locale.setDefault(Locale.forLanguageTag("el-GR"));
      assertThat(split(text, Optional.empty())).isEqualTo(german);
      Locale.setDefault(Locale.forLanguageTag("th-TH"));
      assertThat(split(text, Optional.empty())).isEqualTo(german);
    } finally {
      Locale.setDefault(before);
    }
  }

  @SeededTest(times = 300)
  void rangesAreOrderedAndHoldAllThatIsNotBlank(RandomGenerator random) {
    String[] parts = {
      "A",
      "b",
      ".",
      "!",
      "?",
      "...",
      " ",
      "  ",
      "\n",
      "\n\n",
      "\t",
      "\u00a0",
      "\u3000",
      "。",
      "字",
      "\ud83d\ude00",
      "e\u0301",
      "\u05d0",
      "Mr.",
      "e.g.",
      "\"",
      ")",
      "\u2029",
      "3.14"
    };
    StringBuilder made = new StringBuilder();
    int count = random.nextInt(80);
    for (int i = 0; i < count; i++) {
      made.append(parts[random.nextInt(parts.length)]);
    }
    String text = made.toString();
    for (Optional<String> language : List.of(ENGLISH, GERMAN)) {
      int before = 0;
      StringBuilder outside = new StringBuilder();
      for (SentenceSplitter.Range range : SPLITTER.split(text, language)) {
        assertThat(range.start()).as("[%s]", text).isGreaterThanOrEqualTo(before);
        assertThat(range.end()).isGreaterThan(range.start());
        assertThat(Blanks.isBlank(text.charAt(range.start()))).isFalse();
        assertThat(Blanks.isBlank(text.charAt(range.end() - 1))).isFalse();
        assertThat(text.substring(range.start(), range.end())).doesNotContain("\n\n");
        outside.append(text, before, range.start());
        before = range.end();
      }
      outside.append(text.substring(before));
      assertThat(outside.chars().allMatch(c -> Blanks.isBlank((char) c))).isTrue();
    }
  }
}
