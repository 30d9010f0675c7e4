package io.pinakes.ingest.extract.text;

import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import io.pinakes.ingest.extract.html.TableRows;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the outline of AsciiDoc: headings, listings, tables with a row a line, lists, paragraphs.
 * Macros and inline marks stay as they are written.
 */
public final class AsciidocReader {
  private static final Pattern HEADING = Pattern.compile("(={1,6}|#{1,6})\\s+(\\S.*)");
  private static final Pattern ATTRIBUTE = Pattern.compile(":!?[\\w-]{1,80}!?:.*");
  private static final Pattern BLOCK_ATTRIBUTES = Pattern.compile("\\[.{0,500}\\]\\s*");
  private static final Pattern FENCE = Pattern.compile("(-{4,}|\\.{4,}|`{3,}|\\+{4,}|/{4,})\\s*");
  private static final Pattern CONTAINER = Pattern.compile("(={4,}|\\*{4,}|_{4,}|--)\\s*");

  private final DocumentBuilder out;

  private AsciidocReader(DocumentBuilder out) {
    this.out = out;
  }

  /** Reads a document. */
  public static void read(String text, DocumentBuilder out) throws DocumentException {
    new AsciidocReader(out).read(new Lines(text));
  }

  private void read(Lines lines) throws DocumentException {
    for (lines.skipBlank(); lines.more(); lines.skipBlank()) {
      String line = lines.peek(0);
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        out.heading(heading.group(1).length(), heading.group(2));
        lines.skip(1);
      } else if (isAside(line)) {
        lines.skip(1);
      } else if (FENCE.matcher(line).matches()) {
        fenced(lines);
      } else if (line.startsWith("|===")) {
        table(lines);
      } else {
        block(lines);
      }
    }
  }

  /** A line that is not text: an attribute, a comment, the border of a container. */
  private static boolean isAside(String line) {
    return ATTRIBUTE.matcher(line).matches()
        || BLOCK_ATTRIBUTES.matcher(line).matches()
        || CONTAINER.matcher(line).matches()
        || line.strip().equals("+")
        || (line.startsWith("//") && !line.startsWith("////"));
  }

  private void fenced(Lines lines) throws DocumentException {
    String fence = lines.next().strip();
    StringBuilder body = new StringBuilder();
    while (lines.more() && !lines.peek(0).strip().equals(fence)) {
      body.append(lines.next()).append('\n');
    }
    lines.skip(1);
    if (!fence.startsWith("/")) {
      out.code(body);
    }
  }

  private void table(Lines lines) throws DocumentException {
    lines.skip(1);
    TableRows rows = new TableRows(out);
    List<String> row = new ArrayList<>();
    while (lines.more() && !lines.peek(0).startsWith("|===")) {
      String line = lines.next();
      if (line.startsWith("|") && !row.isEmpty() && row.size() > 1) {
        rows.add(row, false);
        row = new ArrayList<>();
      }
      if (line.startsWith("|")) {
        for (String cell : line.substring(1).split("(?<!\\\\)\\|", -1)) {
          row.add(cell);
        }
      } else if (!row.isEmpty()) {
        row.set(row.size() - 1, row.getLast() + " " + line);
      }
    }
    lines.skip(1);
    rows.add(row, false);
    rows.end();
  }

  private void block(Lines lines) throws DocumentException {
    Matcher item = Lines.ITEM.matcher(lines.peek(0).strip());
    boolean listed = item.lookingAt();
    List<String> block = new ArrayList<>();
    do {
      block.add(lines.next());
    } while (lines.more()
        && !lines.peek(0).isBlank()
        && !(listed && Lines.ITEM.matcher(lines.peek(0).strip()).lookingAt())
        && !FENCE.matcher(lines.peek(0)).matches()
        && !HEADING.matcher(lines.peek(0)).matches()
        && !isAside(lines.peek(0)));
    String text = Prose.join(block).strip();
    if (listed) {
      String marker = item.group().strip();
      boolean number = marker.chars().anyMatch(Character::isDigit);
      out.listItem(number ? 1 : marker.length(), number ? text : text.substring(item.end()));
    } else {
      out.paragraph(text);
    }
  }
}
