package io.pinakes.benchmarks.chunking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Questions about some texts, with the excerpts that answer them: a folder of {@code questions.csv}
 * (columns question, references, corpus_id; references are JSON with start and end in code points)
 * and {@code corpora/<corpus_id>.md}.
 *
 * @param corpora texts by name
 * @param questions in the order of the file
 */
public record MarkedQuestions(Map<String, String> corpora, List<Question> questions) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MAX_FILE_BYTES = 64 << 20;

  /** One question; excerpts are in the corpus of that name. */
  public record Question(String text, String corpus, List<Excerpt> excerpts) {}

  /** Code points, end exclusive. */
  public record Excerpt(int start, int end) {}

  /**
   * Reads a folder.
   *
   * @throws IOException if an excerpt is not the text at its place
   */
  public static MarkedQuestions read(Path folder) throws IOException {
    Map<String, String> corpora = new TreeMap<>();
    List<Question> questions = new ArrayList<>();
    List<List<String>> rows = csv(text(folder.resolve("questions.csv")));
    for (List<String> row : rows.subList(1, rows.size())) {
      if (row.size() != 3) {
        throw new IOException(
            "in [" + folder + "] a question has [" + row.size() + "] columns, not 3: " + row);
      }
      String corpus = row.get(2);
      if (!corpora.containsKey(corpus)) {
        corpora.put(corpus, text(folder.resolve("corpora").resolve(corpus + ".md")));
      }
      questions.add(question(row.get(0), row.get(1), corpus, corpora));
    }
    return new MarkedQuestions(corpora, questions);
  }

  private static Question question(
      String text, String references, String corpus, Map<String, String> corpora)
      throws IOException {
    String source = corpora.getOrDefault(corpus, "");
    List<Excerpt> excerpts = new ArrayList<>();
    for (JsonNode each : JSON.readTree(references)) {
      Excerpt excerpt =
          new Excerpt(each.path("start_index").asInt(), each.path("end_index").asInt());
      String there =
          source.substring(
              source.offsetByCodePoints(0, excerpt.start()),
              source.offsetByCodePoints(0, excerpt.end()));
      if (!there.equals(each.path("content").asText())) {
        throw new IOException(
            "in [" + corpus + "] an excerpt of [" + text + "] is not at its place");
      }
      excerpts.add(excerpt);
    }
    return new Question(text, corpus, excerpts);
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new IOException("[" + file + "] is over [" + MAX_FILE_BYTES + "] bytes");
    }
    return Files.readString(file);
  }

  /** Rows of comma-separated values by RFC 4180. */
  static List<List<String>> csv(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted && c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
        field.append(c);
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else if (quoted || c != '\r') {
        field.append(c);
      }
    }
    if (!row.isEmpty() || !field.isEmpty()) {
      row.add(field.toString());
      rows.add(row);
    }
    return rows;
  }
}
