package io.pinakes.query.http.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.ingest.embed.ModelInfo;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code /v1/models}. */
final class ModelResource {
  private final Catalogue catalogue;
  private final Instant started;

  ModelResource(Catalogue catalogue, Instant started) {
    this.catalogue = catalogue;
    this.started = started;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/models", Lane.READ, this::list),
        Route.get("/v1/models/{model}", Lane.READ, call -> one(call.param("model"))),
        // Some clients leave the slash in a name as it is.
        Route.get(
            "/v1/models/pinakes/{dataset}",
            Lane.READ,
            call -> one(Catalogue.answering(call.param("dataset")))));
  }

  private Reply list(Call call) throws IOException {
    ObjectNode document = Json.MAPPER.createObjectNode().put("object", "list");
    ArrayNode data = document.putArray("data");
    data.add(all());
    for (DatasetInfo dataset : catalogue.datasets()) {
      data.add(dataset(dataset));
    }
    for (ModelInfo model : catalogue.embedding()) {
      data.add(embedding(model));
    }
    return Reply.json(document);
  }

  private Reply one(String name) throws IOException, ProblemException {
    if (name.equals(Catalogue.ALL)) {
      return Reply.json(all());
    }
    for (DatasetInfo dataset : catalogue.datasets()) {
      if (name.equals(Catalogue.answering(dataset.name()))) {
        return Reply.json(dataset(dataset));
      }
    }
    Optional<ModelInfo> model = catalogue.info(name);
    return Reply.json(embedding(model.orElseThrow(() -> Catalogue.unknown(name))));
  }

  private ObjectNode all() {
    ObjectNode node = model(Catalogue.ALL, started);
    node.putObject("pinakes")
        .put("kind", "answers")
        .put("description", "Answers from all datasets, with citations.");
    return node;
  }

  private ObjectNode dataset(DatasetInfo dataset) {
    ObjectNode node = model(Catalogue.answering(dataset.name()), dataset.created().orElse(started));
    node.putObject("pinakes")
        .put("kind", "answers")
        .put("dataset", dataset.name())
        .put("description", dataset.description())
        .put("documents", dataset.stats().documents());
    return node;
  }

  private ObjectNode embedding(ModelInfo model) {
    ObjectNode node = model(model.name(), started);
    node.putObject("pinakes")
        .put("kind", "embeds")
        .put("dimension", model.spec().dimension())
        .put("max_tokens", model.spec().maxTokens());
    return node;
  }

  private static ObjectNode model(String id, Instant created) {
    return Json.MAPPER
        .createObjectNode()
        .put("id", id)
        .put("object", "model")
        .put("created", created.getEpochSecond())
        .put("owned_by", "pinakes");
  }
}
