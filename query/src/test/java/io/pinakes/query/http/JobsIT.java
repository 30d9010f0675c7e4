package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.query.Patience;
import io.pinakes.query.jobs.JobState;
import io.pinakes.query.jobs.Jobs;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Long work over HTTP: begun, watched, stopped, and gone on with. */
@Timeout(600)
class JobsIT {
  private static final Duration END = Patience.TIME;

  /** More than a machine embeds in the time of a test, though that stands still for a while. */
  private static final int MANY = 1_000;

  /** Of what may come late on a machine that stands still for a while. */
  private static final int TRIES = 10;

  @TempDir Path folder;

  private ServedBank open() throws Exception {
    return open("home");
  }

  private ServedBank open(String home) throws Exception {
    return ServedBank.empty(folder.resolve(home), ServedBank.Setting.USUAL);
  }

  private static String ingest(Path source, String dataset) {
    ObjectNode body = ServedBank.JSON.createObjectNode().put("kind", "ingest");
    body.putObject("request").put("folder", source.toString()).put("dataset", dataset);
    return body.toString();
  }

  /** So many files of so many words each. */
  private Path manyFiles(int files) throws Exception {
    Path many = Files.createDirectories(folder.resolve("many"));
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < files; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = 0; word < 700; word++) {
        text.append("word").append(random.nextInt(5_000)).append(word % 12 == 11 ? ". " : " ");
      }
      Files.writeString(many.resolve("file" + i + ".txt"), text);
    }
    return many;
  }

  private static JobState end(ServedBank node, JsonNode job) throws Exception {
    return node.jobs.get(job.get("id").asText()).awaitEnd(END);
  }

  private static HttpResponse<String> cancel(ServedBank node, JsonNode job) throws Exception {
    return node.send(
        node.request("/api/v1/jobs/" + job.get("id").asText())
            .header("Authorization", node.token.header())
            .DELETE());
  }

  private static void awaitEmbedding(ServedBank node, JsonNode job) throws Exception {
    long last = 0;
    boolean embeds = false;
    while (!embeds) {
      for (var event : node.jobs.get(job.get("id").asText()).eventsAfter(last, END)) {
        last = event.number();
        embeds |= event.document().path("embedded").asLong() > 0;
        assertThat(event.document().path("state").asText()).isNotEqualTo("failed");
      }
    }
  }

  @Test
  void anIngestIsAJobWhoseReportIsTheCommandLines() throws Exception {
    try (ServedBank node = open()) {
      JsonNode job = node.begin(ingest(ServedBank.SAMPLE.toRealPath(), "papers"));
      assertThat(job.get("state").asText()).isIn("queued", "running");
      assertThat(end(node, job)).isEqualTo(JobState.SUCCEEDED);
      JsonNode ended = node.json("/api/v1/jobs/" + job.get("id").asText());
      assertThat(ended.at("/result/schema").asText()).isEqualTo("pinakes.ingest/1");
      assertThat(ended.at("/result/files/indexed").asInt()).isEqualTo(8);
      assertThat(node.json("/api/v1/jobs").at("/jobs/0/id")).isEqualTo(ended.get("id"));
      assertThat(node.post("/api/v1/search", "{\"query\":\"papyrus\"}").statusCode())
          .isEqualTo(200);
      Path file = folder.resolve("out.car");
      ObjectNode export = ServedBank.JSON.createObjectNode().put("kind", "export");
      export.putObject("request").put("dataset", "papers").put("file", file.toString());
      assertThat(end(node, node.begin(export.toString()))).isEqualTo(JobState.SUCCEEDED);
      assertThat(file).exists();
      assertThat(end(node, node.begin("{\"kind\":\"gc\"}"))).isEqualTo(JobState.SUCCEEDED);
      JsonNode again = node.begin(export.toString());
      assertThat(end(node, again)).isEqualTo(JobState.FAILED);
      assertThat(node.json("/api/v1/jobs/" + again.get("id").asText()).at("/error/fix").asText())
          .contains("--force");
      JsonNode removal =
          node.begin("{\"kind\":\"remove-dataset\",\"request\":{\"dataset\":\"papers\"}}");
      assertThat(end(node, removal)).isEqualTo(JobState.SUCCEEDED);
      assertThat(node.json("/api/v1/datasets").get("datasets")).isEmpty();
    }
  }

  @Test
  void aCancelledIngestStopsWithinTwoSecondsAndLeavesWhatWasThere() throws Exception {
    Path many = manyFiles(2);
    try (ServedBank node = open()) {
      assertThat(end(node, node.begin(ingest(many, "papers")))).isEqualTo(JobState.SUCCEEDED);
      JsonNode before = node.json("/api/v1/datasets/papers");
      assertThat(before.get("complete").asBoolean()).isTrue();
      manyFiles(MANY);
      long millis = cancelInTheMiddle(node, many);
      assertThat(millis).as("ms until it had stopped").isLessThan(2_000);
      JsonNode after = node.json("/api/v1/datasets/papers");
      assertThat(after.get("manifest")).isEqualTo(before.get("manifest"));
      assertThat(node.bank.checkUp("papers").isSound()).isTrue();
      assertThat(node.json("/api/v1/datasets").get("datasets")).hasSize(1);
    }
  }

  /** How long it took from the request until it had stopped, in ms. */
  private static long cancelInTheMiddle(ServedBank node, Path many) throws Exception {
    JsonNode job = node.begin(ingest(many, "papers"));
    awaitEmbedding(node, job);
    JsonNode waiting = node.begin(ingest(ServedBank.SAMPLE.toRealPath(), "other"));
    assertThat(ServedBank.JSON.readTree(cancel(node, waiting).body()).get("state").asText())
        .isEqualTo("cancelled");
    long start = System.nanoTime();
    HttpResponse<String> answer = cancel(node, job);
    assertThat(end(node, job)).isEqualTo(JobState.CANCELLED);
    long millis = (System.nanoTime() - start) / 1_000_000;
    String state = ServedBank.JSON.readTree(answer.body()).get("state").asText();
    assertThat(answer.statusCode() + " " + state).isEqualTo("200 cancelled");
    JsonNode stopped = node.json("/api/v1/jobs/" + job.get("id").asText());
    assertThat(stopped.at("/result/files/indexed").asInt()).as("%s", stopped).isLessThan(MANY);
    assertThat(cancel(node, job).statusCode()).isEqualTo(200);
    return millis;
  }

  @Test
  void aReaderThatWasCutOffGetsWhatItMissedAndNothingTwice() throws Exception {
    try (ServedBank node = open()) {
      JsonNode job = node.begin(ingest(ServedBank.SAMPLE.toRealPath(), "papers"));
      String path = "/api/v1/jobs/" + job.get("id").asText() + "/events";
      String seen = "";
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  node.client.send(node.request(path).build(), BodyHandlers.ofInputStream()).body(),
                  StandardCharsets.UTF_8))) {
        while (!seen.endsWith("-2")) {
          String line = lines.readLine();
          assertThat(line).isNotNull();
          seen = line.startsWith("id: ") ? line.substring(4) : seen;
        }
      }
      List<String> rest = ids(node.send(node.request(path).header("Last-Event-ID", seen)).body());
      assertThat(rest.getFirst()).isEqualTo(seen.replaceFirst("-2$", "-3"));
      assertThat(rest).doesNotHaveDuplicates();
      assertThat(end(node, job)).isEqualTo(JobState.SUCCEEDED);
      String whole = node.get(path).body();
      assertThat(ids(whole)).hasSize(rest.size() + 2).endsWith(rest.getLast());
      String last = whole.lines().filter(l -> l.startsWith("data: ")).toList().getLast();
      assertThat(ServedBank.JSON.readTree(last.substring(6)).get("state").asText())
          .isEqualTo("succeeded");
      assertThat(ids(node.send(node.request(path).header("Last-Event-ID", "other-7")).body()))
          .as("ids of another process mean nothing")
          .hasSize(rest.size() + 2);
    }
  }

  private static List<String> ids(String stream) {
    List<String> ids = new ArrayList<>();
    stream.lines().filter(l -> l.startsWith("id: ")).forEach(l -> ids.add(l.substring(4)));
    return ids;
  }

  @Test
  void aJobThatIsAskedForTwiceUnderOneKeyIsDoneOnce() throws Exception {
    try (ServedBank node = open()) {
      List<String> answers = new ArrayList<>();
      for (String body :
          new String[] {
            "{\"kind\":\"gc\"}",
            "{\"kind\":\"gc\"}",
            "{\"kind\":\"remove-dataset\",\"request\":{\"dataset\":\"x\"}}"
          }) {
        HttpResponse<String> answer =
            node.send(
                node.posting("/api/v1/jobs", body)
                    .header("Authorization", node.token.header())
                    .header("Idempotency-Key", "one"));
        answers.add(
            answer.statusCode() + " " + answer.headers().firstValue("location").orElse("none"));
      }
      assertThat(answers)
          .containsExactly("202 /api/v1/jobs/job-1", "202 /api/v1/jobs/job-1", "409 none");
      assertThat(node.json("/api/v1/jobs").get("jobs")).hasSize(1);
    }
  }

  @Test
  void aJobThatMakesNoSenseIsRefusedAndNotWrittenDown() throws Exception {
    try (ServedBank node = open()) {
      for (String body :
          new String[] {
            "{\"kind\":\"dance\"}",
            "{\"kind\":\"ingest\"}",
            "{\"kind\":\"ingest\",\"request\":{}}",
            "{\"kind\":\"ingest\",\"request\":{\"folder\":\"relative\"}}",
            "{\"kind\":\"ingest\",\"request\":{\"folder\":\"/tmp\",\"colour\":\"red\"}}",
            "{\"kind\":\"ingest\",\"request\":{\"folder\":\"/tmp\",\"dataset\":\"../x\"}}",
            "{\"kind\":\"ingest\",\"request\":{\"folder\":\"/tmp\",\"include\":[\"*.{md\"]}}",
            "{\"kind\":\"ingest\",\"request\":{\"folder\":\"/tmp\",\"exclude\":[\"[a\"]}}",
            "{\"kind\":\"gc\",\"request\":{\"folder\":\"/tmp\"}}"
          }) {
        HttpResponse<String> answer =
            node.send(
                node.posting("/api/v1/jobs", body).header("Authorization", node.token.header()));
        assertThat(answer.statusCode()).as(body + " " + answer.body()).isEqualTo(400);
      }
      assertThat(node.json("/api/v1/jobs").get("jobs")).isEmpty();
    }
  }

  @Test
  void anIngestOfAFolderThatIsNotThereIsRefusedAtOnceWhateverIsUnderWay() throws Exception {
    Path many = manyFiles(MANY);
    Path missing = folder.resolve("missing");
    try (ServedBank node = open()) {
      JsonNode first = node.begin(ingest(many, "papers"));
      awaitEmbedding(node, first);
      JsonNode unfinished = node.json("/api/v1/datasets").at("/datasets/0");
      assertThat(unfinished.get("version").asInt()).isZero();
      assertThat(unfinished.get("complete").asBoolean()).as("before its first version").isFalse();
      for (Path wrong : List.of(missing, Files.writeString(folder.resolve("a.txt"), "no folder"))) {
        HttpResponse<String> answer =
            node.send(
                node.posting("/api/v1/jobs", ingest(wrong, "papers"))
                    .header("Authorization", node.token.header()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type"))
            .hasValue("application/problem+json");
        JsonNode problem = ServedBank.JSON.readTree(answer.body());
        assertThat(problem.get("code").asText()).isEqualTo("source-missing");
        assertThat(problem.get("detail").asText()).contains("[" + wrong + "]");
        assertThat(problem.get("fix").asText()).contains("pinakes ingest DIR");
      }
      assertThat(node.json("/api/v1/jobs").get("jobs")).hasSize(1);
      assertThat(cancel(node, first).statusCode()).isLessThan(300);
    }
  }

  @Test
  void whatWasTakenOnUnderAKeyIsTheSameJobThoughItsFolderIsGoneSince() throws Exception {
    Path once = Files.createDirectory(folder.resolve("once"));
    try (ServedBank node = open()) {
      List<Integer> answers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> answer =
            node.send(
                node.posting("/api/v1/jobs", ingest(once, "papers"))
                    .header("Authorization", node.token.header())
                    .header("Idempotency-Key", "one"));
        answers.add(answer.statusCode());
        end(node, ServedBank.JSON.readTree(answer.body()));
        Files.deleteIfExists(once);
      }
      assertThat(answers).containsExactly(202, 202);
      assertThat(node.json("/api/v1/jobs").get("jobs")).hasSize(1);
    }
  }

  @Test
  void anExportReplacesArchivesOnlyAndNothingOfTheHome() throws Exception {
    try (ServedBank node = open()) {
      end(node, node.begin(ingest(ServedBank.SAMPLE.toRealPath(), "papers")));
      Path home = node.bank.home().root();
      Path mine = Files.writeString(folder.resolve("mine.txt"), "a text of mine, of some length");
      Path archive = folder.resolve("papers.car");
      assertThat(end(node, node.begin(export(archive)))).isEqualTo(JobState.SUCCEEDED);
      Path toKeys = Files.createSymbolicLink(folder.resolve("keys"), home.resolve("keys"));
      Path toToken = Files.createSymbolicLink(folder.resolve("link"), home.resolve("token"));
      byte[] token = Files.readAllBytes(home.resolve("token"));
      byte[] key = Files.readAllBytes(home.resolve("keys").resolve("papers.key"));
      for (Path refused :
          List.of(
              home.resolve("token"),
              home.resolve("new"),
              home.resolve("no").resolve("folder"),
              home.resolve("uploads").resolve("x"),
              toKeys.resolve("papers.key"),
              toToken,
              mine)) {
        HttpResponse<String> answer =
            node.send(
                node.posting("/api/v1/jobs", export(refused))
                    .header("Authorization", node.token.header()));
        assertThat(answer.statusCode()).as(refused + answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(refused.toString(), "name a");
      }
      assertThat(home.resolve("token")).hasBinaryContent(token);
      assertThat(home.resolve("keys").resolve("papers.key")).hasBinaryContent(key);
      assertThat(mine).hasContent("a text of mine, of some length");
      assertThat(end(node, node.begin(export(archive)))).isEqualTo(JobState.SUCCEEDED);
      assertThat(node.json("/api/v1/jobs").get("jobs")).hasSize(3);
    }
  }

  private static String export(Path file) {
    ObjectNode body = ServedBank.JSON.createObjectNode().put("kind", "export");
    body.putObject("request")
        .put("dataset", "papers")
        .put("file", file.toString())
        .put("replace", true);
    return body.toString();
  }

  @Test
  void aHomeThatIsRestoredGoesOnWithNoJob() throws Exception {
    // Not to be done by the time that the node is closed.
    Path many = manyFiles(MANY);
    JsonNode first;
    JsonNode second;
    try (ServedBank node = open()) {
      first = node.begin(ingest(many, "papers"));
      second = node.begin(ingest(ServedBank.SAMPLE.toRealPath(), "sample"));
      awaitEmbedding(node, first);
    }
    try (Bank bank =
        Bank.open(
            folder.resolve("home"), BankOptions.writing(new StandardParts(), "restore test"))) {
      assertThat(Jobs.endRestored(bank.store(), Instant.EPOCH)).isEqualTo(2);
      assertThat(Jobs.endRestored(bank.store(), Instant.EPOCH)).isZero();
    }
    try (ServedBank node = open()) {
      for (JsonNode job : List.of(first, second)) {
        JsonNode ended = node.json("/api/v1/jobs/" + job.get("id").asText());
        assertThat(ended.get("state").asText()).isEqualTo("cancelled");
        assertThat(ended.at("/error/error").asText()).contains("restored from a backup");
      }
    }
  }

  @Test
  void whatWasAcknowledgedIsDoneByTheNextProcess() throws Exception {
    int files = 40;
    Path many = manyFiles(files);
    JsonNode first = ServedBank.JSON.nullNode();
    JsonNode second = first;
    String home = "";
    // What was done before the close is begun again in another home: nothing would be left of it.
    for (int i = 0; home.isEmpty(); i++) {
      assertThat(i).as("closed in the middle of it").isLessThan(TRIES);
      try (ServedBank node = open("home-" + i)) {
        first = node.begin(ingest(many, "papers"));
        second = node.begin(ingest(ServedBank.SAMPLE.toRealPath(), "sample"));
        awaitEmbedding(node, first);
        node.jobs.close();
        if (!node.jobs.get(first.get("id").asText()).state().ended()) {
          home = "home-" + i;
        }
      }
    }
    try (ServedBank node = open(home)) {
      assertThat(end(node, first)).isEqualTo(JobState.SUCCEEDED);
      assertThat(end(node, second)).isEqualTo(JobState.SUCCEEDED);
      JsonNode report = node.json("/api/v1/jobs/" + first.get("id").asText()).get("result");
      assertThat(report.at("/files/indexed").asInt()).isEqualTo(files);
      assertThat(node.json("/api/v1/datasets").get("datasets")).hasSize(2);
    }
  }
}
