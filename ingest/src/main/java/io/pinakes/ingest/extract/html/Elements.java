package io.pinakes.ingest.extract.html;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What elements of HTML mean for text. */
public final class Elements {
  private static final Set<String> BLOCKS =
      Set.of(
          "address",
          "article",
          "aside",
          "blockquote",
          "body",
          "center",
          "dd",
          "details",
          "dialog",
          "dir",
          "div",
          "dl",
          "dt",
          "fieldset",
          "figcaption",
          "figure",
          "footer",
          "form",
          "frameset",
          "header",
          "hgroup",
          "hr",
          "html",
          "legend",
          "main",
          "menu",
          "optgroup",
          "option",
          "p",
          "section",
          "summary",
          "table",
          "tbody",
          "td",
          "tfoot",
          "th",
          "thead",
          "tr");

  /** Not text, not seen by readers, or the furniture of a site rather than the document. */
  private static final Set<String> SKIPPED =
      Set.of(
          "annotation",
          "annotation-xml",
          "applet",
          "audio",
          "button",
          "canvas",
          "datalist",
          "embed",
          "iframe",
          "map",
          "meta",
          "nav",
          "noframes",
          "noscript",
          "object",
          "rp",
          "rt",
          "script",
          "select",
          "style",
          "svg",
          "template",
          "textarea",
          "title",
          "video");

  /** The attributes of an element. */
  @FunctionalInterface
  public interface Attributes {
    /** The value of an attribute, or null if it is not there. */
    @Nullable String get(String name);
  }

  private Elements() {}

  static boolean isBlock(String name) {
    return BLOCKS.contains(name);
  }

  /** The level of {@code h1} to {@code h6}, else 0. */
  static int headingLevel(String name) {
    boolean heading =
        name.length() == 2
            && name.charAt(0) == 'h'
            && name.charAt(1) >= '1'
            && name.charAt(1) <= '6';
    return heading ? name.charAt(1) - '0' : 0;
  }

  /** Whether the element and all in it is left out. */
  static boolean isSkipped(String name, Attributes attributes) {
    if (SKIPPED.contains(name)) {
      return true;
    }
    return attributes.get("hidden") != null
        || "navigation".equals(attributes.get("role"))
        || InlineStyle.of(attributes.get("style")).hides()
        // The "[edit]" beside every heading of a wiki.
        || (name.equals("span") && "mw-editsection".equals(attributes.get("class")));
  }
}
