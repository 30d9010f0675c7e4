package io.pinakes.vectorstore.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.vectorstore.ChunkIndex;
import io.pinakes.vectorstore.Filter;
import io.pinakes.vectorstore.IndexOptions;
import io.pinakes.vectorstore.IndexSnapshot;
import io.pinakes.vectorstore.IndexUpdate;
import io.pinakes.vectorstore.IndexedChunk;
import io.pinakes.vectorstore.ScoredChunk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which words count as one, by language. */
final class LanguageAnalysisTest {
  private final LanguageAnalysis analysis = new LanguageAnalysis();

  @TempDir private Path temporary;

  @Test
  void englishIsStemmedAndItsStopWordsGo() {
    assertThat(terms("en", "The wings were fluttering")).containsExactly("wing", "were", "flutter");
    assertThat(terms("en-GB", "wing's")).containsExactly("wing");
  }

  @Test
  void otherLanguagesHaveTheirOwn() {
    assertThat(terms("de", "Die Häuser")).isEqualTo(terms("de", "des Hauses"));
    assertThat(terms("fr", "l'avion")).isEqualTo(terms("fr", "avions"));
    assertThat(terms("ru", "крылья")).isEqualTo(terms("ru", "крыльями"));
    assertThat(terms("no", "flyet")).isEqualTo(terms("nb", "flyet"));
  }

  @Test
  void chineseJapaneseAndKoreanArePairsOfCharacters() {
    assertThat(terms("zh", "机翼颤振")).containsExactly("机翼", "翼颤", "颤振");
    assertThat(analysis.family("ja")).isEqualTo(analysis.family("ko")).isEqualTo("cjk");
  }

  @Test
  void anUnknownLanguageIsPlainWords() {
    assertThat(analysis.family("tlh")).isEqualTo(LanguageAnalysis.UNKNOWN);
    assertThat(analysis.family("")).isEqualTo(LanguageAnalysis.UNKNOWN);
    assertThat(analysis.family("cjk")).isEqualTo(LanguageAnalysis.UNKNOWN);
    assertThat(terms("tlh", "The Wings, 2nd")).containsExactly("the", "wings", "2nd");
    assertThatThrownBy(() -> analysis.terms("klingon", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ar", "bg", "bn", "ca", "ckb", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi",
        "fr", "ga", "gl", "hi", "hu", "hy", "id", "it", "ja", "ko", "lt", "lv", "ne", "nb", "nl",
        "nn", "no", "pt", "pt-BR", "ro", "ru", "sr", "sv", "ta", "te", "th", "tr", "zh", "zh-Hans"
      })
  void everyNamedAnalysisWorks(String language) {
    assertThat(analysis.family(language)).isNotEqualTo(LanguageAnalysis.UNKNOWN);
    assertThat(terms(language, "Lucene 10")).isNotEmpty();
  }

  @Test
  void aTokenWithoutEndIsCut() {
    assertThat(terms("en", "a".repeat(100_000)))
        .allMatch(term -> term.length() <= 255)
        .isNotEmpty();
  }

  @Test
  void oneQuestionIsAskedOfEachLanguageInItsOwnWay() throws IOException {
    try (ChunkIndex index =
        LuceneChunkIndex.open(temporary.resolve("index"), IndexOptions.of("m", 2))) {
      try (IndexUpdate update = index.begin()) {
        put(update, "german", "Häuser am Fluss", Optional.of("de"));
        put(update, "english", "housing by the river", Optional.empty());
        put(update, "chinese", "机翼颤振分析", Optional.of("zh"));
        put(update, "klingon", "Qapla' haus", Optional.of("tlh"));
        update.commit("m1");
      }
      try (IndexSnapshot snapshot = index.snapshot()) {
        assertThat(found(snapshot, "Haus")).containsExactlyInAnyOrder("german", "klingon");
        assertThat(found(snapshot, "houses")).containsExactly("english");
        assertThat(found(snapshot, "颤振")).containsExactly("chinese");
      }
    }
  }

  private static List<String> found(IndexSnapshot snapshot, String question) throws IOException {
    return snapshot.text(question, 10, Filter.NONE).stream().map(ScoredChunk::chunk).toList();
  }

  private static void put(IndexUpdate update, String chunk, String text, Optional<String> language)
      throws IOException {
    update.putChunk(new IndexedChunk(chunk, text, language, new float[] {1, 1}, List.of("d")));
  }

  private List<String> terms(String language, String text) {
    return analysis.terms(analysis.family(language), text);
  }
}
