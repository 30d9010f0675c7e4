package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.SearchResult;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each path of the API, asked as a program asks. */
@Timeout(600)
class ApiIT {
  @TempDir static Path folder;

  private static ServedBank node;

  @BeforeAll
  static void serve() throws Exception {
    node = ServedBank.withSample(folder.resolve("home"), ServedBank.Setting.USUAL);
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  private static JsonNode ok(String path) throws Exception {
    HttpResponse<String> answer = node.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return ServedBank.JSON.readTree(answer.body());
  }

  private static JsonNode asked(String path, String body) throws Exception {
    HttpResponse<String> answer = node.post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return ServedBank.JSON.readTree(answer.body());
  }

  @Test
  void aSearchGivesTheCommandLinesDocument() throws Exception {
    JsonNode found =
        asked(
            "/api/v1/search",
            "{\"query\":\"how far could the light of the Pharos be"
                + " seen?\",\"k\":3,\"explain\":true}");
    assertThat(found.get("schema").asText()).isEqualTo("pinakes.search/1");
    assertThat(found.get("hits")).hasSize(3);
    assertThat(found.at("/hits/0/path").asText()).endsWith("pharos.md");
    assertThat(found.at("/hits/0/stages")).isNotEmpty();
    assertThat(found.at("/stages")).isNotEmpty();
  }

  @Test
  void aSearchTellsItsTimesInItsHead() throws Exception {
    HttpResponse<String> answer = node.post("/api/v1/search", "{\"query\":\"papyrus\"}");
    assertThat(answer.headers().firstValue("server-timing").orElseThrow())
        .matches("embed;dur=[0-9.]+, vector;dur=.*, text;dur=.*, check;dur=.*, total;dur=[0-9.]+");
  }

  @Test
  void aMethodThatIsNotAnsweredIsToldWhichAre() throws Exception {
    HttpResponse<String> answer = node.get("/api/v1/search");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).hasValue("POST");
    HttpResponse<String> job =
        node.send(node.request("/api/v1/jobs/job-1").method("TRACE", BodyPublishers.noBody()));
    assertThat(job.headers().firstValue("allow")).hasValue("DELETE, GET, HEAD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/api/v1/search ; {'query':'x','k':0}           ; at [/k]: it is less than [1]",
        "/api/v1/search ; {'query':''}                  ; at [/query]: it is empty",
        "/api/v1/search ; {'query':' '}                 ; at [/query]: it is blank",
        "/api/v1/search ; {}                            ; the field [query] is missing",
        "/api/v1/search ; {'query':'x','k':'3'}         ; at [/k]: it must be a whole number",
        "/api/v1/search ; {'query':'x','colour':1}      ; at [/colour]: there is no such field"
            + " here",
        "/api/v1/search ; {'query':'x','mode':'magic'}  ; it is none of [hybrid, vector, text]",
        "/api/v1/search ; {'query':'x','datasets':[3]}  ; at [/datasets/0]: it must be a text",
        "/v1/rerank     ; {'model':'all-minilm-l6-v2','query':'x','documents':[]} ; fewer than [1]",
      })
  void aComplaintIsASentence(String path, String body, String sentence) throws Exception {
    assertThat(node.post(path, body.replace('\'', '"')).body()).contains(sentence);
  }

  @Test
  void aFilterAndAModeAreHonoured() throws Exception {
    JsonNode found =
        asked(
            "/api/v1/search",
            "{\"query\":\"library\",\"mode\":\"text\",\"filters\":[\"path=**/pharos.md\"],\"k\":50}");
    assertThat(found.get("hits"))
        .allSatisfy(hit -> assertThat(hit.get("path").asText()).endsWith("pharos.md"));
  }

