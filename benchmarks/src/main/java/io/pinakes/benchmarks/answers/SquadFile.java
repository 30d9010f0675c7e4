package io.pinakes.benchmarks.answers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.benchmarks.OtherKindException;
import io.pinakes.benchmarks.retrieval.BeirFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file in SQuAD's layout: articles of paragraphs, each with questions about it.
 *
 * @param paragraphs identified by article and number, titled by the article
 * @param questions in the order of the file
 */
public record SquadFile(List<BeirFolder.Document> paragraphs, List<Question> questions) {
  private static final long MAX_BYTES = 256L << 20;

  /**
   * A question about one paragraph.
   *
   * @param article the title of its article
   * @param paragraph the identifier of the paragraph
   * @param text the question
   * @param answers what counts as right; empty if the paragraph does not answer it
   */
  public record Question(String article, String paragraph, String text, List<String> answers) {
    /** Whether the paragraph answers it. */
    public boolean answerable() {
      return !answers.isEmpty();
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is not of this layout, or too large
   */
  public static SquadFile read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
    }
    ObjectMapper json =
        new ObjectMapper(
            JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(50).build())
                .build());
    JsonNode data;
    try {
      data = json.readTree(file.toFile()).path("data");
    } catch (JsonProcessingException e) {
      String problem = file + " is not JSON: " + e.getOriginalMessage();
      throw new OtherKindException(problem, e);
    }
    if (!data.isArray() || data.isEmpty()) {
      throw new OtherKindException(file + " has no list \"data\": it is not in SQuAD's layout");
    }
    List<BeirFolder.Document> paragraphs = new ArrayList<>();
    List<Question> questions = new ArrayList<>();
    for (JsonNode article : data) {
      String title = article.path("title").asText();
      int number = 0;
      for (JsonNode paragraph : article.path("paragraphs")) {
        String id = title + "#" + number++;
        paragraphs.add(
            new BeirFolder.Document(
                id, title.replace('_', ' '), paragraph.path("context").asText()));
        for (JsonNode question : paragraph.path("qas")) {
          List<String> answers = new ArrayList<>();
          question.path("answers").forEach(a -> answers.add(a.path("text").asText()));
          questions.add(
              new Question(
                  title,
                  id,
                  question.path("question").asText(),
                  question.path("is_impossible").asBoolean() ? List.of() : answers));
        }
      }
    }
    return new SquadFile(List.copyOf(paragraphs), List.copyOf(questions));
  }
}
