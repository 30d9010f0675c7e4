package io.pinakes.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path folder;

  @Test
  void aRecordSaysWithWhatAndWhereItWasMade() throws IOException {
    Report report =
        new Report("retrieval", "Retrieval", Environment.of(7)).field("dataset", "scifact");
    JsonNode json = new ObjectMapper().readTree(report.json());
    assertThat(json.path("schema").asText()).isEqualTo("pinakes.bench.retrieval/1");
    assertThat(json.path("dataset").asText()).isEqualTo("scifact");
    JsonNode environment = json.path("environment");
    assertThat(environment.path("seed").asLong()).isEqualTo(7);
    assertThat(environment.path("cores").asInt()).isPositive();
    for (String field : List.of("cpu", "os", "jdk", "commit")) {
      assertThat(environment.path(field).asText()).as(field).isNotBlank();
    }
    assertThat(environment.path("flags").isArray()).isTrue();
  }

  @Test
  void theTextForATerminalSaysWithWhatAndWhereItWasMadeToo() {
    Environment here = Environment.of(7);
    String text =
        new Report("network", "Network", here)
            .table("Table", List.of("x"), List.of(List.of("1")))
            .note("warning: a sentence.")
            .text();

    assertThat(text).contains("| 1 |\n\nwarning: a sentence.\n\n" + here.cpu());
    assertThat(text.lines().toList().getLast())
        .contains(here.cores() + " cores", here.os(), here.jdk())
        .endsWith("commit " + here.commit() + "; seed 7");
  }

  @Test
  void noFlagThatNamesAFolderIsPublished() {
    assertThat(Environment.of(1).flags()).noneMatch(flag -> flag.contains("/"));
  }

  @Test
  void aReportIsThreeKindsOfFile() throws Exception {
    BarChart chart = new BarChart("a < b & c", List.of(new BarChart.Bar("text", 0.5, 0.4, 0.6)));
    new Report("ann", "Title", Environment.of(1))
        .table("Table", List.of("x", "y"), List.of(List.of("1", "2")))
        .chart(chart)
        .write(folder.resolve("out"));
    assertThat(folder.resolve("out/report.json")).isRegularFile();
    assertThat(Files.readString(folder.resolve("out/report.md")))
        .contains("| x | y |\n|---|---|\n| 1 | 2 |\n")
        .contains("chart-1.svg");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve("out/chart-1.svg").toFile());
  }
}
