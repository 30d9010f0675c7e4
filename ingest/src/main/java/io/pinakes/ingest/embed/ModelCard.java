package io.pinakes.ingest.embed;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The header of a model's README, as model hubs write it. */
final class ModelCard {
  private ModelCard() {}

  /**
   * The languages that the header names, as ISO 639 codes: {@code language: en}, {@code language:
   * [en, de]} or a list of one a line. Empty if it names none, or says that they are many.
   */
  static List<String> languages(Path readme) throws IOException {
    if (!Files.isRegularFile(readme)) {
      return List.of();
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(readme);
    } catch (MalformedInputException e) {
      return List.of();
    }
    if (lines.isEmpty() || !lines.get(0).strip().equals("---")) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    boolean inList = false;
    for (String line : lines.subList(1, lines.size())) {
      String text = line.strip();
      if (text.equals("---")) {
        break;
      }
      if (line.startsWith("language:")) {
        String value = text.substring("language:".length()).replace("[", "").replace("]", "");
        found.addAll(List.of(value.split(",")));
        inList = value.isBlank();
      } else if (inList && text.startsWith("-")) {
        found.add(text.substring(1));
      } else {
        inList = false;
      }
    }
    List<String> codes = new ArrayList<>();
    for (String each : found) {
      String code = each.replace("\"", "").replace("'", "").strip().toLowerCase(Locale.ROOT);
      if (code.equals("multilingual")) {
        return List.of();
      }
      if (code.matches("[a-z]{2,3}")) {
        codes.add(code);
      }
    }
    return codes;
  }
}