  @Test
  void anAnswersCitationsAreRangesOfTheDocumentsText() throws Exception {
    JsonNode answer = asked("/api/v1/ask", "{\"question\":\"How was papyrus made?\"}");
    assertThat(answer.get("enough").asBoolean()).isTrue();
    assertThat(answer.get("citations")).isNotEmpty();
    for (JsonNode citation : answer.get("citations")) {
      JsonNode range =
          ok(
              "/api/v1/datasets/sample/documents/"
                  + citation.get("document").asText()
                  + "/text?start="
                  + citation.get("start")
                  + "&end="
                  + citation.get("end"));
      assertThat(range.get("text").asText()).isEqualTo(citation.get("quote").asText());
    }
  }

  @Test
  void aQuestionThatTheDocumentsDoNotAnswerGetsNoAnswer() throws Exception {
    JsonNode answer = asked("/api/v1/ask", "{\"question\":\"Who won the 1994 football cup?\"}");
    assertThat(answer.get("enough").asBoolean()).isFalse();
    assertThat(answer.get("citations")).isEmpty();
  }

  @Test
  void anAnswerStreamsItsPassagesItsWordsAndThenItself() throws Exception {
    HttpResponse<String> answer =
        node.send(
            node.posting("/api/v1/ask", "{\"question\":\"How was papyrus made?\"}")
                .header("Accept", "text/event-stream"));
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
    List<String> events =
        answer
            .body()
            .lines()
            .filter(l -> l.startsWith("event: "))
            .map(l -> l.substring(7))
            .toList();
    assertThat(events).startsWith("contexts", "text").endsWith("answer");
    String last = answer.body().lines().filter(l -> l.startsWith("data: ")).toList().getLast();
    assertThat(ServedBank.JSON.readTree(last.substring(6)).get("enough").asBoolean()).isTrue();
  }

  @Test
  void aStreamThatFailsBeforeItsFirstEventIsAnOrdinaryError() throws Exception {
    HttpResponse<String> answer =
        node.send(
            node.posting("/api/v1/ask", "{\"question\":\"What?\",\"datasets\":[\"none\"]}")
                .header("Accept", "text/event-stream"));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(ServedBank.JSON.readTree(answer.body()).get("code").asText())
        .isEqualTo("unknown-dataset");
  }

  @Test
  void theHomeIsListed() throws Exception {
    assertThat(ok("/api/v1/status").at("/datasets/0/name").asText()).isEqualTo("sample");
    assertThat(ok("/api/v1/datasets").at("/datasets/0/documents").asInt()).isEqualTo(8);
    assertThat(ok("/api/v1/datasets/sample").at("/versions/0/version").asInt()).isEqualTo(1);
    assertThat(ok("/api/v1/sources").at("/sources/0/dataset").asText()).isEqualTo("sample");
    assertThat(ok("/api/v1/models").get("models")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(ok("/api/v1/gc").get("swept").asBoolean()).isFalse();
    assertThat(ok("/readyz").get("ready").asBoolean()).isTrue();
    assertThat(node.get("/livez").body()).isEqualTo("ok\n");
    assertThat(node.get("/docs").body()).contains("<title>Pinakes API</title>");
  }

  @Test
  void pagesAreTheWholeListInOrder() throws Exception {
    List<String> paths = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = ok("/api/v1/datasets/sample/documents?limit=3" + cursor);
      assertThat(page.get("documents")).hasSizeLessThanOrEqualTo(3);
      page.get("documents").forEach(d -> paths.add(d.get("path").asText()));
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asText();
    } while (!cursor.isEmpty());
    assertThat(paths).hasSize(8).isSorted().doesNotHaveDuplicates();
    assertThat(ok("/api/v1/datasets/sample/files?limit=5").get("files")).hasSize(5);
    assertThat(ok("/api/v1/datasets/sample/files?state=failed").get("files")).isEmpty();
    String prefix = paths.getLast().substring(0, paths.getLast().length() - 3);
    assertThat(ok("/api/v1/datasets/sample/documents?prefix=" + encoded(prefix)).get("documents"))
        .hasSize(1);
  }

