package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.PinakesProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dataset goes from one home to another over HTTP, by a gateway that has it and one that died.
 */
@Tag("slow")
@Timeout(600)
class DatasetPullIT {
  @TempDir Path folder;

  @Test
  void aPulledDatasetAnswersAsTheOneItCameFrom() throws Exception {
    Path first = folder.resolve("first");
    Path documents = CommandBatch.documents(folder.resolve("documents"));
    Files.delete(documents.resolve("broken.pdf"));
    json(first, "ingest", documents.toString(), "--dataset", "papers");
    Path car = folder.resolve("papers.car");
    json(first, "dataset", "export", "papers", car.toString());
    Path served = folder.resolve("served");
    JsonNode roots =
        json(served, "car", "import", car.toString(), "--public").at("/archives/0/roots");
    assertThat(roots).hasSize(2);
    Path second = folder.resolve("second");
    try (GatewayCommandIT.Served gateway = GatewayCommandIT.Served.start(served, "--trustless")) {
      JsonNode pulled =
          json(
              second,
              "dataset",
              "pull",
              roots.get(0).asText(),
              roots.get(1).asText(),
              "-g",
              gateway.url(),
              "-g",
              "http://127.0.0.1:9");
      assertThat(pulled.get("dataset").asText()).isEqualTo("papers");
      assertThat(pulled.get("signed").asBoolean()).isTrue();
    }
    String[] question = {"search", "where did the lighthouse stand", "-k", "1"};
    assertThat(json(second, question).at("/hits/0/chunk"))
        .isEqualTo(json(first, question).at("/hits/0/chunk"))
        .isNotNull();
    PinakesProcess.Outcome gone =
        CommandBatch.program(folder.resolve("third"))
            .run("dataset", "pull", roots.get(0).asText(), "-g", "http://127.0.0.1:9");
    assertThat(gone.exitCode()).as(gone.err()).isEqualTo(ExitCode.NETWORK);
  }

  private static JsonNode json(Path home, String... line) throws Exception {
    String[] all = Arrays.copyOf(line, line.length + 1);
    all[line.length] = "--json";
    PinakesProcess.Outcome outcome = CommandBatch.program(home).run(all);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.out());
  }
}
