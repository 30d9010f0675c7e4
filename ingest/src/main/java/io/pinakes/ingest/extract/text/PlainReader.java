package io.pinakes.ingest.extract.text;

import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import java.util.ArrayList;
import java.util.List;

/** Reads text that has paragraphs and nothing else, or source code. Blank lines part blocks. */
public final class PlainReader {
  private PlainReader() {}

  /** Reads prose. */
  public static void read(String text, DocumentBuilder out) throws DocumentException {
    for (List<String> block : blocks(text)) {
      for (List<String> paragraph : Prose.paragraphs(block)) {
        out.paragraph(Prose.join(paragraph));
      }
    }
  }

  /** Reads source code, JSON and the like: every line stays as it is. */
  public static void readCode(String text, DocumentBuilder out) throws DocumentException {
    for (List<String> block : blocks(text)) {
      out.code(String.join("\n", block));
    }
  }

  private static List<List<String>> blocks(String text) {
    List<List<String>> blocks = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.isBlank()) {
        if (!block.isEmpty()) {
          blocks.add(block);
          block = new ArrayList<>();
        }
      } else {
        block.add(line);
      }
    }
    if (!block.isEmpty()) {
      blocks.add(block);
    }
    return blocks;
  }
}
