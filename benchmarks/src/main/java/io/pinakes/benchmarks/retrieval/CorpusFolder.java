package io.pinakes.benchmarks.retrieval;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A corpus as a folder of files, so that it can go the way that a user's folder goes. Each document
 * is a page of HTML: its title the page's title, its text one paragraph. Files bear numbers, since
 * identifiers need not be names.
 */
final class CorpusFolder {
  /** Files a folder; file systems and walkers like that better than ten thousand in one. */
  private static final int PER_FOLDER = 500;

  private CorpusFolder() {}

  /**
   * Writes the files.
   *
   * @return the identifier of each document by its path, {@code /} between names
   */
  static Map<String, String> write(List<BeirFolder.Document> corpus, Path folder)
      throws IOException {
    Map<String, String> ids = new LinkedHashMap<>();
    for (int i = 0; i < corpus.size(); i++) {
      BeirFolder.Document document = corpus.get(i);
      String path = String.format(Locale.ROOT, "%03d/%06d.html", i / PER_FOLDER, i);
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, page(document), StandardCharsets.UTF_8);
      ids.put(path, document.id());
    }
    return ids;
  }

  private static String page(BeirFolder.Document document) {
    String title =
        document.title().isBlank() ? "" : "<title>" + escaped(document.title()) + "</title>";
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        + title
        + "</head>\n<body><p>"
        + escaped(document.text())
        + "</p></body></html>\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
