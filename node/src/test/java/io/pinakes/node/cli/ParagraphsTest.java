package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphsTest {
  @Test
  void linesAreBrokenAtSpacesAndNoneIsWiderThanItMayBe() {
    String text = "one two three four five six seven eight nine ten ".repeat(5);
    for (int columns = 24; columns < 60; columns++) {
      int most = columns;
      assertThat(Paragraphs.wrap(text, columns, "  ", 3).lines().toList())
          .hasSize(3)
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(most))
          .allSatisfy(line -> assertThat(line).startsWith("  "))
          .last()
          .asString()
          .endsWith(" …");
    }
  }

  @Test
  void aWordThatIsTooLongStaysWhole() {
    String word = "x".repeat(50);
    assertThat(Paragraphs.wrap(word + " and more", 30, "", 1)).isEqualTo(word + " …");
  }
}
