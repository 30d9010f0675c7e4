package io.pinakes.ingest.extract.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which large type of a PDF is a heading. */
class HeadingsTest {
  private static final PdfType BODY = new PdfType(10, "Times");
  private static final PdfType SECTION = new PdfType(12, "Times-Bold");
  private static final PdfType LABEL = new PdfType(12, "Helvetica");
  private static final String RUNNING = "All that is written here goes on for a while. ".repeat(6);

  private final List<PdfParagraph> paragraphs = new ArrayList<>();

  @Test
  void aTypeThatStandsAboveRunningTextIsThatOfHeadings() {
    add(SECTION, "1. Introduction", 1);
    add(BODY, RUNNING, 4);
    add(BODY, RUNNING, 4);
    add(SECTION, "2. Trees", 1);
    add(BODY, RUNNING, 4);
    add(BODY, RUNNING, 4);
    assertThat(headings()).containsExactly("1. Introduction", "2. Trees");
  }

  @Test
  void theLabelsOfADrawingAreNoneThoughTheyAreAsLarge() {
    add(SECTION, "1. Introduction", 1);
    for (String label : List.of("loop edge", "exit guard", "symbol key")) {
      add(BODY, RUNNING, 4);
      add(LABEL, label, 1);
      add(BODY, "(a)", 1);
      add(BODY, RUNNING, 4);
    }
    assertThat(headings()).containsExactly("1. Introduction");
  }

  @Test
  void whatIsMostlySignsIsNone() {
    add(SECTION, "1. Introduction", 1);
    for (String signs : List.of("KA>29:92># L<ID2#", "i3 i4", "1.3.1", "(a) (b)")) {
      add(BODY, RUNNING, 4);
      add(SECTION, signs, 1);
      add(BODY, RUNNING, 4);
    }
    assertThat(headings()).containsExactly("1. Introduction");
  }

  @Test
  void shortLinesAreRunningTextWhereAllTheTextIsInShortLines() {
    for (int section = 1; section <= 3; section++) {
      add(SECTION, "문제점" + section, 1);
      for (int line = 0; line < 12; line++) {
        add(BODY, "최근 코로나는 개정 법령에서 정한 법정감염", 1);
      }
    }
    assertThat(headings()).containsExactly("문제점1", "문제점2", "문제점3");
  }

  @Test
  void aHeadingAboveASmallerOneStandsAboveText() {
    PdfType chapter = new PdfType(18, "Times-Bold");
    for (String name : List.of("one", "two")) {
      add(chapter, "Chapter " + name, 1);
      add(SECTION, "Section of it", 1);
      add(BODY, RUNNING, 4);
      add(BODY, RUNNING, 4);
      add(BODY, RUNNING, 4);
      add(BODY, RUNNING, 4);
    }
    assertThat(headings()).hasSize(4).contains("Chapter one", "Chapter two");
  }

  private void add(PdfType type, String text, int lines) {
    float top = paragraphs.size() * 20f;
    paragraphs.add(new PdfParagraph(2, type, top, top + 10, lines, text.strip()));
  }

  private List<String> headings() {
    boolean[] found = new Headings(paragraphs, 11.5f).find();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      if (found[i]) {
        texts.add(paragraphs.get(i).text());
      }
    }
    return texts;
  }
}