  @Test
  void aDocumentIsFoundByPathAndByIdAndItsChunksAreRangesOfItsText() throws Exception {
    String path = ok("/api/v1/datasets/sample/documents").at("/documents/4/path").asText();
    JsonNode document = ok("/api/v1/datasets/sample/documents/" + encoded(path));
    String id = document.get("document").asText();
    assertThat(ok("/api/v1/datasets/sample/documents/" + id)).isEqualTo(document);
    String text = ok("/api/v1/datasets/sample/documents/" + id + "/text").get("text").asText();
    JsonNode first = document.at("/chunks/0");
    JsonNode chunk = ok("/api/v1/chunks/" + first.get("chunk").asText());
    assertThat(chunk.get("text").asText())
        .isEqualTo(text.substring(first.get("start").asInt(), first.get("end").asInt()));
    assertThat(chunk.at("/places/0/document").asText()).isEqualTo(id);
    assertThat(
            node.send(
                    node.request("/api/v1/datasets/sample/documents/" + id + "/text")
                        .header("Accept", "text/plain"))
                .body())
        .isEqualTo(text);
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() throws Exception {
    for (String path : List.of("/api/v1/datasets", "/api/v1/models", "/api/v1/datasets/sample")) {
      String etag = node.get(path).headers().firstValue("etag").orElseThrow();
      HttpResponse<String> again = node.send(node.request(path).header("If-None-Match", etag));
      assertThat(again.statusCode()).as(path).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(node.send(node.request(path).header("If-None-Match", "\"other\"")).statusCode())
          .isEqualTo(200);
    }
    String id = ok("/api/v1/datasets/sample/documents").at("/documents/0/document").asText();
    assertThat(
            node.get("/api/v1/datasets/sample/documents/" + id + "/text")
                .headers()
                .firstValue("cache-control"))
        .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
  }

  @Test
  void aHeadIsAGetWithoutItsBody() throws Exception {
    HttpResponse<String> head =
        node.send(node.request("/api/v1/models").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("content-length"))
        .hasValue(node.get("/api/v1/models").body().length());
  }

  @Test
  void pinsAreSetListedAndTakenAway() throws Exception {
    String cid = ok("/api/v1/datasets/sample").get("manifest").asText();
    String path = "/api/v1/pins/" + cid;
    HttpResponse<String> set =
        node.send(
            node.request(path)
                .header("Content-Type", "application/json")
                .header("Authorization", node.token.header())
                .PUT(BodyPublishers.ofString("{\"kind\":\"direct\",\"name\":\"mine\"}")));
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
    assertThat(ok("/api/v1/pins").at("/pins/0/name").asText()).isEqualTo("mine");
    for (int status : new int[] {204, 404}) {
      assertThat(
              node.send(node.request(path).header("Authorization", node.token.header()).DELETE())
                  .statusCode())
          .isEqualTo(status);
    }
  }

  @Test
  void aPinWithoutABodyIsRecursiveAndHasNoNameAndABodyIsStillLookedAt() throws Exception {
    String path = "/api/v1/pins/" + ok("/api/v1/datasets/sample").get("manifest").asText();
    HttpRequest.Builder put = node.request(path).header("Authorization", node.token.header());
    HttpResponse<String> set = node.send(put.copy().PUT(BodyPublishers.noBody()));
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
    JsonNode pin = ServedBank.JSON.readTree(set.body());
    assertThat(pin.get("kind").asText()).isEqualTo("recursive");
    assertThat(pin.get("name").asText()).isEmpty();
    assertThat(node.send(put.copy().PUT(BodyPublishers.ofString("{}"))).statusCode())
        .as("a body of no type")
        .isEqualTo(415);
    assertThat(node.send(put.copy().DELETE()).statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          /api/v1/nothing                                     ; 404 ; no-such-path
          /elsewhere                                          ; 404 ; no-such-path
          /api/v1/search                                      ; 405 ; method-not-allowed
          /api/v1/datasets/none                               ; 404 ; unknown-dataset
          /api/v1/datasets/none/documents                     ; 404 ; unknown-dataset
          /api/v1/datasets/sample/documents/none              ; 404 ; unknown-document
          /api/v1/datasets/sample/documents/none/text         ; 404 ; unknown-document
          /api/v1/datasets/sample/documents?limit=0           ; 400 ; bad-request
          /api/v1/datasets/sample/documents?limit=x           ; 400 ; bad-request
          /api/v1/datasets/sample/documents?cursor=%25        ; 400 ; bad-cursor
          /api/v1/datasets/sample/documents?colour=red        ; 400 ; unknown-parameter
          /api/v1/datasets/sample/files?state=odd             ; 400 ; bad-request
          /api/v1/chunks/none                                 ; 400 ; bad-request
          /api/v1/chunks/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku ; 404 ; unknown-chunk
          /api/v1/jobs/job-99                                 ; 404 ; unknown-job
          /api/v1/jobs/job-99/events                          ; 404 ; unknown-job
          """)
  void anErrorHasAStatusACodeAndTheRequestsId(String path, int status, String code)
      throws Exception {
    HttpResponse<String> answer = node.send(node.request(path).header("X-Request-Id", "mine-1"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    JsonNode problem = ServedBank.JSON.readTree(answer.body());
    assertThat(problem.get("code").asText()).isEqualTo(code);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("requestId").asText()).isEqualTo("mine-1");
    assertThat(answer.headers().firstValue("x-request-id")).hasValue("mine-1");
    assertThat(problem.get("detail").asText()).isNotBlank();
    assertThat(problem.get("fix").asText()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"query\":7}",
        "{\"query\":\"\"}",
        "{\"query\":\" \"}",
        "{\"k\":3}",
        "{\"query\":\"x\",\"k\":0}",
        "{\"query\":\"x\",\"k\":1001}",
        "{\"query\":\"x\",\"k\":\"3\"}",
        "{\"query\":\"x\",\"mode\":\"magic\"}",
        "{\"query\":\"x\",\"datasets\":\"sample\"}",
        "{\"query\":\"x\",\"filters\":[\"colour=red\"]}",
        "{\"query\":\"x\",\"limit\":3}"
      })
  void aSearchThatIsNotAsTheContractSaysIsRefused(String body) throws Exception {
    HttpResponse<String> answer = node.post("/api/v1/search", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(ServedBank.JSON.readTree(answer.body()).get("detail").asText())
        .isNotBlank()
        .doesNotContain("null");
  }

  @Test
  void aComplaintNamesTheFieldThatIsWrong() throws Exception {
    assertThat(node.post("/api/v1/search", "{\"query\":\"x\",\"k\":0}").body()).contains("[/k]");
    assertThat(node.post("/api/v1/search", "{\"query\":\"x\",\"colour\":0}").body())
        .contains("colour");
  }

  @Test
  void aBodyThatIsNotCalledJsonIsNotRead() throws Exception {
    HttpResponse<String> answer =
        node.send(
            node.request("/api/v1/search")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"query\":\"x\"}")));
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("Content-Type: application/json");
  }

  @Test
  void whatWasAskedIsMeasuredByRouteAndNeverByWhatWasInIt() throws Exception {
    asked("/api/v1/search", "{\"query\":\"a secret question of mine\"}");
    node.get("/api/v1/datasets/sample/documents/none");
    String counted = "pinakes_http_server_seconds_count{method=\"POST\",route=\"/api/v1/search\"";
    String metrics = node.get("/metrics").body();
    // An answer is measured behind its end, when it may have been read already.
    while (!metrics.contains(counted)) {
      metrics = node.get("/metrics").body();
    }
    assertThat(metrics)
        .contains("pinakes_search_seconds_count{stage=\"total\"}")
        .contains("pinakes_lane_running{lane=\"search\"}")
        .contains("jvm_memory_used_bytes")
        .doesNotContain("secret", "documents/none");
  }

  @Test
  void theStagesOfASearchAreThoseThatAreMeasuredFromTheStart() throws Exception {
    JsonNode found = asked("/api/v1/search", "{\"query\":\"papyrus\",\"explain\":true}");
    assertThat(found.get("stages"))
        .extracting(stage -> stage.get("name").asText().split(" ", 2)[0])
        .containsExactlyInAnyOrderElementsOf(SearchResult.STEPS);
  }

  private static String encoded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
