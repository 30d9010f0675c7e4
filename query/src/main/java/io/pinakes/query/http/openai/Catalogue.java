package io.pinakes.query.http.openai;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.ModelInfo;
import io.pinakes.ingest.embed.Models;
import io.pinakes.query.EmbedderSource;
import io.pinakes.query.http.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What goes by the name of a model here: what answers from datasets, and what embeds. */
final class Catalogue {
  /** Answers from all datasets. */
  static final String ALL = "pinakes";

  private static final String ONE = ALL + "/";

  private final Bank bank;
  private final EmbedderSource embedders;

  Catalogue(Bank bank, EmbedderSource embedders) {
    this.bank = bank;
    this.embedders = embedders;
  }

  /** Datasets that can answer. */
  List<DatasetInfo> datasets() throws IOException {
    return bank.datasets().stream().filter(d -> d.manifest().isPresent()).toList();
  }

  /** Models that embed. */
  List<ModelInfo> embedding() throws IOException {
    return new Models(bank.home().models()).list();
  }

  /** The model of a dataset. */
  static String answering(String dataset) {
    return ONE + dataset;
  }

  /**
   * The datasets that a model answers from; empty for all.
   *
   * @throws ProblemException if there is no such model
   */
  List<String> answersFrom(String model) throws IOException, ProblemException {
    if (model.equals(ALL)) {
      return List.of();
    }
    Optional<String> named =
        datasets().stream().map(DatasetInfo::name).filter(n -> model.equals(ONE + n)).findFirst();
    if (named.isPresent()) {
      return List.of(named.get());
    }
    if (info(model).isPresent()) {
      throw new ProblemException(
          400,
          "wrong-model",
          "The model [" + model + "] embeds; it does not answer.",
          "Use one that begins with [" + ALL + "]; GET /v1/models lists them.");
    }
    throw unknown(model);
  }

  /**
   * The embedding model of a name, open.
   *
   * @throws ProblemException if there is no such model
   */
  Embedder embedder(String model) throws IOException, ProblemException {
    Optional<ModelInfo> info = info(model);
    if (info.isPresent()) {
      return embedders.embedder(info.get().spec());
    }
    if (model.equals(ALL) || model.startsWith(ONE)) {
      throw new ProblemException(
          400,
          "wrong-model",
          "The model [" + shorten(model) + "] answers; it does not embed.",
          "Use an embedding model such as [" + Models.DEFAULT + "]; GET /v1/models lists them.");
    }
    throw unknown(model);
  }

  /** The model that is used where none is named. */
  Embedder usual() throws IOException {
    return embedders.embedder(bank.models().info(Models.DEFAULT).spec());
  }

  Optional<ModelInfo> info(String name) throws IOException {
    return embedding().stream().filter(m -> m.name().equals(name)).findFirst();
  }

  static ProblemException unknown(String model) {
    return new ProblemException(
        404,
        "model-not-found",
        "The model [" + shorten(model) + "] does not exist here.",
        "GET /v1/models lists those that do.");
  }

  private static String shorten(String text) {
    String safe = text.replaceAll("\\p{Cntrl}", "?");
    return safe.length() <= 100 ? safe : safe.substring(0, 100) + "…";
  }
}
