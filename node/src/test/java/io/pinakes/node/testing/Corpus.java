package io.pinakes.node.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A folder of Markdown documents made from a seed: headings, paragraphs, tables and some repeated
 * text, so that every stage has work.
 */
public final class Corpus {
  private static final String[] SUBJECTS = {
    "The catalogue",
    "A scroll",
    "The lighthouse",
    "The harbour",
    "A copyist",
    "The reed",
    "An index",
    "The scholar"
  };
  private static final String[] VERBS = {
    "lists",
    "outlasts",
    "guides",
    "hides",
    "copies",
    "replaces",
    "measures",
    "orders",
    "describes",
    "forgets"
  };
  private static final String[] OBJECTS = {
    "every author by class",
    "the fleet at night",
    "a line of verse",
    "the damp of the sea",
    "a hundred sheets",
    "the first words of a work",
    "the number of lines",
    "what the fire left",
    "the shelf of the physicians"
  };

  private Corpus() {}

  /** Writes {@code files} documents below the folder, some of them in sub-folders. */
  public static void write(Path folder, int files, long seed) throws IOException {
    for (int i = 0; i < files; i++) {
      Path file = folder.resolve(i % 3 == 0 ? "deep/er/note-" + i + ".md" : "note-" + i + ".md");
      Files.createDirectories(file.getParent());
      Files.writeString(file, document(i, new Random(seed * 31 + i)));
    }
  }

  /** One document: a title, two to four sections, and now and then a table. */
  public static String document(int number, Random random) {
    StringBuilder text = new StringBuilder("# Note " + number + "\n\n");
    int sections = 2 + random.nextInt(3);
    for (int s = 0; s < sections; s++) {
      text.append("## Part ").append(s + 1).append("\n\n");
      int sentences = 4 + random.nextInt(8);
      for (int i = 0; i < sentences; i++) {
        text.append(pick(SUBJECTS, random)).append(' ').append(pick(VERBS, random)).append(' ');
        text.append(pick(OBJECTS, random))
            .append(", item ")
            .append(random.nextInt(500))
            .append(". ");
      }
      text.append("\n\n");
      if (random.nextInt(4) == 0) {
        text.append("| shelf | scrolls |\n|---|---|\n| ")
            .append(s)
            .append(" | ")
            .append(random.nextInt(900))
            .append(" |\n\n");
      }
    }
    return text.toString();
  }

  private static String pick(String[] words, Random random) {
    return words[random.nextInt(words.length)];
  }
}
