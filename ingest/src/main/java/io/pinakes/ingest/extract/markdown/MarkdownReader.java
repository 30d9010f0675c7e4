package io.pinakes.ingest.extract.markdown;

import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import io.pinakes.ingest.extract.html.HtmlReader;
import io.pinakes.ingest.extract.html.TableRows;
import io.pinakes.ingest.extract.text.TextDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads Markdown. The tree is visited without recursion, however deep it is. */
public final class MarkdownReader {
  /** 100 blocks in blocks: far beyond what people nest; what is deeper stays text. */
  private static final int MAX_DEPTH = 100;

  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .maxOpenBlockParsers(MAX_DEPTH)
          .build();

  /** The name that a heading gives its anchor, an extension that many sites use. */
  private static final Pattern ANCHOR = Pattern.compile("\\s*\\{#[\\w.:-]{1,200}\\}$");

  /** The first line of a note, in the way of GitHub and others. */
  private static final Pattern NOTE = Pattern.compile("^\\[!(\\w{1,20})\\][ \\n]?");

  private final DocumentBuilder out;
  private final Deque<ListState> lists = new ArrayDeque<>();

  private MarkdownReader(DocumentBuilder out) {
    this.out = out;
  }

  /** Reads a document. */
  public static void read(byte[] bytes, DocumentBuilder out) throws DocumentException {
    String text = TextDecoder.decode(bytes);
    int begin = FrontMatter.read(text, out);
    new MarkdownReader(out).visit(PARSER.parse(begin == 0 ? text : text.substring(begin)));
  }

  private void visit(Node document) throws DocumentException {
    @Nullable Node node = document.getFirstChild();
    while (node != null && !node.equals(document)) {
      Node child = enter(node) ? node.getFirstChild() : null;
      if (child != null) {
        node = child;
        continue;
      }
      while (node != null && !node.equals(document)) {
        leave(node);
        Node next = node.getNext();
        if (next != null) {
          node = next;
          break;
        }
        node = node.getParent();
      }
    }
  }

  /** Writes the block if it is a leaf; whether to go on to its children. */
  private boolean enter(Node node) throws DocumentException {
    switch (node) {
      case Heading heading ->
          out.heading(heading.getLevel(), ANCHOR.matcher(inline(heading)).replaceFirst(""));
      case Paragraph paragraph -> text(inline(paragraph));
      case FencedCodeBlock code -> out.code(code.getLiteral());
      case IndentedCodeBlock code -> out.code(code.getLiteral());
      case HtmlBlock html -> HtmlReader.readFragment(html.getLiteral(), out);
      case TableBlock table -> table(table);
      case OrderedList list -> {
        Integer first = list.getMarkerStartNumber();
        lists.push(new ListState(true, first == null ? 1 : first));
        return true;
      }
      case BulletList list -> {
        lists.push(new ListState(false, 0));
        return true;
      }
      case ListItem item -> {
        lists.element().marked = false;
        return true;
      }
      default -> {
        return true;
      }
    }
    return false;
  }

  private void leave(Node node) {
    if (node instanceof OrderedList || node instanceof BulletList) {
      lists.pop();
    }
  }

  private void text(String text) throws DocumentException {
    ListState list = lists.peek();
    if (list == null) {
      String noted =
          NOTE.matcher(text)
              .replaceFirst(
                  found ->
                      found.group(1).charAt(0)
                          + found.group(1).substring(1).toLowerCase(Locale.ROOT)
                          + ": ");
      out.paragraph(noted);
    } else if (!text.isBlank()) {
      out.listItem(lists.size(), list.marker() + text);
    }
  }

  private void table(TableBlock block) throws DocumentException {
    TableRows rows = new TableRows(out);
    for (Node part = block.getFirstChild(); part != null; part = part.getNext()) {
      for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
        if (row instanceof TableRow) {
          List<String> cells = new ArrayList<>();
          for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            cells.add(inline(cell));
          }
          rows.add(cells, part instanceof TableHead);
        }
      }
    }
    rows.end();
  }

  /** The text in a block, as a reader sees it. */
  private static String inline(Node block) {
    StringBuilder text = new StringBuilder();
    @Nullable Node node = block.getFirstChild();
    while (node != null && !node.equals(block)) {
      switch (node) {
        case Text literal -> text.append(literal.getLiteral());
        case Code code -> text.append(code.getLiteral());
        case SoftLineBreak soft -> text.append(' ');
        case HardLineBreak hard -> text.append('\n');
        case HtmlInline html when html.getLiteral().regionMatches(true, 0, "<br", 0, 3) ->
            text.append('\n');
        default -> {}
      }
      Node next = node.getFirstChild();
      while (next == null && node != null && !node.equals(block)) {
        next = node.getNext();
        node = next == null ? node.getParent() : node;
      }
      node = next;
    }
    return text.toString();
  }

  private static final class ListState {
    private final boolean ordered;
    private int next;
    private boolean marked;

    ListState(boolean ordered, int first) {
      this.ordered = ordered;
      this.next = first;
    }

    String marker() {
      if (!ordered || marked) {
        return "";
      }
      marked = true;
      return next++ + ". ";
    }
  }
}
