package io.pinakes.ingest.extract.text;

import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the outline of reStructuredText: headings (their levels in the order in which the
 * adornments first appear, as its specification says), literal blocks, lists, paragraphs. Roles and
 * inline marks stay as they are written.
 */
public final class RstReader {
  private static final Pattern ADORNMENT = Pattern.compile("([!-/:-@\\[-`{-~])\\1{2,}\\s*");
  private static final Pattern TARGET = Pattern.compile("\\s*\\.\\. _.{1,500}:.*");
  private static final Pattern DIRECTIVE = Pattern.compile("\\s*\\.\\. ([\\w:+.-]{1,80})::(.*)");
  private static final Pattern OPTION = Pattern.compile("\\s+:[\\w -]{1,80}:.*");

  private final DocumentBuilder out;
  private final List<String> adornments = new ArrayList<>();

  private RstReader(DocumentBuilder out) {
    this.out = out;
  }

  /** Reads a document. */
  public static void read(String text, DocumentBuilder out) throws DocumentException {
    new RstReader(out).read(new Lines(text));
  }

  private void read(Lines lines) throws DocumentException {
    for (lines.skipBlank(); lines.more(); lines.skipBlank()) {
      String line = lines.peek(0);
      Matcher directive = DIRECTIVE.matcher(line);
      if (isAdornment(line) && !lines.peek(1).isBlank() && isAdornment(lines.peek(2))) {
        heading(line.charAt(0) + "=", lines.peek(1));
        lines.skip(3);
      } else if (isAdornment(line)) {
        lines.skip(1);
      } else if (underlined(line, lines.peek(1))) {
        heading(lines.peek(1).substring(0, 1), line);
        lines.skip(2);
      } else if (TARGET.matcher(line).matches()) {
        lines.skip(1);
      } else if (directive.matches()) {
        lines.skip(1);
        directive(directive.group(1), directive.group(2), Lines.indent(line), lines);
      } else {
        block(lines);
      }
    }
  }

  private static boolean isAdornment(String line) {
    return ADORNMENT.matcher(line).matches();
  }

  private static boolean underlined(String line, String next) {
    return Lines.indent(line) == 0
        && isAdornment(next)
        && next.strip().length() >= Math.min(line.strip().length(), 4);
  }

  private void heading(String adornment, String text) throws DocumentException {
    if (!adornments.contains(adornment)) {
      adornments.add(adornment);
    }
    out.heading(adornments.indexOf(adornment) + 1, text);
  }

  private void directive(String name, String argument, int indent, Lines lines)
      throws DocumentException {
    while (lines.more() && OPTION.matcher(lines.peek(0)).matches()) {
      lines.skip(1);
    }
    switch (name) {
      case "code-block", "code", "sourcecode", "parsed-literal", "math", "raw", "prompt" ->
          out.code(Lines.withoutSharedIndent(lines.takeIndented(indent)));
      case "image", "toctree", "contents", "module", "currentmodule", "highlight" ->
          lines.takeIndented(indent);
      // What it holds is read as text, at whatever indentation.
      default -> out.paragraph(argument);
    }
  }

  private void block(Lines lines) throws DocumentException {
    int indent = Lines.indent(lines.peek(0));
    Matcher item = Lines.ITEM.matcher(lines.peek(0).strip());
    boolean listed = item.lookingAt();
    List<String> block = new ArrayList<>();
    do {
      block.add(lines.next());
    } while (lines.more()
        && !lines.peek(0).isBlank()
        && !(listed && Lines.ITEM.matcher(lines.peek(0).strip()).lookingAt())
        && !underlined(lines.peek(0), lines.peek(1)));
    String text = Prose.join(block).strip();
    boolean literal = text.endsWith("::");
    if (literal) {
      text = text.substring(0, text.length() - (text.equals("::") ? 2 : 1));
    }
    if (listed) {
      boolean number = item.group().chars().anyMatch(Character::isDigit);
      out.listItem(1 + indent / 2, number ? text : text.substring(item.end()));
    } else {
      out.paragraph(text);
    }
    if (literal) {
      out.code(Lines.withoutSharedIndent(lines.takeIndented(indent)));
    }
  }
}
