package io.pinakes.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.ingest.Patience;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

  /** The cases of gitignore(5): what each pattern matches, as files. */
  @ParameterizedTest
  @CsvSource({
    "*.md,        a.md,          true",
    "*.md,        x/y/a.md,      true",
    "*.md,        a.mdx,         false",
    "/*.md,       a.md,          true",
    "/*.md,       x/a.md,        false",
    "doc/*.md,    doc/a.md,      true",
    "doc/*.md,    x/doc/a.md,    false",
    "doc/*.md,    doc/x/a.md,    false",
    "**/doc/a.md, x/y/doc/a.md,  true",
    "**/doc/a.md, doc/a.md,      true",
    "doc/**,      doc/x/y,       true",
    "doc/**,      doc,           false",
    "a/**/b,      a/b,           true",
    "a/**/b,      a/x/y/b,       true",
    "a/**/b,      a/x/y/c,       false",
    "**/*,        a/b,           true",
    "?.txt,       a.txt,         true",
    "?.txt,       😀.txt,        true",
    "?.txt,       ab.txt,        false",
    "[a-c]x,      bx,            true",
    "[a-c]x,      dx,            false",
    "[!a-c]x,     dx,            true",
    "[^a-c]x,     ax,            false",
    "[]]x,        ]x,            true",
    "[ab,         [ab,           true",
    "a\\*b,       a*b,           true",
    "a\\*b,       axb,           false",
    "*a*b*,       xxaxxbxx,      true",
    "*a*b*,       xxbxxaxx,      false",
    "foo/,        foo,           false",
    "é,           é,             true",
  })
  void matchesFilesAsGitDoes(String pattern, String path, boolean expected) {
    assertThat(Glob.parse(pattern).matches(path, false)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a", "a/[!b", "x[]", "[a\\]", "!*.[m", "a/[{"})
  void aSetThatIsTypedAndNotClosedIsRefusedWithWhatToWrite(String pattern) {
    assertThatThrownBy(() -> Glob.requireMeant(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the glob [" + pattern + "] opens a set with ")
        .hasMessageContaining("for the character itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*.{md", "*.{md,txt}", "drafts/{a,b/c", "{a}", "[ab]{"})
  void alternativesInBracesAreRefusedSinceTheyWouldStandForThemselves(String pattern) {
    assertThatThrownBy(() -> Glob.requireMeant(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the glob [" + pattern + "] has a {: give each alternative")
        .hasMessageContaining("for the character itself");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*.md", "[ab]", "[!]]x", "a\\[b", "\\{a", "\\{a}", "[{]", "]", "}", "a\\", "**/x/"
      })
  void aSetThatIsClosedOrIsNoneIsTaken(String pattern) {
    Assertions.assertDoesNotThrow(() -> Glob.requireMeant(pattern));
  }

  @Test
  void aTrailingSlashMatchesFoldersOnly() {
    assertThat(Glob.parse("foo/").matches("x/foo", true)).isTrue();
    assertThat(Glob.parse("foo/").matches("x/foo", false)).isFalse();
    assertThat(Glob.parse("/x/foo/").matches("x/foo", true)).isTrue();
    assertThat(Glob.parse("/x/foo/").matches("y/x/foo", true)).isFalse();
  }

  @Test
  void aPatternInOtherNormalFormMatchesTheNfcPath() {
    assertThat(Glob.parse("e\u0301*").matches("\u00e9t\u00e9", false)).isTrue();
  }

  @Test
  void aPatternMadeToBacktrackCostsLittle() {
    String pattern = "*a".repeat(200) + "*b";
    String name = "a".repeat(255);
    String manyFolders = "**/a/".repeat(500) + "b";
    String deep = "a/".repeat(2_000) + "a";
    Assertions.assertTimeoutPreemptively(
        // One that tries all ways would take longer than the world has been there.
        Patience.TIME,
        () -> {
          assertThat(Glob.parse(pattern).matches(name, false)).isFalse();
          assertThat(Glob.parse(manyFolders).matches(deep, false)).isFalse();
        });
  }
}
