package io.pinakes.benchmarks.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The main class of a contender's own process. Reads the texts from a file, runs, and writes what
 * it measured into another: milliseconds of each round over all texts, microseconds of each
 * question, and the first vectors, by which the command sees that all computed the same.
 */
final class ContenderProcess {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WARM_TEXTS = 300;
  private static final int WARM_QUESTIONS = 300;
  private static final int COMPARED = 20;

  private ContenderProcess() {}

  /** Arguments: contender, model folder, texts (JSON), rounds, output. */
  public static void main(String[] args) throws Exception {
    JsonNode input = JSON.readTree(Path.of(args[2]).toFile());
    List<String> texts = strings(input.path("texts"));
    List<String> questions = strings(input.path("questions"));
    ObjectNode result = JSON.createObjectNode();
    try (Contender contender = Contender.open(args[0], Path.of(args[1]))) {
      List<float[]> first = contender.all(texts.subList(0, Math.min(WARM_TEXTS, texts.size())));
      var vectors = result.putArray("vectors");
      for (float[] vector : first.subList(0, Math.min(COMPARED, first.size()))) {
        vectors.add(JSON.valueToTree(vector));
      }
      var rounds = result.putArray("round_ms");
      for (int round = 0; round < Integer.parseInt(args[3]); round++) {
        long start = System.nanoTime();
        contender.all(texts);
        rounds.add((System.nanoTime() - start) / 1e6);
      }
      long[] nanos = questions(contender, questions);
      result.put("question_us_p50", nanos[nanos.length / 2] / 1e3);
      result.put("question_us_p99", nanos[nanos.length * 99 / 100] / 1e3);
    }
    JSON.writeValue(Path.of(args[4]).toFile(), result);
  }

  private static long[] questions(Contender contender, List<String> questions) throws Exception {
    for (int i = 0; i < WARM_QUESTIONS; i++) {
      contender.one(questions.get(i % questions.size()));
    }
    long[] nanos = new long[Math.max(questions.size(), 1000)];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      contender.one(questions.get(i % questions.size()));
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(each -> strings.add(each.asText()));
    return strings;
  }
}
