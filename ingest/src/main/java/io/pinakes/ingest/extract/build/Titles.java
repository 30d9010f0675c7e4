package io.pinakes.ingest.extract.build;

import java.util.Optional;
import java.util.regex.Pattern;

/** Tells a title that someone gave from what a program wrote in its place. */
final class Titles {
  /** 300 code points: the longest titles of papers; more is an abstract in the wrong field. */
  private static final int MAX_CODE_POINTS = 300;

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(untitled|no title|unspecified|anonymous|title|document|presentation|slide|"
              + "(power)?point presentation|page|layout|print|powerpoint presentation)"
              + "[\\s\\d._-]*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern FILE_NAME =
      Pattern.compile(
          "(microsoft (word|powerpoint|excel) - .*)"
              + "|\\S*\\.(docx?|pdf|tex|dvi|indd|qxd|rtf|odt|odp|pptx?|xlsx?|txt|html?|md|e?ps|wpd|wps|fm"
              + "|pages|key|numbers|ai|cdr|pub|pm\\d|sxw|lwp)",
          Pattern.CASE_INSENSITIVE);

  private Titles() {}

  /** A title from a document's fields, on one line; empty if it says nothing of the document. */
  static Optional<String> ofField(String candidate) {
    String bare = CleanText.line(candidate).replaceAll("^[\\s(\\[<\"']+|[\\s)\\]>\"']+$", "");
    boolean written = !PLACEHOLDER.matcher(bare).matches() && !FILE_NAME.matcher(bare).matches();
    return written ? ofHeading(candidate) : Optional.empty();
  }

  /** A title from a heading, which an author wrote; empty if it has no word or is no line. */
  static Optional<String> ofHeading(String candidate) {
    String title = CleanText.line(candidate);
    boolean wordless = title.codePoints().noneMatch(Character::isLetter);
    boolean endless = title.codePointCount(0, title.length()) > MAX_CODE_POINTS;
    return wordless || endless ? Optional.empty() : Optional.of(title);
  }
}
