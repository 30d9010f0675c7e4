package io.pinakes.benchmarks.ann;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.benchmarks.BenchTool;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command over the published set of 10,000, and over a part of it. */
final class AnnCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void siftsmallIsFoundAgainThroughEveryPacking() throws IOException {
    int status =
        bench(
            siftsmall().toString(),
            "--quantisation=float32,Int8,INT4,bit1",
            "--beam=100",
            "--runs=1",
            "--seconds=0.05",
            "--threads=2",
            "--peer=none",
            "--json",
            "--report=" + folder.resolve("report"));
    assertThat(err.toString())
        .doesNotContain("Exception")
        .contains("10000 vectors of 128, 4 indexes to build")
        .contains("pinakes exact, all compared: recall@10")
        .contains("pinakes int4, beam 100: recall@10");
    assertThat(status).isZero();
    JsonNode record = new ObjectMapper().readTree(out.toString());
    assertThat(record.path("schema").asText()).isEqualTo("pinakes.bench.ann/1");
    assertThat(record.path("vectors").asInt()).isEqualTo(10_000);
    assertThat(record.path("questions").asInt()).isEqualTo(100);
    assertThat(record.path("metric").asText()).isEqualTo("euclidean");
    JsonNode results = record.path("results");
    assertThat(results).hasSize(5);
    // Comparing all reproduces the published neighbours, apart from ties.
    assertThat(results.get(0).path("engine").asText()).isEqualTo("pinakes exact");
    assertThat(results.get(0).path("recall").asDouble()).isGreaterThan(0.999);
    for (JsonNode result : results) {
      assertThat(result.path("recall").asDouble()).as(result.toString()).isGreaterThan(0.95);
      assertThat(result.path("qps").asDouble()).isPositive();
    }
    assertThat(results.get(1).path("hot_bytes_per_vector").asDouble()).isGreaterThan(512);
    assertThat(results.get(4).path("hot_bytes_per_vector").asDouble()).isLessThan(128);
    assertThat(Files.readString(folder.resolve("report/chart-1.svg"))).contains("pinakes int4");
    assertThat(Files.readString(folder.resolve("report/report.md"))).contains("Quickest at recall");
  }

  @Test
  void withoutThePeerTheStatusIsPartialAndTheMessageSaysWhatIsMissing() throws IOException {
    List<float[]> some =
        new ArrayList<>(VectorFiles.readFvecs(siftsmall().resolve("siftsmall_base.fvecs"), 600));
    Path file = folder.resolve("some.fvecs");
    VectorFiles.writeFvecs(file, some);
    int status =
        bench(
            file.toString(),
            "--queries=20",
            "--quantisation=INT4",
            "--beam=50",
            "--runs=1",
            "--seconds=0.01",
            "--python=" + folder.resolve("no-such-python"));
    assertThat(status).isEqualTo(3);
    assertThat(err.toString()).contains("faiss was not measured").contains("install Python 3");
    assertThat(out.toString()).contains("pinakes exact").contains("pinakes int4");
  }

  private int bench(String... arguments) {
    List<String> all = new ArrayList<>(List.of("ann"));
    all.addAll(List.of(arguments));
    return new BenchTool()
        .run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
  }

  private static Path siftsmall() {
    Path found = Path.of(System.getProperty("pinakes.shared"), "datasets", "siftsmall");
    assertThat(found).as("the test needs the shared data set siftsmall").isDirectory();
    return found;
  }
}
