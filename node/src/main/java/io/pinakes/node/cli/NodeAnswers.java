package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.node.client.NodeException;
import io.pinakes.node.client.RunningNode;
import io.pinakes.query.AskRequest;
import io.pinakes.query.Mode;
import io.pinakes.query.SearchRequest;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What the node that serves the home says to commands that read. It has the home open and its
 * models warm, so that it answers before this process could.
 *
 * <p>It is believed only where it answers in full. Whatever it refuses, and whatever it cannot do
 * because it is stopping, busy, too old or gone, is done by this process beside it, which then
 * fails, if it must, with its own words: those are the same with a node and without one.
 */
final class NodeAnswers {
  private static final int ITS_OWN_TROUBLE = 500;

  private final Session session;

  NodeAnswers(Session session) {
    this.session = session;
  }

  /** One question to a node. */
  private interface Question {
    JsonNode put(RunningNode node) throws IOException;
  }

  /**
   * A document of its API.
   *
   * @param schema what it must be, such as {@code pinakes.status/1}
   */
  Optional<ObjectNode> get(String path, String schema) {
    return ask(schema, node -> node.get(path));
  }

  /**
   * The document {@code pinakes.search/1}.
   *
   * @param filters as they were typed
   */
  Optional<ObjectNode> search(SearchRequest request, List<String> filters, boolean explain) {
    ObjectNode question = Json.MAPPER.createObjectNode().put("query", request.query());
    question.put("k", request.k()).put("explain", explain);
    select(question, request.datasets(), request.mode(), filters);
    return ask("pinakes.search/1", node -> node.ask("/api/v1/search", question));
  }

  /**
   * The document {@code pinakes.ask/1}, by the generator that needs no server: a node whose
   * operator chose another refuses, and has not been told more than the question.
   *
   * @param filters as they were typed
   */
  Optional<ObjectNode> answer(AskRequest request, List<String> filters) {
    ObjectNode question = Json.MAPPER.createObjectNode().put("question", request.question());
    question.put("contexts", request.contexts()).put("answer_tokens", request.answerTokens());
    question.put("generator", GeneratorOptions.Kind.extractive.name());
    select(question, request.datasets(), request.mode(), filters);
    return ask("pinakes.ask/1", node -> node.ask("/api/v1/ask", question));
  }

  /** Fills in which passages a question is put to. */
  static void select(ObjectNode question, List<String> datasets, Mode mode, List<String> filters) {
    question.put("mode", mode.label());
    fill(question, "datasets", datasets);
    fill(question, "filters", filters);
  }

  private static void fill(ObjectNode question, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode array = question.putArray(name);
      texts.forEach(array::add);
    }
  }

  private Optional<ObjectNode> ask(String schema, Question question) {
    // What is wrong with the settings is said in any case.
    session.settings().all(session.home());
    String where = "";
    try {
      Optional<RunningNode> node = RunningNode.of(session.home());
      if (node.isEmpty()) {
        return Optional.empty();
      }
      where = " at " + node.get().url();
      // What a remedy is called depends on how the process was started that names it.
      return question.put(node.get()) instanceof ObjectNode document
              && document.path("schema").asText().equals(schema)
              && document.path("omitted").isEmpty()
          ? Optional.of(document)
          : Optional.empty();
    } catch (NodeException e) {
      if (e.status() >= ITS_OWN_TROUBLE) {
        beside(where, e);
      }
    } catch (IOException e) {
      beside(where, e);
    }
    return Optional.empty();
  }

  private void beside(String where, IOException trouble) {
    session.note(
        "The node"
            + where
            + " gave no answer ("
            + Printable.line(Failures.sentence(trouble))
            + "); reading the home beside it.");
  }
}
