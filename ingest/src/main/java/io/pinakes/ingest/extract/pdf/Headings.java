package io.pinakes.ingest.extract.pdf;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells headings from other large type: they are short, few, and set in a type that mostly stands
 * above running text.
 */
final class Headings {
  /** If a third of all paragraphs look like headings, it is a poster or slides: none is. */
  private static final int HEADING_SHARE = 3;

  /** More headings than this in a row are the labels of a drawing. */
  private static final int MAX_HEADINGS_IN_A_ROW = 3;

  /** What has so many characters, or two lines, is running text in any document. */
  private static final int RUNNING_CHARS = 80;

  /** Nine tenths of the text are in paragraphs that are longer than what is not running. */
  private static final int RUNNING_SHARE = 10;

  private final List<PdfParagraph> paragraphs;
  private final float smallest;

  /**
   * Looks among these.
   *
   * @param smallest the size in points from which on type may be a heading's
   */
  Headings(List<PdfParagraph> paragraphs, float smallest) {
    this.paragraphs = paragraphs;
    this.smallest = smallest;
  }

  /** Which paragraphs are headings; none if there is no telling. */
  boolean[] find() {
    boolean[] headings = new boolean[paragraphs.size()];
    int count = 0;
    int row = 0;
    for (int i = 0; i <= headings.length; i++) {
      boolean candidate =
          i < headings.length
              && paragraphs.get(i).size() >= smallest
              && paragraphs.get(i).isShort();
      if (candidate) {
        row++;
        continue;
      }
      if (row <= MAX_HEADINGS_IN_A_ROW) {
        Arrays.fill(headings, i - row, i, true);
        count += row;
      }
      row = 0;
    }
    if (count * HEADING_SHARE > headings.length) {
      return new boolean[headings.length];
    }
    dropLabels(headings);
    markTitle(headings);
    return headings;
  }

  /**
   * Takes out what is set in a type that seldom stands above running text: the labels of drawings,
   * and ornaments.
   */
  private void dropLabels(boolean[] headings) {
    int running = Math.min(RUNNING_CHARS, runningChars());
    Map<PdfType, int[]> uses = new TreeMap<>();
    for (int i = 0; i < headings.length; i++) {
      if (headings[i]) {
        int[] use = uses.computeIfAbsent(paragraphs.get(i).type(), type -> new int[2]);
        use[standsAbove(i, headings, running) ? 0 : 1]++;
      }
    }
    for (int i = 0; i < headings.length; i++) {
      int[] use = uses.getOrDefault(paragraphs.get(i).type(), new int[2]);
      headings[i] &= use[0] >= use[1];
    }
  }

  /** Whether running text comes next, or a heading that is smaller. */
  private boolean standsAbove(int i, boolean[] headings, int running) {
    if (i + 1 == headings.length) {
      return false;
    }
    PdfParagraph next = paragraphs.get(i + 1);
    return headings[i + 1]
        ? next.size() < paragraphs.get(i).size()
        : next.lines() >= 2 || next.text().length() >= running;
  }

  /** The length of paragraphs that have all but the short ones' share of the text. */
  private int runningChars() {
    int[] lengths = paragraphs.stream().mapToInt(each -> each.text().length()).sorted().toArray();
    long all = Arrays.stream(lengths).asLongStream().sum();
    long sum = 0;
    int i = 0;
    while (i < lengths.length - 1 && (sum + lengths[i]) * RUNNING_SHARE < all) {
      sum += lengths[i++];
    }
    return lengths.length == 0 ? 0 : lengths[i];
  }

  /** What stands out most on the first page is the title, whatever stands around it on a cover. */
  private void markTitle(boolean[] headings) {
    int title = -1;
    float largest = smallest;
    for (int i = 0; i < headings.length && paragraphs.get(i).page() <= 1; i++) {
      if (paragraphs.get(i).size() > largest && paragraphs.get(i).isShort()) {
        largest = paragraphs.get(i).size();
        title = i;
      }
    }
    if (title >= 0) {
      headings[title] = true;
    }
  }
}
