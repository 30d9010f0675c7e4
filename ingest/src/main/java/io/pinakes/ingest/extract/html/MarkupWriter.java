package io.pinakes.ingest.extract.html;

import io.pinakes.ingest.extract.build.CleanText;
import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns elements with HTML's names into the blocks of a document.
 *
 * <p>Text gathers until the border of a block, which says what it was: the innermost of heading,
 * table cell, list item, preformatted text, paragraph. A heading or a cell swallows the borders
 * inside it. Elements must be balanced; their depth costs nothing but the list and table stacks.
 */
public class MarkupWriter {
  private final DocumentBuilder out;
  private final StringBuilder inline = new StringBuilder();
  private final Deque<ListState> lists = new ArrayDeque<>();
  private final Letters letters = new Letters();
  private int skipped;
  private int heading;
  private int headingDepth;
  private int pre;
  private @Nullable Table table;

  /** Writes into a document, which may have blocks already. */
  public MarkupWriter(DocumentBuilder out) {
    this.out = out;
  }

  /**
   * An element begins.
   *
   * @param name in lower case
   */
  public void start(String name, Elements.Attributes attributes) throws DocumentException {
    if (skipped > 0 || Elements.isSkipped(name, attributes)) {
      skipped++;
      return;
    }
    if (name.equals("br")) {
      inline.append(keepsLines() ? '\n' : ' ');
      return;
    }
    letters.start(InlineStyle.of(attributes.get("style")).letters());
    if (heading > 0) {
      headingDepth++;
      return;
    }
    if (table != null) {
      startInTable(table, name);
      return;
    }
    int level = Elements.headingLevel(name);
    boolean list = name.equals("ul") || name.equals("ol");
    if (level > 0 || list || name.equals("li") || name.equals("pre") || Elements.isBlock(name)) {
      flush();
    }
    if (level > 0) {
      heading = level;
    } else if (list) {
      lists.push(new ListState(name.equals("ol"), number(attributes.get("start"), 1)));
    } else if (name.equals("li") && !lists.isEmpty()) {
      lists.element().begin(number(attributes.get("value"), -1));
    } else if (name.equals("pre")) {
      pre++;
    } else if (name.equals("table")) {
      table = new Table(new TableRows(out));
    }
  }

  /** Text inside the element that is open. */
  public void text(CharSequence chars) {
    if (skipped > 0 || letters.unseen()) {
      return;
    }
    if (pre > 0) {
      inline.append(chars);
      return;
    }
    for (int i = 0; i < chars.length(); i++) {
      char c = chars.charAt(i);
      inline.append(c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
    }
  }

  /** The element ends that began last. */
  public void end(String name) throws DocumentException {
    if (skipped > 0) {
      skipped--;
      return;
    }
    if (name.equals("br")) {
      return;
    }
    letters.end();
    if (heading > 0) {
      if (headingDepth > 0) {
        headingDepth--;
        separate(name);
      } else {
        out.heading(heading, take());
        heading = 0;
      }
    } else if (table != null) {
      endInTable(table, name);
    } else if (name.equals("pre")) {
      pre--;
      out.code(take());
    } else if (name.equals("li")) {
      flush();
    } else if (name.equals("ul") || name.equals("ol")) {
      flush();
      lists.poll();
    } else if (Elements.isBlock(name)) {
      flush();
    }
  }

  /** Writes what is still waiting. */
  public void finish() throws DocumentException {
    if (table != null) {
      table.rows.end();
      table = null;
    }
    flush();
  }

  private void flush() throws DocumentException {
    if (inline.isEmpty()) {
      return;
    }
    String text = take();
    ListState list = lists.peek();
    if (pre > 0) {
      out.code(text);
    } else if (list == null || !list.open) {
      paragraph(text);
    } else if (!text.isBlank()) {
      out.listItem(lists.size(), list.marker() + CleanText.prose(text));
    }
  }

  /** Writes what is neither heading nor item nor cell; formats that tell more by style override. */
  protected void paragraph(String text) throws DocumentException {
    out.paragraph(text);
  }

  private String take() {
    String text = inline.toString();
    inline.setLength(0);
    return text;
  }

  private boolean keepsLines() {
    return heading == 0 && table == null;
  }

  private void separate(String name) {
    if (Elements.isBlock(name) || name.equals("li") || Elements.headingLevel(name) > 0) {
      inline.append(' ');
    }
  }

  private void startInTable(Table open, String name) throws DocumentException {
    if (name.equals("table")) {
      open.nested++;
    }
    separate(name);
    if (open.nested > 0) {
      return;
    }
    switch (name) {
      case "caption" -> inline.setLength(0);
      case "thead" -> open.head = true;
      case "tr" -> open.beginRow();
      case "th", "td" -> {
        inline.setLength(0);
        open.allNames &= name.equals("th");
      }
      default -> {}
    }
  }

  private void endInTable(Table open, String name) throws DocumentException {
    separate(name);
    if (open.nested > 0) {
      open.nested -= name.equals("table") ? 1 : 0;
      return;
    }
    switch (name) {
      case "caption" -> open.rows.caption(take());
      case "thead" -> open.head = false;
      case "th", "td" -> open.cells.add(take());
      case "tr" -> open.endRow();
      case "table" -> {
        open.endRow();
        open.rows.end();
        table = null;
        flush();
      }
      default -> {}
    }
  }

  private static int number(@Nullable String text, int otherwise) {
    boolean digits =
        text != null
            && !text.isEmpty()
            && text.length() < 9
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && text != null ? Integer.parseInt(text) : otherwise;
  }

  /** Whether text is seen: each element may change that for what is in it. */
  private static final class Letters {
    private final Deque<Integer> changes = new ArrayDeque<>();
    private int depth;
    private boolean unseen;

    void start(InlineStyle.Letters own) {
      depth++;
      boolean now =
          own == InlineStyle.Letters.INHERITED ? unseen : own == InlineStyle.Letters.UNSEEN;
      if (now != unseen) {
        changes.push(depth);
        unseen = now;
      }
    }

    void end() {
      if (!changes.isEmpty() && changes.element() == depth) {
        changes.pop();
        unseen = !unseen;
      }
      depth--;
    }

    boolean unseen() {
      return unseen;
    }
  }

  private static final class ListState {
    private final boolean ordered;
    private int next;
    private boolean open;
    private boolean marked;

    ListState(boolean ordered, int first) {
      this.ordered = ordered;
      this.next = first;
    }

    void begin(int value) {
      open = true;
      marked = false;
      next = value >= 0 ? value : next;
    }

    /** The number of the item, once; what follows in the same item has none. */
    String marker() {
      if (!ordered || marked) {
        return "";
      }
      marked = true;
      return next++ + ". ";
    }
  }

  private static final class Table {
    private final TableRows rows;
    private List<String> cells = new ArrayList<>();
    private boolean head;
    private boolean allNames = true;
    private int nested;

    Table(TableRows rows) {
      this.rows = rows;
    }

    void beginRow() {
      cells = new ArrayList<>();
      allNames = true;
    }

    void endRow() throws DocumentException {
      if (!cells.isEmpty()) {
        rows.add(cells, head || allNames);
      }
      beginRow();
    }
  }
}
