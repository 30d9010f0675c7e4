package io.pinakes.ingest.extract.pdf;

/**
 * A line of text on a page.
 *
 * @param text its words, parted by spaces
 * @param y of its base line, in points from the top of the page
 * @param type that most of it is set in
 * @param begins whether the layout (an indent, a gap, a bullet) says that a paragraph begins here
 */
record PdfLine(String text, float y, PdfType type, boolean begins) {

  float size() {
    return type.size();
  }

  boolean endsHyphenated() {
    int last = text.length() - 1;
    char c = last > 0 ? text.charAt(last) : ' ';
    boolean hyphen = c == '-' || c == '\u2010' || c == '\u00AD';
    return hyphen && Character.isLetter(text.charAt(last - 1));
  }

  boolean startsLowerCase() {
    return !text.isEmpty() && Character.isLowerCase(text.codePointAt(0));
  }

  boolean endsSentence() {
    int last = text.length() - 1;
    while (last > 0 && ")]\"'\u201D\u2019".indexOf(text.charAt(last)) >= 0) {
      last--;
    }
    return last >= 0 && ".!?:;\u3002\u061F".indexOf(text.charAt(last)) >= 0;
  }

  boolean sameSize(PdfLine other) {
    return Math.abs(size() - other.size()) <= 0.12f * Math.max(size(), other.size());
  }
}
