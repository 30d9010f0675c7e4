package io.pinakes.ingest.extract.pdf;

import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Joins the lines of pages into paragraphs, and tells headings by their larger type.
 *
 * <p>No text is dropped: a running head is a paragraph like others. A word parted at a line end is
 * made whole, unless the document writes it with a hyphen elsewhere.
 */
final class Paragraphs {
  /** A gap of 1.45 lines is more than any leading varies, and less than a blank line. */
  static final float GAP = 1.45f;

  /** Headings are set a seventh larger at least; text a little larger is an abstract or a quote. */
  private static final float HEADING_SIZE = 1.15f;

  private static final Pattern HYPHENATED = Pattern.compile("\\p{L}+(?:-\\p{L}+)+");

  private final List<List<PdfLine>> pages;
  private final Set<String> hyphenated = new HashSet<>();
  private final List<PdfParagraph> paragraphs = new ArrayList<>();

  Paragraphs(List<List<PdfLine>> pages) {
    this.pages = pages;
  }

  void write(DocumentBuilder out) throws DocumentException {
    pages.forEach(page -> page.forEach(this::noteHyphenated));
    for (int i = 0; i < pages.size(); i++) {
      group(pages.get(i), i + 1);
    }
    float smallest = HEADING_SIZE * bodySize();
    joinHeadings(smallest);
    boolean[] headings = new Headings(paragraphs, smallest).find();
    List<Float> sizes = sizes(headings);
    for (int i = 0; i < paragraphs.size(); i++) {
      PdfParagraph paragraph = paragraphs.get(i);
      out.page(paragraph.page());
      if (headings[i]) {
        out.heading(sizes.indexOf(paragraph.size()) + 1, paragraph.text());
      } else {
        out.paragraph(paragraph.text());
      }
    }
  }

  private void noteHyphenated(PdfLine line) {
    Matcher words = HYPHENATED.matcher(line.text());
    while (words.find()) {
      hyphenated.add(words.group().toLowerCase(Locale.ROOT));
    }
  }

  private void group(List<PdfLine> lines, int page) {
    float leading = leading(lines);
    List<PdfLine> open = new ArrayList<>();
    for (PdfLine line : lines) {
      if (!open.isEmpty() && parts(open.getLast(), line, leading)) {
        close(open, page);
      }
      open.add(line);
    }
    if (!open.isEmpty()) {
      close(open, page);
    }
  }

  /** The usual distance of base lines on a page. */
  private static float leading(List<PdfLine> lines) {
    float[] distances = new float[Math.max(0, lines.size() - 1)];
    int count = 0;
    for (int i = 1; i < lines.size(); i++) {
      float distance = lines.get(i).y() - lines.get(i - 1).y();
      float size = lines.get(i).size();
      if (distance > 0.8f * size && distance < 2.5f * size) {
        distances[count++] = distance;
      }
    }
    Arrays.sort(distances, 0, count);
    return count == 0 ? 0 : distances[count / 2];
  }

  private static boolean parts(PdfLine above, PdfLine line, float leading) {
    if (!above.sameSize(line)) {
      return true;
    }
    boolean goesOn = line.startsLowerCase() && !above.endsSentence();
    if (goesOn && above.endsHyphenated()) {
      return false;
    }
    float distance = line.y() - above.y();
    boolean newColumn = distance < -2 * line.size();
    boolean gap = leading > 0 && distance > GAP * leading;
    return (line.begins() || gap || newColumn) && !(goesOn && (line.begins() || newColumn) && !gap);
  }

  private void close(List<PdfLine> lines, int page) {
    StringBuilder text = new StringBuilder(lines.getFirst().text());
    for (int i = 1; i < lines.size(); i++) {
      PdfLine above = lines.get(i - 1);
      PdfLine line = lines.get(i);
      if (!above.endsHyphenated() || !line.startsLowerCase()) {
        text.append(' ');
      } else if (!isCompound(above.text(), line.text())) {
        text.setLength(text.length() - 1);
      }
      text.append(line.text());
    }
    PdfLine first = lines.getFirst();
    paragraphs.add(
        new PdfParagraph(
            page, first.type(), first.y(), lines.getLast().y(), lines.size(), text.toString()));
    lines.clear();
  }

  private boolean isCompound(String above, String line) {
    String head = above.substring(above.lastIndexOf(' ') + 1, above.length() - 1);
    int end = 0;
    while (end < line.length() && Character.isLetter(line.charAt(end))) {
      end++;
    }
    String word = head + "-" + line.substring(0, end);
    return hyphenated.contains(word.toLowerCase(Locale.ROOT));
  }

  /** The size that most of the text is set in. */
  private float bodySize() {
    Map<Float, Long> characters = new TreeMap<>();
    for (PdfParagraph paragraph : paragraphs) {
      characters.merge(paragraph.size(), (long) paragraph.text().length(), Long::sum);
    }
    float body = 0;
    long most = 0;
    for (Map.Entry<Float, Long> entry : characters.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        body = entry.getKey();
      }
    }
    return body;
  }

  /** A long title stands on several lines, each of which the layout takes for a paragraph. */
  private void joinHeadings(float smallest) {
    List<PdfParagraph> joined = new ArrayList<>();
    for (PdfParagraph paragraph : paragraphs) {
      PdfParagraph last = joined.isEmpty() ? paragraph : joined.getLast();
      if (last.size() >= smallest && last.isShort() && last.goesOnWith(paragraph)) {
        joined.set(joined.size() - 1, last.with(paragraph));
      } else {
        joined.add(paragraph);
      }
    }
    paragraphs.clear();
    paragraphs.addAll(joined);
  }

  /** The sizes of headings, the largest first. */
  private List<Float> sizes(boolean[] headings) {
    TreeSet<Float> sizes = new TreeSet<>();
    for (int i = 0; i < headings.length; i++) {
      if (headings[i]) {
        sizes.add(paragraphs.get(i).size());
      }
    }
    return List.copyOf(sizes.descendingSet());
  }
}
