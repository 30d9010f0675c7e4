package io.pinakes.benchmarks.ann;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.benchmarks.BenchTool;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.datasets.progress.ProgressListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chunks of an ingested folder, as the vectors that approximate search is measured on. */
class BankVectorsIT {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void allChunksOfADatasetAreSearchedButThoseThatAreTheQuestions() throws Exception {
    Path home = folder.resolve("home");
    IngestReport ingested;
    try (Bank bank = Bank.open(home, BankOptions.writing(new StandardParts(), "bench test"))) {
      ingested =
          bank.ingest(
              IngestRequest.of("sample", Path.of("..", "datasets", "sample").toRealPath()),
              ProgressListener.NONE,
              new Cancellation());
    }
    int status =
        bench(
            home.toString(),
            "--dataset=sample",
            "--queries=5",
            "--quantisation=BIT1",
            "--beam=20",
            "--runs=1",
            "--seconds=0.01",
            "--peer=none",
            "--json");
    assertThat(status).as(err.toString()).isZero();
    JsonNode record = new ObjectMapper().readTree(out.toString());
    assertThat(record.path("source").asText()).isEqualTo("sample");
    assertThat(record.path("vectors").asLong()).isEqualTo(ingested.chunks().total() - 5);
    assertThat(record.path("dimension").asInt()).isEqualTo(384);
    assertThat(record.path("results").get(1).path("recall").asDouble()).isGreaterThan(0.8);

    assertThat(bench(home.toString(), "--dataset=other", "--peer=none")).isEqualTo(1);
    assertThat(err.toString()).contains("other");
  }

  private int bench(String home, String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "ann";
    all[1] = home;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return new BenchTool().run(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }
}
