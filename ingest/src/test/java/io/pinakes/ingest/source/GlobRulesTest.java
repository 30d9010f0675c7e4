package io.pinakes.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlobRulesTest {

  @Test
  void theLastMatchingPatternDecides() {
    GlobRules rules = GlobRules.parse(List.of("*.log", "!keep.log", "/sub/keep.log"));
    assertThat(rules.decide("a.log", false)).contains(true);
    assertThat(rules.decide("x/keep.log", false)).contains(false);
    assertThat(rules.decide("sub/keep.log", false)).contains(true);
    assertThat(rules.decide("a.txt", false)).isEmpty();
  }

  @Test
  void commentsBlankLinesAndEscapesAreUnderstood() {
    GlobRules rules =
        GlobRules.parse(
            List.of("# a comment", "", "   ", "\\#file", "\\!loud", "trail  ", "kept\\ ", "cr\r"));
    assertThat(rules.decide("#file", false)).contains(true);
    assertThat(rules.decide("!loud", false)).contains(true);
    assertThat(rules.decide("trail", false)).contains(true);
    assertThat(rules.decide("kept ", false)).contains(true);
    assertThat(rules.decide("cr", false)).contains(true);
    assertThat(rules.decide("a comment", false)).isEmpty();
  }

  @Test
  void aFileIsCoveredByAFolderAboveIt() {
    GlobRules rules = GlobRules.parse(List.of("docs/", "*.md"));
    assertThat(rules.coversFile("docs/a/b.txt")).isTrue();
    assertThat(rules.coversFile("x/docs/b.txt")).isTrue();
    assertThat(rules.coversFile("docs")).isFalse();
    assertThat(rules.coversFile("y/a.md")).isTrue();
  }

  @Test
  void anEndlessListIsRefused() {
    List<String> lines = Collections.nCopies(GlobRules.MAX_RULES + 1, "x");
    assertThatThrownBy(() -> GlobRules.parse(lines)).isInstanceOf(IllegalArgumentException.class);
  }
}
