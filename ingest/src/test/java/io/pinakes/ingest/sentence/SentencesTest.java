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
  private static final Optional<String> FRENCH = Optional.of("fr");

  /** A language whose model cannot be resolved. */
  private static final Optional<String> SWEDISH = Optional.of("sv");

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
    assertThat(split("Strömmen över\nvingen är laminär. Den\nförblir så.", SWEDISH))
        .containsExactly("Strömmen över\nvingen är laminär.", "Den\nförblir så.");
  }

  @Test
  void aBlankLineEndsASentence() {
    assertThat(split("A title without a stop\n \t\nThe first sentence", ENGLISH))
        .containsExactly("A title without a stop", "The first sentence");
    assertThat(split("Ein Titel ohne Punkt\n\nDer erste Satz", GERMAN))
        .containsExactly("Ein Titel ohne Punkt", "Der erste Satz");
  }

  @Test
  void germanTitlesDatesAndSpacedAbbreviationsDoNotEndASentence() {
    assertThat(split("Am 3. Oktober 1990 kam Dr. Müller nach Berlin. Er blieb. Warum?", GERMAN))
        .containsExactly("Am 3. Oktober 1990 kam Dr. Müller nach Berlin.", "Er blieb.", "Warum?");
    assertThat(split("Das gilt z. B. für Hunde, d. h. für Haustiere. Katzen nicht.", GERMAN))
        .containsExactly("Das gilt z. B. für Hunde, d. h. für Haustiere.", "Katzen nicht.");
    assertThat(split("„Komm her!“, rief Friedrich II. von Preußen. Dann ging er.", GERMAN))
        .containsExactly("„Komm her!“, rief Friedrich II. von Preußen.", "Dann ging er.");
  }

  @Test
  void germanSentencesDoNotEndWhereTheNextLetterIsInLowerCase() {
    // The model alone ends sentences at "d.h.", "Art." and "ca."
    assertThat(split("Das gilt z.B. für Hunde, d.h. für Haustiere. Katzen nicht.", GERMAN))
        .containsExactly("Das gilt z.B. für Hunde, d.h. für Haustiere.", "Katzen nicht.");
    assertThat(split("Das steht in Art. 5 des Gesetzes auf ca. 30 Seiten. Es ist klar.", GERMAN))
        .containsExactly("Das steht in Art. 5 des Gesetzes auf ca. 30 Seiten.", "Es ist klar.");
  }

  @Test
  void frenchAbbreviationsAndQuotationsDoNotEndASentence() {
    assertThat(split("M. Dupont vit à Paris. Mme Curie est née le 7 nov. 1867. Oui !", FRENCH))
        .containsExactly("M. Dupont vit à Paris.", "Mme Curie est née le 7 nov. 1867.", "Oui !");
    assertThat(split("Voir fig. 3 et p. 12, etc. Le reste est clair.", FRENCH))
        .containsExactly("Voir fig. 3 et p. 12, etc.", "Le reste est clair.");
    assertThat(split("« Viens ici ! » dit-elle. « Pourquoi\u00a0?\u00a0» dit-il. Il part.", FRENCH))
        .containsExactly(
            "« Viens ici ! » dit-elle.", "« Pourquoi\u00a0?\u00a0» dit-il.", "Il part.");
  }

  @Test
  void languagesWithoutAModelHaveFixedRules() {
    assertThat(split("Det är bra. Det är bättre! Är det så?", SWEDISH))
        .containsExactly("Det är bra.", "Det är bättre!", "Är det så?");
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
      "»",
      "Dr.",
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
    for (Optional<String> language : List.of(ENGLISH, GERMAN, FRENCH, SWEDISH)) {
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
