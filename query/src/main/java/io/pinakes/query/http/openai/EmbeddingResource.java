package io.pinakes.query.http.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.TooLongException;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.http.api.Body;
import io.pinakes.query.json.Fields;
import io.pinakes.query.json.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** {@code /v1/embeddings}. */
final class EmbeddingResource {
  /** As many texts as OpenAI takes. */
  static final int MAX_TEXTS = 2_048;

  /** A kilobyte for each of them. */
  static final int BODY_BYTES = 2 << 20;

  private final Catalogue catalogue;

  EmbeddingResource(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  List<Route> routes() {
    return List.of(Route.query("/v1/embeddings", Lane.BULK, this::embed).withBody(BODY_BYTES));
  }

  private Reply embed(Call call) throws Exception {
    Fields body = Body.of(call);
    List<String> texts = texts(body.tree().path("input"));
    Embedder embedder = catalogue.embedder(body.required("model"));
    int dimension = embedder.spec().dimension();
    if (body.integer("dimensions", dimension) != dimension) {
      throw new ProblemException(
          400,
          "unsupported-parameter",
          "Vectors of this model have [" + dimension + "] dimensions and cannot be shortened.",
          "Leave dimensions out.");
    }
    boolean query = body.text("input_type").orElse("").equals("query");
    boolean base64 = body.text("encoding_format").orElse("float").equals("base64");
    ObjectNode document = Json.MAPPER.createObjectNode().put("object", "list");
    ArrayNode data = document.putArray("data");
    long tokens = 0;
    for (int i = 0; i < texts.size(); i++) {
      if (call.liveness().ended()) {
        throw new InterruptedException("nobody waits for the vectors");
      }
      float[] vector = vector(embedder, texts.get(i), query, i);
      tokens += embedder.tokens().count(texts.get(i));
      ObjectNode one = data.addObject().put("object", "embedding").put("index", i);
      if (base64) {
        one.put("embedding", encoded(vector));
      } else {
        ArrayNode numbers = one.putArray("embedding");
        for (float number : vector) {
          numbers.add(number);
        }
      }
    }
    document.put("model", embedder.spec().name());
    document.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return Reply.json(document);
  }

  private static float[] vector(Embedder embedder, String text, boolean query, int index)
      throws ProblemException {
    try {
      return query ? embedder.embedQuery(text) : embedder.embedPassage(text);
    } catch (TooLongException e) {
      throw new ProblemException(
          400,
          "context-length-exceeded",
          "Text ["
              + index
              + "] of the input has ["
              + e.tokens()
              + "] tokens, and the model takes ["
              + e.limit()
              + "].",
          "Part it: nothing is cut here.");
    }
  }

  /** 32-bit floats, the lowest byte first. */
  private static String encoded(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : vector) {
      bytes.putFloat(number);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static List<String> texts(JsonNode input) throws ProblemException {
    List<JsonNode> nodes = new ArrayList<>();
    if (input.isArray()) {
      input.forEach(nodes::add);
    } else {
      nodes.add(input);
    }
    if (nodes.isEmpty() || nodes.size() > MAX_TEXTS) {
      throw bad(
          "The input has to be one text, or 1 to [" + MAX_TEXTS + "] of them.",
          "Send them in several requests.");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (node.isNumber() || node.isArray()) {
        throw bad(
            "The input is made of numbers of tokens, which mean nothing to this model.",
            "Send text (LangChain: check_embedding_ctx_length=False).");
      }
      if (!node.isTextual() || node.textValue().isEmpty()) {
        throw bad(
            "The input holds what is no text, or an empty one.",
            "Leave it out: each has to be a text of at least one character.");
      }
      texts.add(node.textValue());
    }
    return texts;
  }

  private static ProblemException bad(String what, String fix) {
    return new ProblemException(400, "invalid-input", what, fix);
  }
}
