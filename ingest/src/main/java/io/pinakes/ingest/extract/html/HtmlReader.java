package io.pinakes.ingest.extract.html;

import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import io.pinakes.ingest.extract.text.TextDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Reads HTML with jsoup, which makes of any bytes the tree that a browser would.
 *
 * <p>A table that only lays a page out (it holds headings or other tables, or has one column) is
 * read as blocks, so that prose is never taken for cells.
 */
public final class HtmlReader {
  /** 512: jsoup's own; what is nested deeper is kept at this depth. */
  private static final int MAX_DEPTH = 512;

  /** What browsers look through for an encoding is 1,024 bytes; pages with long heads need more. */
  private static final int DECLARATION_BYTES = 8192;

  private static final Pattern CHARSET =
      Pattern.compile(
          "<meta[^>]{0,200}?charset\\s*=\\s*[\"']?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

  private static final Pattern XML_ENCODING =
      Pattern.compile("<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([\\w.:-]+)");

  private static final Set<String> DATE_NAMES =
      Set.of(
          "article:published_time",
          "date",
          "dc.date",
          "dc.date.issued",
          "dcterms.date",
          "dcterms.created",
          "dcterms.issued",
          "pubdate",
          "publish-date",
          "datepublished",
          "citation_publication_date");

  private HtmlReader() {}

  /** Reads a page. */
  public static void read(byte[] bytes, DocumentBuilder out) throws DocumentException {
    String html = TextDecoder.decode(bytes, declaredEncoding(bytes));
    Document page = Parser.htmlParser().setMaxDepth(MAX_DEPTH).parseInput(html, "");
    out.title(page.title());
    for (Element meta : page.head().getElementsByTag("meta")) {
      String name = meta.attr("name").isEmpty() ? meta.attr("property") : meta.attr("name");
      if (DATE_NAMES.contains(name.toLowerCase(Locale.ROOT))) {
        out.date(meta.attr("content"));
      }
    }
    Element root = page.getElementsByTag("html").first();
    if (root != null) {
      out.languageHint(root.attr("lang"));
    }
    write(page.body(), out);
  }

  /** Reads HTML that stands inside a document of another format. */
  public static void readFragment(String html, DocumentBuilder out) throws DocumentException {
    Document page = Parser.htmlParser().setMaxDepth(MAX_DEPTH).parseInput(html, "");
    write(page.body(), out);
  }

  private static Optional<String> declaredEncoding(byte[] bytes) {
    int length = Math.min(bytes.length, DECLARATION_BYTES);
    String head = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    for (Pattern pattern : new Pattern[] {CHARSET, XML_ENCODING}) {
      Matcher matcher = pattern.matcher(head);
      if (matcher.find()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }

  private static void write(Element body, DocumentBuilder out) throws DocumentException {
    new Walk(new MarkupWriter(out)).run(body);
  }

  /** Visits the tree without recursion. */
  private static final class Walk {
    private final MarkupWriter writer;
    private final Set<Element> layouts = Collections.newSetFromMap(new IdentityHashMap<>());

    Walk(MarkupWriter writer) {
      this.writer = writer;
    }

    void run(Element body) throws DocumentException {
      Node node = body;
      while (true) {
        enter(node);
        Node next = node.childNodeSize() > 0 ? node.childNode(0) : null;
        while (next == null) {
          leave(node);
          if (node.equals(body)) {
            writer.finish();
            return;
          }
          next = node.nextSibling();
          node = next == null ? parent(node) : node;
        }
        node = next;
      }
    }

    private static Node parent(Node node) {
      Node parent = node.parent();
      if (parent == null) {
        throw new IllegalStateException("a node outside its tree: [" + node.nodeName() + "]");
      }
      return parent;
    }

    private void enter(Node node) throws DocumentException {
      if (node instanceof TextNode text) {
        writer.text(text.getWholeText());
      } else if (node instanceof Element element) {
        if (element.normalName().equals("table") && isLayout(element)) {
          layouts.add(element);
        }
        writer.start(name(element), key -> element.hasAttr(key) ? element.attr(key) : null);
      }
    }

    private void leave(Node node) throws DocumentException {
      if (node instanceof Element element) {
        writer.end(name(element));
      }
    }

    private String name(Element element) {
      String name = element.normalName();
      return switch (name) {
        case "table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption" -> {
          Element table = name.equals("table") ? element : element.closest("table");
          yield table == null || layouts.contains(table) ? "div" : name;
        }
        default -> name;
      };
    }

    private static boolean isLayout(Element table) {
      String role = table.attr("role").toLowerCase(Locale.ROOT);
      if (role.equals("presentation") || role.equals("none")) {
        return true;
      }
      // Lazily, so that tables nested in hundreds do not cost their square.
      boolean holdsMore =
          table.stream()
              .skip(1)
              .map(Element::normalName)
              .anyMatch(name -> name.equals("table") || Elements.headingLevel(name) > 0);
      if (holdsMore) {
        return true;
      }
      for (Element row : table.getElementsByTag("tr")) {
        if (row.childrenSize() > 1) {
          return false;
        }
      }
      return true;
    }
  }
}
