package io.pinakes.ingest.extract.text;

import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import io.pinakes.ingest.extract.html.TableRows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.CDataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Reads any XML as text, with the structure that common vocabularies (JATS, DocBook, TEI, DITA)
 * give by their names.
 *
 * <p>It is read with jsoup, which has no notion of entities that a document declares and no way to
 * fetch one: neither external entities nor a billion laughs exist for it. Elements inside running
 * text are part of it; a small group of elements without prose (a reference, an address) is one
 * paragraph.
 */
public final class XmlReader {
  /** 1,000: no vocabulary nests a tenth of it. */
  private static final int MAX_DEPTH = 1000;

  private static final int MAX_RECORD_CHARS = 400;
  private static final int MAX_RECORD_ELEMENTS = 200;

  private static final Pattern ENCODING =
      Pattern.compile("^\\s*<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([\\w.:-]{1,40})");

  private static final Set<String> SECTIONS =
      Set.of(
          "sec",
          "section",
          "sect1",
          "sect2",
          "sect3",
          "sect4",
          "sect5",
          "chapter",
          "part",
          "appendix",
          "app",
          "topic",
          "ref-list",
          "bibliography",
          "preface",
          "article",
          "book");

  private static final Set<String> HEADINGS = Set.of("title", "head", "heading", "article-title");
  private static final Set<String> ITEMS = Set.of("list-item", "listitem", "li", "item");

  private static final Set<String> CODE =
      Set.of("pre", "code", "programlisting", "screen", "preformat", "codeblock");

  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "para",
          "simpara",
          "table",
          "tr",
          "row",
          "list",
          "abstract",
          "caption",
          "note",
          "blockquote",
          "quote",
          "fig",
          "figure");

  private static final Set<String> SKIPPED =
      Set.of("script", "style", "tex-math", "annotation", "metadata", "alternatives-svg");

  private final DocumentBuilder out;
  private final StringBuilder inline = new StringBuilder();

  private XmlReader(DocumentBuilder out) {
    this.out = out;
  }

  /** Reads a document. */
  public static void read(byte[] bytes, DocumentBuilder out) throws DocumentException {
    int length = Math.min(bytes.length, 1024);
    Matcher declared = ENCODING.matcher(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    Optional<String> encoding = declared.find() ? Optional.of(declared.group(1)) : Optional.empty();
    String xml = TextDecoder.decode(bytes, encoding);
    XmlReader reader = new XmlReader(out);
    reader.visit(Parser.xmlParser().setMaxDepth(MAX_DEPTH).parseInput(xml, ""), 0);
    reader.flush();
  }

  /** Recursion is as deep as the tree, which the parser holds to {@link #MAX_DEPTH}. */
  private void visit(Element parent, int sections) throws DocumentException {
    boolean mixed = hasOwnText(parent);
    for (Node node = parent.firstChild(); node != null; node = node.nextSibling()) {
      if (node instanceof TextNode text) {
        inline.append(
            text instanceof CDataNode ? text.text() : text.getWholeText().replace('\n', ' '));
      } else if (node instanceof Element element) {
        element(element, mixed, sections);
      }
    }
  }

  private void element(Element element, boolean mixed, int sections) throws DocumentException {
    String name = localName(element);
    if (SKIPPED.contains(name)) {
      return;
    }
    if (mixed && !isBlock(name)) {
      visit(element, sections);
      return;
    }
    flush();
    if (HEADINGS.contains(name) && !inFigure(element)) {
      if (name.equals("article-title")) {
        out.title(joined(element));
      }
      out.heading(Math.max(1, sections), joined(element));
    } else if (CODE.contains(name)) {
      out.code(element.wholeText());
    } else if (name.equals("table") && !element.getElementsByTag("tr").isEmpty()) {
      table(element);
    } else if (ITEMS.contains(name) && isRecord(element, MAX_RECORD_CHARS * 10)) {
      out.listItem(1, joined(element));
    } else if (isRecord(element, MAX_RECORD_CHARS)) {
      out.paragraph(joined(element));
    } else {
      visit(element, sections + (SECTIONS.contains(name) ? 1 : 0));
      flush();
    }
  }

  private void table(Element table) throws DocumentException {
    TableRows rows = new TableRows(out);
    for (Element row : table.getElementsByTag("tr")) {
      List<String> cells = new ArrayList<>();
      boolean names = true;
      for (Element cell : row.children()) {
        cells.add(joined(cell));
        names &= cell.normalName().equals("th");
      }
      rows.add(cells, names || row.closest("thead") != null);
    }
    rows.end();
  }

  private void flush() throws DocumentException {
    if (!inline.isEmpty()) {
      out.paragraph(inline);
      inline.setLength(0);
    }
  }

  /** Whether the element has little text, and none of it prose or structure. */
  private static boolean isRecord(Element element, int maxChars) {
    int chars = 0;
    int elements = 0;
    for (Element inner : (Iterable<Element>) element.stream()::iterator) {
      chars += inner.ownText().length();
      boolean structure = !inner.equals(element) && isBlock(localName(inner));
      if (structure || ++elements > MAX_RECORD_ELEMENTS || chars > maxChars) {
        return false;
      }
    }
    return true;
  }

  /** All text in an element; what is not running text is parted by spaces. */
  private static String joined(Element element) {
    StringBuilder text = new StringBuilder();
    element
        .nodeStream(TextNode.class)
        .filter(node -> !node.isBlank())
        .forEach(
            node -> {
              Element parent = node.parent();
              Element holder = parent == null ? null : parent.parent();
              boolean running = holder != null && hasOwnText(holder);
              text.append(running ? "" : " ").append(node.getWholeText().replace('\n', ' '));
            });
    return text.toString();
  }

  private static boolean isBlock(String name) {
    return BLOCKS.contains(name)
        || SECTIONS.contains(name)
        || HEADINGS.contains(name)
        || ITEMS.contains(name)
        || CODE.contains(name);
  }

  private static boolean inFigure(Element element) {
    return element.closest("table, table-wrap, caption, fig, figure") != null;
  }

  private static boolean hasOwnText(Element element) {
    for (Node node = element.firstChild(); node != null; node = node.nextSibling()) {
      if (node instanceof TextNode text && !text.isBlank()) {
        return true;
      }
    }
    return false;
  }

  private static String localName(Element element) {
    String name = element.normalName();
    return name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
  }
}
