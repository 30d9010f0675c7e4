package io.pinakes.ingest.extract.html;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an element's {@code style} says of whether its text is seen. What nobody sees who opens the
 * page is not taken for what the page says.
 */
final class InlineStyle {
  /** How a size of letters counts. */
  enum Letters {
    /** As those around the element, or in proportion to them. */
    INHERITED,
    /** Of no height. */
    UNSEEN,
    /** Of a height of their own. */
    SEEN
  }

  private static final Pattern IMPORTANT = Pattern.compile("!\\s*important\\s*$");
  private static final Pattern ZERO = Pattern.compile("[+-]?0*\\.?0*(?:e[+-]?\\d+)?(?:%|[a-z]+)?");
  private static final Pattern RELATIVE =
      Pattern.compile("[+-]?[\\d.]+(?:%|em|ex|ch|cap|ic|lh)|smaller|larger|inherit|unset");

  private final Map<String, String> declarations = new HashMap<>();

  private InlineStyle() {}

  /** Reads the attribute; without one, nothing is said. */
  static InlineStyle of(@Nullable String style) {
    InlineStyle read = new InlineStyle();
    for (String declaration : style == null ? new String[0] : style.split(";")) {
      int colon = declaration.indexOf(':');
      if (colon > 0) {
        String value = declaration.substring(colon + 1).toLowerCase(Locale.ROOT);
        read.declarations.put(
            declaration.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            IMPORTANT.matcher(value).replaceFirst("").strip());
      }
    }
    return read;
  }

  /** Whether the element and all in it is not seen. */
  boolean hides() {
    String visibility = value("visibility");
    return value("display").equals("none")
        || visibility.equals("hidden")
        || visibility.equals("collapse")
        || isZero(value("opacity"));
  }

  /** The height of letters in it, which what is inside may change again. */
  Letters letters() {
    String size = value("font-size");
    if (size.isEmpty() || RELATIVE.matcher(size).matches() && !isZero(size)) {
      return Letters.INHERITED;
    }
    return isZero(size) ? Letters.UNSEEN : Letters.SEEN;
  }

  private String value(String property) {
    return declarations.getOrDefault(property, "");
  }

  private static boolean isZero(String value) {
    return value.indexOf('0') >= 0 && ZERO.matcher(value).matches();
  }
}
