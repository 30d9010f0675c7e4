package io.pinakes.query.http.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ingest.chunk.Chunker;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.chunk.Passage;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.Span;
import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.query.generate.VisibleText;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.http.api.Body;
import io.pinakes.query.json.Fields;
import io.pinakes.query.json.Json;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code /v1/rerank}, in the form of Jina and Cohere: texts by how near they are to a question, by
 * an embedding model. A long one counts by its nearest passage; none is cut.
 */
final class RerankResource {
  static final int MAX_DOCUMENTS = 1_000;

  private final Catalogue catalogue;
  private final SentenceSplitter sentences;

  RerankResource(Catalogue catalogue, SentenceSplitter sentences) {
    this.catalogue = catalogue;
    this.sentences = sentences;
  }

  List<Route> routes() {
    return List.of(
        Route.query("/v1/rerank", Lane.BULK, this::rerank).withBody(EmbeddingResource.BODY_BYTES));
  }

  /** A text and how near it is. */
  private record Ranked(int index, String text, double score) {}

  private Reply rerank(Call call) throws Exception {
    Fields body = Body.of(call);
    List<String> documents = documents(body.tree().path("documents"));
    Optional<String> model = body.text("model");
    Embedder embedder = model.isPresent() ? catalogue.embedder(model.get()) : catalogue.usual();
    float[] question = embedder.embedQuery(body.required("query"));
    Chunker chunker =
        new Chunker(
            ChunkerOptions.DEFAULT.within(embedder.tokens().limit()), embedder.tokens(), sentences);
    List<Ranked> ranked = new ArrayList<>();
    long tokens = embedder.tokens().count(body.required("query"));
    for (int i = 0; i < documents.size(); i++) {
      double nearest = 0;
      for (Passage passage : chunker.chunk(document(documents.get(i)))) {
        if (call.liveness().ended()) {
          throw new InterruptedException("nobody waits for the ranking");
        }
        tokens += passage.tokens();
        String text = new String(passage.chunk(), StandardCharsets.UTF_8);
        nearest = Math.max(nearest, cosine(question, embedder.embedPassage(text)));
      }
      ranked.add(new Ranked(i, documents.get(i), nearest));
    }
    ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
    int top = Math.min(ranked.size(), body.integer("top_n", ranked.size()));
    return Reply.json(
        answer(ranked.subList(0, top), embedder, tokens, body.flag("return_documents")));
  }

  private static ObjectNode answer(
      List<Ranked> ranked, Embedder embedder, long tokens, boolean withTexts) {
    ObjectNode document =
        Json.MAPPER
            .createObjectNode()
            .put("id", "rerank-" + UUID.randomUUID())
            .put("object", "list")
            .put("model", embedder.spec().name());
    ArrayNode results = document.putArray("results");
    for (Ranked one : ranked) {
      ObjectNode node = results.addObject().put("index", one.index());
      node.put("relevance_score", one.score());
      if (withTexts) {
        node.putObject("document").put("text", one.text());
      }
    }
    document.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return document;
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double lengthA = 0;
    double lengthB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      lengthA += (double) a[i] * a[i];
      lengthB += (double) b[i] * b[i];
    }
    return lengthA == 0 || lengthB == 0 ? 0 : product / Math.sqrt(lengthA * lengthB);
  }

  private static ExtractedDocument document(String given) {
    String lines = given.replace("\r\n", "\n").replace('\r', '\n');
    String text = Normalizer.normalize(VisibleText.of(lines), Normalizer.Form.NFC);
    List<Span> spans =
        text.isBlank()
            ? List.of()
            : List.of(Span.paragraph(0, text.codePointCount(0, text.length()), 0));
    return new ExtractedDocument(
        text, Optional.empty(), "text/plain", Optional.empty(), Optional.empty(), spans);
  }

  private static List<String> documents(JsonNode given) throws ProblemException {
    List<String> texts = new ArrayList<>();
    for (JsonNode node : given) {
      JsonNode text = node.isObject() ? node.path("text") : node;
      if (!text.isTextual()) {
        throw new ProblemException(
            400,
            "invalid-input",
            "One of the documents is no text, and no object with a text.",
            "Send each as a text, or as an object with its text in [text].");
      }
      texts.add(text.textValue());
    }
    return texts;
  }
}
