package io.pinakes.query.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.Answer;
import io.pinakes.query.AnswerListener;
import io.pinakes.query.AskRequest;
import io.pinakes.query.Context;
import io.pinakes.query.Mode;
import io.pinakes.query.SearchRequest;
import io.pinakes.query.SearchResult;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.ErrorShape;
import io.pinakes.query.http.EventSink;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.Problem;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.http.Problems;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.http.metrics.NodeMetrics;
import io.pinakes.query.json.AnswerJson;
import io.pinakes.query.json.Fields;
import io.pinakes.query.json.Json;
import io.pinakes.query.json.SearchJson;
import io.pinakes.vectorstore.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** {@code search} and {@code ask}. */
final class QuestionResource {
  private static final int HITS = 10;

  private final Desk desk;

  QuestionResource(Desk desk) {
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(
        Route.query("/api/v1/search", Lane.SEARCH, this::search),
        Route.query("/api/v1/ask", Lane.ASK, this::ask));
  }

  private Reply search(Call call) throws Exception {
    Fields body = Body.of(call);
    SearchResult result =
        desk.searcher()
            .search(
                new SearchRequest(
                    body.required("query"),
                    body.texts("datasets").orElse(List.of()),
                    body.integer("k", HITS),
                    mode(body),
                    filter(body)));
    measure(result);
    return Reply.json(SearchJson.document(result, body.flag("explain"), desk.verdicts()))
        .with("Server-Timing", timing(result));
  }

  /** How long the whole and its steps took, for those who look at more than the answer. */
  private static String timing(SearchResult result) {
    Map<String, Long> steps = new LinkedHashMap<>();
    for (SearchResult.StageReport stage : result.stages()) {
      steps.merge(step(stage), stage.nanos(), Long::sum);
    }
    steps.put("total", result.tookNanos());
    StringJoiner all = new StringJoiner(", ");
    steps.forEach((name, nanos) -> all.add(name + ";dur=" + nanos / 1_000 / 1e3));
    return all.toString();
  }

  /** Some carry a dataset's name behind their own. */
  private static String step(SearchResult.StageReport stage) {
    return stage.name().split(" ", 2)[0];
  }

  private Reply ask(Call call) throws Exception {
    Fields body = Body.of(call);
    requireGenerator(body);
    AskRequest request =
        new AskRequest(
            body.required("question"),
            body.texts("datasets").orElse(List.of()),
            mode(body),
            filter(body),
            body.integer("contexts", AskRequest.CONTEXTS),
            AskRequest.PROMPT_TOKENS,
            body.integer("answer_tokens", AskRequest.ANSWER_TOKENS));
    Asking asking = new Asking(call.liveness());
    if (call.wantsEvents()) {
      return Reply.events(
          sink -> stream(call, request, asking, sink),
          (problem, sink) -> send(sink, "error", error(problem, call)));
    }
    try (asking) {
      Answer answer = desk.answerer().ask(request, asking.hearing(AnswerListener.NONE));
      measure(answer.search());
      return Reply.json(AnswerJson.document(answer, desk.verdicts()));
    }
  }

  /** Who names a generator would have no other get the question. */
  private void requireGenerator(Fields body) throws ProblemException {
    String own = desk.answerer().generator().name();
    if (!body.text("generator").orElse(own).equals(own)) {
      throw new ProblemException(
          409,
          "other-generator",
          "This node answers by [" + own + "].",
          "Ask without [generator], or start the node with that one.");
    }
  }

  /** Passages, then words as they come, then the answer that counts; or an error, as an event. */
  private void stream(Call call, AskRequest request, Asking asking, EventSink sink)
      throws Exception {
    AnswerListener listener =
        new AnswerListener() {
          @Override
          public void contexts(List<Context> contexts) {
            ObjectNode found = Json.document("pinakes.contexts/1");
            AnswerJson.writeContexts(contexts, found);
            send(sink, "contexts", found);
          }

          @Override
          public void text(String piece) {
            send(sink, "text", Json.MAPPER.createObjectNode().put("text", piece));
          }
        };
    boolean[] spoke = {false};
    try (asking) {
      Answer answer =
          desk.answerer()
              .ask(
                  request,
                  asking.hearing(
                      new AnswerListener() {
                        @Override
                        public void contexts(List<Context> contexts) {
                          spoke[0] = true;
                          listener.contexts(contexts);
                        }

                        @Override
                        public void text(String piece) {
                          listener.text(piece);
                        }
                      }));
      measure(answer.search());
      send(sink, "answer", AnswerJson.document(answer, desk.verdicts()));
    } catch (IOException e) {
      if (!spoke[0] || call.liveness().ended()) {
        throw e;
      }
      send(sink, "error", error(new Problems(desk.verdicts()).of(e, call.requestId()), call));
    }
  }

  private static ObjectNode error(Problem problem, Call call) {
    ObjectNode error = Json.MAPPER.createObjectNode();
    error.set("error", ErrorShape.problemJson(problem, call.requestId()));
    return error;
  }

  private static void send(EventSink sink, String event, ObjectNode data) {
    try {
      sink.send("", event, data.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void measure(SearchResult result) {
    desk.metrics().searched(NodeMetrics.TOTAL, result.tookNanos());
    for (SearchResult.StageReport stage : result.stages()) {
      String step = step(stage);
      desk.metrics().searched(step, stage.nanos());
      desk.traces().current().put("pinakes.search." + step + "_us", stage.nanos() / 1_000);
    }
  }

  private static Mode mode(Fields body) throws ProblemException {
    String wanted = body.text("mode").orElse(Mode.HYBRID.label());
    return Mode.named(wanted)
        .orElseThrow(
            () ->
                new ProblemException(
                    400,
                    "bad-request",
                    "[" + wanted + "] is no mode.",
                    "Use hybrid, vector or text."));
  }

  private static Filter filter(Fields body) {
    return body.texts("filters").filter(f -> !f.isEmpty()).map(Filter::parse).orElse(Filter.NONE);
  }
}
