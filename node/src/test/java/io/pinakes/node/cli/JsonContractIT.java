package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts rely on: with {@code --json}, standard output is one document of a named schema. */
class JsonContractIT {
  /** Reads one document, and refuses anything behind it. */
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String OFF_TOPIC = "Who won the football world cup?";

  @TempDir static Path folder;
  private static Outcome ingest;
  private static CommandBatch ended;

  @BeforeAll
  static void runAll() throws Exception {
    Path home = folder.resolve("home");
    Path documents = CommandBatch.documents(folder.resolve("documents"));
    ingest =
        CommandBatch.program(home).run("ingest", documents.toString(), "-d", "papers", "--json");
    ended = CommandBatch.run(home, lines(beir(folder.resolve("beir"))));
  }

  private static List<List<String>> lines(Path beir) {
    List<List<String>> lines = new ArrayList<>();
    for (String line :
        List.of(
            "ingest status",
            "ingest status --failed",
            "search papyrus -k 2 --explain",
            "ask How_was_papyrus_made?",
            "status",
            "source ls",
            "document show papers files/pharos.md",
            "document show papers files/pharos.md --characters 2-9",
            "document rm papers files/pharos.md --dry-run",
            "source rm papers files --dry-run",
            "model ls",
            "dataset ls",
            "dataset show papers",
            "dataset diff papers@1 papers",
            "dataset rm papers",
            "gc --dry-run",
            "doctor",
            "version",
            "completion bash",
            "search papyrus -d nope",
            "search papyrus --bogus",
            "serach papyrus",
            "document show papers nope.md",
            "bench retrieval")) {
      lines.add(words(line));
    }
    lines.add(List.of("ask", OFF_TOPIC, "--json"));
    lines.add(List.of("bench", "retrieval", beir.toString(), "--unit", "document", "--json"));
    return lines;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" ")) {
      words.add(word.replace('_', ' '));
    }
    words.add("--json");
    return words;
  }

  /** A collection of two documents and one question, in BEIR's layout. */
  private static Path beir(Path into) throws Exception {
    Files.createDirectories(into.resolve("qrels"));
    Files.writeString(
        into.resolve("corpus.jsonl"),
        """
        {"_id": "d1", "title": "Papyrus", "text": "The reed was cut into strips."}
        {"_id": "d2", "title": "Pharos", "text": "The lighthouse guided ships at night."}
        """);
    Files.writeString(
        into.resolve("queries.jsonl"), "{\"_id\": \"q1\", \"text\": \"What guided ships?\"}\n");
    Files.writeString(
        into.resolve("qrels").resolve("test.tsv"), "query-id\tcorpus-id\tscore\nq1\td2\t1\n");
    return into;
  }

  private static JsonNode parse(Outcome outcome) {
    try {
      return STRICT.readTree(outcome.out());
    } catch (JsonProcessingException e) {
      throw new AssertionError("not one JSON document: " + outcome, e);
    }
  }

  private static JsonNode document(String line) {
    return parse(ended.of(words(line)));
  }

  private static void isText(JsonNode node, String... fields) {
    for (String field : fields) {
      assertThat(node.path(field).isTextual()).as(field + " of " + node).isTrue();
    }
  }

  private static void isCount(JsonNode node, String... fields) {
    for (String field : fields) {
      assertThat(node.path(field).isIntegralNumber()).as(field + " of " + node).isTrue();
    }
  }

  private static void isList(JsonNode node, String... fields) {
    for (String field : fields) {
      assertThat(node.path(field).isArray()).as(field + " of " + node).isTrue();
    }
  }

  private static void isNumber(JsonNode node, String... fields) {
    for (String field : fields) {
      assertThat(node.path(field).isNumber()).as(field + " of " + node).isTrue();
    }
  }

  @Test
  void standardOutputIsOneDocumentOfANamedSchemaWhateverTheCommandAndItsEnd() {
    for (List<String> line : ended.lines()) {
      assertThat(parse(ended.of(line)).path("schema").asText())
          .as(String.join(" ", line))
          .matches("pinakes\\.[a-z.-]+/1");
    }
  }

  @Test
  void ingestTellsFilesAndChunks() {
    JsonNode report = parse(ingest);
    assertThat(report.get("schema").asText()).isEqualTo("pinakes.ingest/1");
    isText(report, "dataset", "manifest", "documents_root");
    isNumber(report, "seconds");
    isCount(report.get("files"), "indexed", "unchanged", "failed", "removed");
    isCount(report.get("chunks"), "total", "embedded", "reused");
    assertThat(report.at("/files/indexed").asInt()).isEqualTo(2);
    assertThat(report.at("/files/failed").asInt()).isEqualTo(1);
  }

  @Test
  void ingestStatusTellsStateAndReasonOfEachFile() {
    JsonNode all = document("ingest status");
    assertThat(all.get("schema").asText()).isEqualTo("pinakes.ingest-status/1");
    assertThat(all.get("dataset").asText()).isEqualTo("papers");
    assertThat(all.get("files")).hasSize(3);
    for (JsonNode file : all.get("files")) {
      isText(file, "path", "state");
      assertThat(file.get("state").asText()).isIn("indexed", "failed", "skipped");
      assertThat(file.get("reason").isNull())
          .isEqualTo(file.get("state").asText().equals("indexed"));
    }
    JsonNode failed = document("ingest status --failed").get("files");
    assertThat(failed).hasSize(1);
    assertThat(failed.get(0).get("path").asText()).endsWith("broken.pdf");
    assertThat(failed.get(0).get("reason").asText()).isEqualTo("malformed");
  }

  @Test
  void searchTellsWhereEachPassageStands() {
    JsonNode result = document("search papyrus -k 2 --explain");
    assertThat(result.get("schema").asText()).isEqualTo("pinakes.search/1");
    assertThat(result.get("query").asText()).isEqualTo("papyrus");
    isNumber(result, "took_ms");
    JsonNode hit = result.get("hits").get(0);
    isCount(hit, "rank");
    isNumber(hit, "score");
    isText(hit, "dataset", "document", "chunk", "path", "text");
    assertThat(hit.has("page") && hit.get("page").isNull()).isTrue();
    assertThat(hit.get("heading")).extracting(JsonNode::asText).contains("Making it");
    assertThat(hit.get("stages")).isNotEmpty();
  }

  @Test
  void askTellsWhatItQuotesAndWhetherThatIsEnough() {
    JsonNode answer = document("ask How_was_papyrus_made?");
    assertThat(answer.get("schema").asText()).isEqualTo("pinakes.ask/1");
    assertThat(answer.get("question").asText()).isEqualTo("How was papyrus made?");
    isText(answer, "answer");
    assertThat(answer.get("enough").asBoolean()).isTrue();
    JsonNode citation = answer.get("citations").get(0);
    isCount(citation, "n", "start", "end");
    isText(citation, "chunk", "document", "path", "quote");
    assertThat(citation.has("page")).isTrue();
    isList(citation, "heading");
    JsonNode none = parse(ended.of(List.of("ask", OFF_TOPIC, "--json")));
    assertThat(none.get("enough").isBoolean()).isTrue();
    assertThat(none.get("enough").asBoolean()).isFalse();
    assertThat(none.get("citations")).isEmpty();
  }

  @Test
  void benchRetrievalTellsItsMeasures() {
    JsonNode record =
        ended.lines().stream()
            .filter(line -> line.contains("--unit"))
            .map(line -> parse(ended.of(line)))
            .findFirst()
            .orElseThrow();
    assertThat(record.get("schema").asText()).isEqualTo("pinakes.bench.retrieval/1");
    isText(record, "dataset");
    assertThat(record.get("results")).hasSize(3);
    for (JsonNode result : record.get("results")) {
      isText(result, "unit", "mode", "model");
      isCount(result, "queries");
      isNumber(result, "seconds");
      isNumber(result.get("metrics"), "nDCG@10", "Recall@100", "MRR@10", "MAP");
    }
  }

  @Test
  void theOtherCommandsNameWhatTheyList() {
    isList(document("status"), "datasets");
    isList(document("source ls"), "sources");
    isList(document("model ls"), "models");
    isList(document("dataset ls"), "datasets");
    isList(document("dataset show papers"), "versions");
    isList(document("dataset diff papers@1 papers"), "changes");
    isList(document("gc --dry-run"), "kept");
    isList(document("doctor"), "datasets");
    isList(document("document show papers files/pharos.md"), "chunks");
    JsonNode range = document("document show papers files/pharos.md --characters 2-9");
    isCount(range, "start", "end");
    assertThat(range.get("text").asText()).hasSize(7);
    isText(document("version"), "version", "java", "machine");
    isText(document("dataset rm papers"), "would_remove");
    isText(document("source rm papers files --dry-run"), "would_remove");
    isText(document("document rm papers files/pharos.md --dry-run"), "would_remove");
  }

  @Test
  void aFailureIsADocumentThatSaysWhatHappenedAndTheExitCode() {
    for (String line :
        List.of(
            "search papyrus -d nope",
            "search papyrus --bogus",
            "serach papyrus",
            "document show papers nope.md",
            "bench retrieval")) {
      JsonNode failure = document(line);
      assertThat(failure.get("schema").asText()).as(line).isEqualTo("pinakes.error/1");
      isText(failure, "error", "fix");
      assertThat(failure.get("exit_code").asInt())
          .as(line)
          .isEqualTo(ended.of(words(line)).exitCode())
          .isNotZero();
    }
  }
}
