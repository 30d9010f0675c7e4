package io.pinakes.benchmarks.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.Models;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pinakes bench embed}: our embedder beside DJL's and LangChain4j's, same model file. */
@Command(
    name = "embed",
    description = {
      "Measures texts to vectors, beside others with the same model file.",
      "",
      "  pinakes bench embed ~/papers --cores 4,2",
      ""
    })
public final class EmbeddingCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LIMIT_MINUTES = 30;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FOLDER", description = "text files to take passages from")
  private Path folder = Path.of("");

  @Option(names = "--chunks", description = "passages a round")
  private int chunks = 2000;

  @Option(names = "--rounds", description = "rounds a contender; the median counts")
  private int rounds = 3;

  @Option(names = "--cores", split = ",", description = "numbers of cores, held by taskset")
  private List<Integer> cores = List.of(2, 4);

  @Option(names = "--seed", description = "of the draw of passages")
  private long seed = 1;

  @Option(
      names = "--langchain4j",
      paramLabel = "CLASSPATH",
      description = "langchain4j-embeddings 1.0.0-beta5 with its dependencies, to run it too")
  private String langchain4j = "";

  @Option(names = "--json", description = "one JSON document instead of a table")
  private boolean json;

  /** Runs by itself, without the rest of the program. */
  public static void main(String[] args) {
    int status = new CommandLine(new EmbeddingCommand()).execute(args);
    if (status != 0) {
      throw new IllegalStateException("ended with status [" + status + "]");
    }
  }

  @Override
  public Integer call() throws Exception {
    Path work = Files.createTempDirectory("pinakes-bench-embed");
    try {
      EmbeddingTexts texts = texts();
      copyModel(work);
      ObjectNode input = JSON.createObjectNode();
      input.set("texts", JSON.valueToTree(texts.passages()));
      input.set("questions", JSON.valueToTree(texts.questions()));
      JSON.writeValue(work.resolve("texts.json").toFile(), input);
      ObjectNode record = record(texts);
      for (int count : cores) {
        measure(count, texts, work, record);
      }
      if (json) {
        out().println(record);
      }
      out().flush();
      return 0;
    } finally {
      try (Stream<Path> files = Files.walk(work)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private EmbeddingTexts texts() throws IOException {
    try (Embedder embedder = new Models(Path.of("models")).open(Models.DEFAULT)) {
      return EmbeddingTexts.of(folder, chunks, seed, embedder.tokens());
    }
  }

  /** The others take a folder; the files are those that our model is read from. */
  private static void copyModel(Path work) throws IOException {
    for (Map.Entry<String, String> each :
        Map.of(
                "all-minilm-l6-v2-q.onnx", "model.onnx",
                "all-minilm-l6-v2-q-tokenizer.json", "tokenizer.json")
            .entrySet()) {
      try (InputStream in =
          Objects.requireNonNull(
              EmbeddingCommand.class.getClassLoader().getResourceAsStream(each.getKey()))) {
        Files.copy(in, work.resolve(each.getValue()));
      }
    }
  }

  private ObjectNode record(EmbeddingTexts texts) throws IOException {
    ObjectNode record = JSON.createObjectNode().put("schema", "pinakes.bench.embed/1");
    record.put("cpu", cpu()).put("jdk", Runtime.version().toString());
    record.put("processors", Runtime.getRuntime().availableProcessors());
    record.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    record.put("model", Models.DEFAULT).put("seed", seed).put("rounds", rounds);
    record.put("chunks", texts.passages().size()).put("tokens", texts.tokens());
    print(
        String.format(
            Locale.ROOT,
            "%s, JDK %s, %s: %d passages, %d tokens, seed %d, median of %d rounds%n",
            record.path("cpu").asText(),
            record.path("jdk").asText(),
            Models.DEFAULT,
            texts.passages().size(),
            texts.tokens(),
            seed,
            rounds));
    return record;
  }

  private static String cpu() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.exists(info)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(info).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private void measure(int count, EmbeddingTexts texts, Path work, ObjectNode record)
      throws Exception {
    List<String> names = new ArrayList<>(List.of("pinakes", "djl"));
    if (!langchain4j.isEmpty()) {
      names.add("langchain4j");
    }
    Map<String, JsonNode> results = new TreeMap<>();
    for (String name : names) {
      results.put(name, run(name, count, work));
    }
    JsonNode ours = Objects.requireNonNull(results.get("pinakes"));
    double oursMs = median(ours);
    print(String.format(Locale.ROOT, "%n%d cores%n", count));
    for (String name : names) {
      JsonNode result = Objects.requireNonNull(results.get(name));
      double ms = median(result);
      ObjectNode line = record.withArray("results").addObject();
      line.put("cores", count).put("contender", name).put("seconds", ms / 1000);
      line.put("chunks_per_second", texts.passages().size() / ms * 1000);
      line.put("tokens_per_second", texts.tokens() / ms * 1000);
      line.put("ratio", ms / oursMs);
      line.put("least_cosine", leastCosine(ours, result));
      line.put("question_us_p50", result.path("question_us_p50").asDouble());
      line.put("question_us_p99", result.path("question_us_p99").asDouble());
      print(
          String.format(
              Locale.ROOT,
              "  %-12s %8.0f chunks/s %9.0f tokens/s  %5.2f x our time  least cosine %.4f"
                  + "  one question p50 %.2f ms p99 %.2f ms%n",
              name,
              line.path("chunks_per_second").asDouble(),
              line.path("tokens_per_second").asDouble(),
              line.path("ratio").asDouble(),
              line.path("least_cosine").asDouble(),
              line.path("question_us_p50").asDouble() / 1000,
              line.path("question_us_p99").asDouble() / 1000));
    }
  }

  private JsonNode run(String name, int count, Path work) throws Exception {
    Path result = work.resolve("result.json");
    Path log = work.resolve("log.txt");
    List<String> command = new ArrayList<>();
    if (count < Runtime.getRuntime().availableProcessors()) {
      command.addAll(List.of("taskset", "-c", "0-" + (count - 1)));
    }
    boolean foreign = name.equals("langchain4j");
    String path = System.getProperty("java.class.path");
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx2g",
            "-XX:+UseParallelGC",
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true",
            "-cp",
            foreign ? langchain4j + File.pathSeparator + path : path));
    String cache = System.getProperty("pinakes.cache");
    if (cache != null) {
      command.add("-Dpinakes.cache=" + cache);
      command.add("-DENGINE_CACHE_DIR=" + cache);
    }
    command.add(ContenderProcess.class.getName());
    command.addAll(
        List.of(
            name,
            work.toString(),
            work.resolve("texts.json").toString(),
            Integer.toString(rounds),
            result.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("[" + name + "] took more than [" + LIMIT_MINUTES + "] minutes");
    }
    if (process.exitValue() != 0) {
      throw new IOException("[" + name + "] failed: " + Files.readString(log));
    }
    return JSON.readTree(result.toFile());
  }

  private static double median(JsonNode result) {
    List<Double> rounds = new ArrayList<>();
    result.path("round_ms").forEach(each -> rounds.add(each.asDouble()));
    rounds.sort(Comparator.naturalOrder());
    return rounds.get(rounds.size() / 2);
  }

  private static double leastCosine(JsonNode ours, JsonNode theirs) {
    double least = 1;
    for (int i = 0; i < ours.path("vectors").size(); i++) {
      JsonNode a = ours.path("vectors").path(i);
      JsonNode b = theirs.path("vectors").path(i);
      double dot = 0;
      double squares = 0;
      for (int k = 0; k < a.size(); k++) {
        dot += a.path(k).asDouble() * b.path(k).asDouble();
        squares += b.path(k).asDouble() * b.path(k).asDouble();
      }
      least = Math.min(least, dot / Math.sqrt(squares));
    }
    return least;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void print(String text) {
    if (!json) {
      out().print(text);
      out().flush();
    }
  }
}
