package io.pinakes.query.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.VersionInfo;
import io.pinakes.query.failure.Verdicts;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Datasets and their versions. */
public final class DatasetJson {
  private DatasetJson() {}

  /** Writes a dataset as lists show it. */
  public static void write(DatasetInfo dataset, ObjectNode node) {
    node.put("name", dataset.name()).put("id", dataset.id().toString());
    node.put("version", dataset.version())
        .put("manifest", dataset.manifest().map(Cid::toString).orElse(null));
    node.put("documents_root", dataset.documentsRoot().map(Cid::toString).orElse(null));
    node.put("documents", dataset.stats().documents()).put("chunks", dataset.stats().chunks());
    node.put("bytes", dataset.stats().bytes()).put("model", dataset.model());
    node.put("own", dataset.own());
    node.put("private", dataset.isPrivate())
        .put("trust", dataset.trust().name().toLowerCase(Locale.ROOT));
    node.put("created", dataset.created().map(Object::toString).orElse(null));
    // Before its first version there is nothing that could be whole.
    node.put("complete", dataset.manifest().isPresent() && dataset.pulledChunks().isEmpty());
    dataset
        .pulledChunks()
        .ifPresentOrElse(
            chunks -> node.put("pulled_chunks", chunks), () -> node.putNull("pulled_chunks"));
    node.put("building", dataset.building().orElse(null));
    ArrayNode sources = node.putArray("sources");
    dataset
        .sources()
        .forEach(s -> sources.addObject().put("name", s.name()).put("folder", s.root().toString()));
  }

  /** Writes a version as lists show it. */
  public static void write(VersionInfo version, ObjectNode node) {
    node.put("version", version.version());
    node.put("manifest", version.manifest().toString())
        .put("documents_root", version.documentsRoot().toString());
    node.put("created", version.created().toString()).put("model", version.model());
    node.put("documents", version.stats().documents()).put("chunks", version.stats().chunks());
  }

  /** What keeps the dataset's index from answering, if anything does. */
  public static Optional<String> damage(Bank bank, DatasetInfo dataset) {
    try {
      Optional<DatasetReader> reader = bank.reader(dataset.name());
      if (reader.isPresent()) {
        reader.get().close();
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(Verdicts.sentence(e));
    }
  }
}
