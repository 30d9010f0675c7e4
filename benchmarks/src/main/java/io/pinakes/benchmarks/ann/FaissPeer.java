package io.pinakes.benchmarks.ann;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.vectorstore.lucene.GraphShape;
import io.pinakes.vectorstore.lucene.VectorMetric;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The same task given to faiss' HNSW over eight-bit scalars, in a Python process: same vectors,
 * questions, neighbours a node, build beam, threads and measuring.
 */
final class FaissPeer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCRIPT = "faiss_hnsw.py";

  /** The status with which the script says that a library is missing. */
  private static final int MISSING = 69;

  /** What is missing, and how to get it. */
  static final class MissingPeerException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingPeerException(String message) {
      super(message);
    }
  }

  private final String python;

  FaissPeer(String python) {
    this.python = python;
  }

  /**
   * Makes a virtual environment with faiss in it, unless it is there; needs the package index.
   *
   * @return the peer that runs in it
   */
  static FaissPeer installed(String python, Path folder) throws IOException, InterruptedException {
    Path inside = folder.resolve("bin").resolve("python");
    if (!Files.exists(inside)) {
      run(List.of(python, "-m", "venv", folder.toString()));
      run(List.of(inside.toString(), "-m", "pip", "install", "--quiet", "numpy", "faiss-cpu"));
    }
    return new FaissPeer(inside.toString());
  }

  /**
   * Measures.
   *
   * @param folder for the files that the script reads
   * @throws MissingPeerException if there is no Python, or it has no faiss
   */
  AnnBench.Built measure(
      Path folder,
      AnnData data,
      List<int[]> truth,
      GraphShape shape,
      List<Integer> beams,
      int k,
      Throughput throughput)
      throws IOException, InterruptedException {
    VectorFiles.writeFvecs(folder.resolve("base.fvecs"), data.base());
    VectorFiles.writeFvecs(folder.resolve("query.fvecs"), data.queries());
    VectorFiles.writeIvecs(folder.resolve("truth.ivecs"), truth);
    Path script = folder.resolve(SCRIPT);
    try (InputStream in = FaissPeer.class.getResourceAsStream("/peers/" + SCRIPT)) {
      if (in == null) {
        throw new IOException("[" + SCRIPT + "] is not on the class path");
      }
      Files.write(script, in.readAllBytes());
    }
    List<String> command =
        List.of(
            python,
            script.toString(),
            "--base=" + folder.resolve("base.fvecs"),
            "--query=" + folder.resolve("query.fvecs"),
            "--truth=" + folder.resolve("truth.ivecs"),
            "--metric=" + (data.metric() == VectorMetric.COSINE ? "cosine" : "euclidean"),
            "--neighbours=" + shape.neighbours(),
            "--build-beam=" + shape.buildBeam(),
            "--beams=" + beams.stream().map(String::valueOf).collect(Collectors.joining(",")),
            "--k=" + k,
            "--threads=" + throughput.threads(),
            "--runs=" + throughput.runs(),
            "--seconds=" + throughput.seconds());
    return built(run(command));
  }

  private static AnnBench.Built built(List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      throw new IOException("faiss said nothing");
    }
    JsonNode about = JSON.readTree(lines.get(0));
    String name = "faiss " + about.path("version").asText() + " HNSW,SQ8";
    List<AnnPoint> points = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      JsonNode point = JSON.readTree(line);
      points.add(
          new AnnPoint(
              name,
              point.path("beam").asInt(),
              0,
              point.path("recall").asDouble(),
              point.path("qps").asDouble(),
              about.path("hot_bytes").asDouble()));
    }
    return new AnnBench.Built(name, about.path("build_seconds").asDouble(), Map.of(), points);
  }

  private static List<String> run(List<String> command) throws IOException, InterruptedException {
    Process process;
    Path errors = Files.createTempFile("pinakes-peer", ".txt");
    try {
      try {
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      } catch (IOException e) {
        throw new MissingPeerException(
            "no [" + command.get(0) + "]: " + e.getMessage() + "; install Python 3");
      }
      List<String> lines;
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        lines = out.lines().toList();
        int status = process.waitFor();
        String said = Files.readString(errors, StandardCharsets.UTF_8).strip();
        if (status == MISSING) {
          throw new MissingPeerException(said + "; run with --install-peer DIR");
        }
        if (status != 0) {
          throw new IOException("[" + command.get(0) + "] ended with [" + status + "]: " + said);
        }
        return lines;
      } finally {
        process.destroy();
      }
    } finally {
      Files.deleteIfExists(errors);
    }
  }
}
