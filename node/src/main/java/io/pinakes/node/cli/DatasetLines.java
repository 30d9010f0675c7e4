package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A dataset in words, from the document that programs read.
 *
 * @param dataset as {@link io.pinakes.query.json.DatasetJson} writes it
 */
record DatasetLines(JsonNode dataset) {
  String name() {
    return dataset.path("name").asText();
  }

  long version() {
    return dataset.path("version").asLong();
  }

  /** Such as "2 documents". */
  String documents() {
    return Figures.count(dataset.path("documents").asLong(), "document");
  }

  /** Such as "5 chunks". */
  String chunks() {
    return Figures.count(dataset.path("chunks").asLong(), "chunk");
  }

  /** How much of a dataset has been pulled, if not all of it. */
  Optional<String> pulled() {
    return dataset.path("pulled_chunks").isNumber()
        ? Optional.of(
            "not all has been pulled: "
                + Figures.count(dataset.path("pulled_chunks").asLong())
                + " of "
                + chunks()
                + " can be searched")
        : Optional.empty();
  }

  /** Whose word a dataset is. */
  String trust() {
    return switch (dataset.path("trust").asText()) {
      case "signed" -> dataset.path("own").asBoolean() ? "yours" : "signed";
      case "expired" -> "signed, but expired";
      case "unsigned" -> "unsigned";
      default -> "not complete yet";
    };
  }
}
