package io.pinakes.ingest.extract.tika;

import io.pinakes.ingest.extract.build.CleanText;
import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import io.pinakes.ingest.extract.html.MarkupWriter;
import java.nio.CharBuffer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Takes the XHTML events of Tika's parsers. Beyond what the elements say, Tika names a paragraph's
 * style in its class, and a slide is an element of its own: slides count as pages, and their first
 * short paragraph as their heading.
 */
final class OfficeHandler extends DefaultHandler {
  private final DocumentBuilder out;
  private final Writer writer;
  private int head;
  private int slides;

  OfficeHandler(DocumentBuilder out) {
    this.out = out;
    this.writer = new Writer(out);
  }

  @Override
  public void startElement(String uri, String localName, String qName, Attributes attributes)
      throws SAXException {
    String name = localName.toLowerCase(Locale.ROOT);
    if (head > 0 || name.equals("head")) {
      head++;
      return;
    }
    String style = attributes.getValue("class");
    try {
      writer.start(name, attributes::getValue);
      if (name.equals("p")) {
        writer.listStyle = style != null && style.startsWith("list_");
      } else if ("slide-content".equals(style)) {
        out.page(++slides);
        writer.slideBegins = true;
      }
    } catch (DocumentException e) {
      throw new SAXException(e);
    }
  }

  @Override
  public void endElement(String uri, String localName, String qName) throws SAXException {
    if (head > 0) {
      head--;
      return;
    }
    try {
      writer.end(localName.toLowerCase(Locale.ROOT));
    } catch (DocumentException e) {
      throw new SAXException(e);
    }
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    if (head == 0) {
      writer.text(CharBuffer.wrap(chars, start, length));
    }
  }

  @Override
  public void ignorableWhitespace(char[] chars, int start, int length) {
    characters(chars, start, length);
  }

  /** Writes what is still waiting. */
  void finish() throws DocumentException {
    writer.finish();
    out.page(0);
  }

  private static final class Writer extends MarkupWriter {
    /** 100 characters: a title fits on a line of a slide, or two. */
    private static final int MAX_SLIDE_TITLE = 100;

    /**
     * Bullets of word processors, and numbers, letters and Roman numerals with a dot or bracket.
     */
    private static final Pattern MARKER =
        Pattern.compile(
            "(?:([\u00B7\u2022\u25AA\u25E6\u2023\uF0B7\uF0A7o*-])"
                + "|\\(?(?:[0-9]{1,3}\\.){0,8}(?:[0-9]{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,7})[.)])\\s+");

    private final DocumentBuilder out;
    private boolean listStyle;
    private boolean slideBegins;

    Writer(DocumentBuilder out) {
      super(out);
      this.out = out;
    }

    @Override
    protected void paragraph(String text) throws DocumentException {
      String clean = CleanText.prose(text);
      if (clean.isEmpty()) {
        return;
      }
      Matcher marker = MARKER.matcher(clean);
      if (slideBegins && clean.length() <= MAX_SLIDE_TITLE) {
        out.heading(1, clean);
      } else if (listStyle && marker.lookingAt()) {
        out.listItem(1, marker.group(1) == null ? clean : clean.substring(marker.end()));
      } else {
        out.paragraph(clean);
      }
      slideBegins = false;
    }
  }
}
