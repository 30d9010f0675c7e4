package io.pinakes.query.http.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.VersionInfo;
import io.pinakes.ingest.embed.ModelInfo;
import io.pinakes.ingest.embed.Models;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.http.guard.Identity;
import io.pinakes.query.json.DatasetJson;
import io.pinakes.query.json.Json;
import io.pinakes.query.json.ModelJson;
import io.pinakes.query.json.ReportJson;
import java.io.IOException;
import java.util.List;

/** What the home holds: status, datasets, sources, models, and what garbage there is. */
final class HomeResource {
  private final Desk desk;

  private final Identity identity;

  HomeResource(Desk desk, Identity identity) {
    this.desk = desk;
    this.identity = identity;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/node", Lane.OPS, this::node).open(),
        Route.get("/api/v1/status", Lane.READ, this::status),
        Route.get("/api/v1/datasets", Lane.READ, this::datasets),
        Route.get("/api/v1/datasets/{dataset}", Lane.READ, this::dataset),
        Route.get("/api/v1/sources", Lane.READ, this::sources),
        Route.get("/api/v1/models", Lane.READ, this::models),
        Route.get(
            "/api/v1/gc",
            Lane.READ,
            call -> Etags.answer(call, ReportJson.gc(desk.bank().planGc()))));
  }

  private Reply node(Call call) {
    ObjectNode document = Json.document("pinakes.node/1");
    call.first("challenge").ifPresent(asked -> document.put("proof", identity.proof(asked)));
    return Reply.json(document);
  }

  private Reply status(Call call) throws IOException {
    ObjectNode document =
        Json.document("pinakes.status/1").put("home", desk.bank().home().root().toString());
    document.put("disk_bytes", desk.bank().status().diskBytes());
    ArrayNode list = document.putArray("datasets");
    for (DatasetInfo dataset : desk.bank().datasets()) {
      ObjectNode node = list.addObject();
      DatasetJson.write(dataset, node);
      DatasetJson.damage(desk.bank(), dataset)
          .ifPresent(
              what ->
                  node.put("index_damaged", what)
                      .put("fix", "Stop the node, then: pinakes doctor --repair"));
    }
    return Etags.answer(call, document);
  }

  private Reply datasets(Call call) throws IOException {
    ObjectNode document = Json.document("pinakes.dataset-ls/1");
    ArrayNode list = document.putArray("datasets");
    for (DatasetInfo dataset : desk.bank().datasets()) {
      DatasetJson.write(dataset, list.addObject());
    }
    return Etags.answer(call, document);
  }

  private Reply dataset(Call call) throws IOException {
    ObjectNode document = Json.document("pinakes.dataset/1");
    DatasetInfo dataset = desk.bank().dataset(call.param("dataset"));
    DatasetJson.write(dataset, document);
    ArrayNode versions = document.putArray("versions");
    for (VersionInfo version : desk.bank().versions(dataset.name())) {
      DatasetJson.write(version, versions.addObject());
    }
    return Etags.answer(call, document);
  }

  private Reply sources(Call call) throws IOException {
    ObjectNode document = Json.document("pinakes.source-ls/1");
    ArrayNode sources = document.putArray("sources");
    for (DatasetInfo dataset : desk.bank().datasets()) {
      dataset
          .sources()
          .forEach(
              source ->
                  sources
                      .addObject()
                      .put("dataset", dataset.name())
                      .put("name", source.name())
                      .put("folder", source.root().toString()));
    }
    return Etags.answer(call, document);
  }

  private Reply models(Call call) throws IOException {
    ObjectNode document = Json.document("pinakes.model-ls/1");
    ArrayNode models = document.putArray("models");
    for (ModelInfo model : new Models(desk.bank().home().models()).list()) {
      ModelJson.write(model, models.addObject());
    }
    return Etags.answer(call, document);
  }
}
