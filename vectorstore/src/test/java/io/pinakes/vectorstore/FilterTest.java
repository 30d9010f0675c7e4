package io.pinakes.vectorstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What filters say, and what they say no to. */
final class FilterTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        // pattern, path, whether it matches
        "**, papers/a.md, true",
        "**, papers/wing/deep/a.md, true",
        "**/, papers/wing/a.md, true",
        "wing/**, papers/wing/a.md, true",
        "wing/**, papers/wing/deep/a.md, true",
        "wing/**, papers/wing, false",
        "wing/**, papers/other/wing/a.md, false",
        "wing, papers/other/wing/a.md, true",
        "wing/, papers/other/wing/a.md, true",
        "wing/, papers/wing, false",
        "wing, papers/wings/a.md, false",
        "papers/wing, papers/wing/a.md, true",
        "/papers/wing, papers/wing/a.md, true",
        "/wing, papers/wing/a.md, false",
        "*.md, papers/wing/a.md, true",
        "*.md, papers/wing/a.mdx, false",
        "wing/*.md, papers/wing/deep/a.md, false",
        "wing/**/a.md, papers/wing/a.md, true",
        "wing/**/a.md, papers/wing/x/y/a.md, true",
        "**/deep/**, papers/wing/deep/a.md, true",
        "**/a.md, papers/a.md, true",
        "wing/**/b/**/c, papers/wing/b/x/b/y/c, true",
        "wing/a?.md, papers/wing/ab.md, true",
        "wing/a?.md, papers/wing/a.md, false",
        "wing/[a-c].md, papers/wing/b.md, true",
        "wing/[!a-c].md, papers/wing/b.md, false",
        "wing/[]x].md, papers/wing/].md, true",
        "wing/\\*.md, papers/wing/*.md, true",
        "wing/\\*.md, papers/wing/a.md, false",
        "w*g*/a.md, papers/wiggling/a.md, true",
        "Wing/**, papers/wing/a.md, false",
        "w?ng, papers/w\ud83d\ude80ng/a.md, true",
      })
  void aPathMatchesAsInAGitignoreFile(String pattern, String path, boolean matches) {
    assertThat(PathGlob.compile(pattern).matches(path)).isEqualTo(matches);
  }

  @Test
  void aPathIsComparedComposed() {
    assertThat(PathGlob.compile("cafe\u0301/**").matches("s/caf\u00e9/a.md")).isTrue();
  }

  @Test
  void aHostilePatternTakesNoLongerThanItIs() {
    String stars = "a*".repeat(60) + "b";
    String names = "**/a/".repeat(60) + "b";
    assertThat(PathGlob.compile(stars).matches("s/" + "a".repeat(4_000))).isFalse();
    assertThat(PathGlob.compile(names).matches("s/" + "a/".repeat(1_900) + "c")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "type=pdf, true",
    "type=application/pdf, true",
    "type=APPLICATION/PDF, true",
    "type=application/*, true",
    "type=text/*, false",
    "type!=text/*, true",
    "'type=text/*,pdf', true",
    "lang=pt, true",
    "lang=pt-br, true",
    "lang=pt-PT, false",
    "lang=p, false",
    "lang!=pt, false",
    "date=2024, true",
    "date=2024-05, true",
    "date=2024-05-31, true",
    "date=2024-06, false",
    "date>=2024-05-31, true",
    "date>2024-05-31, false",
    "date>2024-05-30, true",
    "date<2024-05-31, false",
    "date<=2024-05-31, true",
    "date<=2024-05, true",
    "date<2024-05-31T12:30:01Z, true",
    "date=2024-05-31T12:30:00Z, true",
    "date=2024-05-31T12:30, true",
    "date=2024-05-31T14:30+02:00, true",
    "date!=2024, false",
    "'date=2022,2024', true",
    "path=wing/**, true",
    "PATH = wing/**, true",
  })
  void aClauseHoldsForADocument(String expression, boolean holds) {
    IndexedDocument document =
        new IndexedDocument(
            "d",
            "s/wing/a.pdf",
            "application/pdf; version=1.7",
            Optional.of("pt-BR"),
            Optional.of("2024-05-31T12:30:00Z"),
            Optional.empty());
    assertThat(Filter.parse(expression).matches(document)).isEqualTo(holds);
  }

  @Test
  void whatADocumentDoesNotSayMatchesOnlyItsNegation() {
    IndexedDocument silent =
        new IndexedDocument(
            "d", "s/a", "text/plain", Optional.empty(), Optional.of("long ago"), Optional.empty());
    for (String no : List.of("lang=en", "date=2024", "date<2024", "date>=0001")) {
      assertThat(Filter.parse(no).matches(silent)).as(no).isFalse();
    }
    for (String yes : List.of("lang!=en", "date!=2024")) {
      assertThat(Filter.parse(yes).matches(silent)).as(yes).isTrue();
    }
  }

  @Test
  void severalExpressionsAllHoldAndACommaCanBeKept() {
    IndexedDocument document =
        new IndexedDocument(
            "d",
            "s/a, b/c.md",
            "text/x-markdown",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(Filter.parse(List.of("path=a\\, b/**", "type=markdown")).matches(document)).isTrue();
    assertThat(Filter.parse(List.of("path=a\\, b/**", "type=pdf")).matches(document)).isFalse();
    Filter both = Filter.parse("path=a\\, b/**").and(Filter.parse("type=pdf,markdown"));
    assertThat(both.matches(document)).isTrue();
    assertThat(both).hasToString("path=a\\, b/** and type=pdf,markdown");
    assertThat(Filter.parse("path=a\\, b/**")).isEqualTo(Filter.parse("path = a\\, b/**"));
    assertThat(Filter.NONE.matches(document)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wing",
        "wing/**",
        "=x",
        "size=3",
        "path=",
        "path=,",
        "type=a,,b",
        "path<wing",
        "lang>=en",
        "date=yesterday",
        "date>=2024,2025",
        "date<2024-13",
        "path=[a",
        "type=a/b*",
        "path=/",
        "date=2024-02-30"
      })
  void whatCannotBeReadIsAnErrorThatNamesTheKeys(String expression) {
    assertThatThrownBy(() -> Filter.parse(expression))
        .isInstanceOf(FilterSyntaxException.class)
        .hasMessageContaining("path, type, lang, date")
        .hasMessageContaining("[" + expression + "]");
  }

  @Test
  void aFilterIsBounded() {
    assertThatThrownBy(() -> Filter.parse("path=" + "a".repeat(IndexLimits.MAX_FILTER_CHARS)))
        .isInstanceOf(FilterSyntaxException.class)
        .hasMessageContaining("longer than");
    String many = "path=" + "a,".repeat(4_000) + "b";
    assertThat(Filter.parse(many).clauses().get(0).values()).hasSize(4_001);
  }
}
