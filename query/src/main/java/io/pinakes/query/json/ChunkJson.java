package io.pinakes.query.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.Place;
import io.pinakes.vectorstore.IndexedChunk;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A chunk and the places where it stands. */
public final class ChunkJson {
  private ChunkJson() {}

  /** The document {@code pinakes.chunk/1} of a chunk that some dataset's newest version has. */
  public static Optional<ObjectNode> document(Bank bank, Cid chunk) throws IOException {
    ObjectNode document = Json.document("pinakes.chunk/1").put("chunk", chunk.toString());
    ArrayNode places = Json.MAPPER.createArrayNode();
    for (DatasetInfo dataset : bank.datasets()) {
      Optional<DatasetReader> reader =
          dataset.manifest().isPresent() ? bank.reader(dataset.name()) : Optional.empty();
      if (reader.isPresent()) {
        try (DatasetReader open = reader.get()) {
          write(open, chunk.toString(), document, places);
        }
      }
    }
    document.set("places", places);
    return places.isEmpty() ? Optional.empty() : Optional.of(document);
  }

  private static void write(
      DatasetReader reader, String name, ObjectNode document, ArrayNode places) throws IOException {
    Optional<IndexedChunk> chunk = reader.index().chunk(name);
    if (chunk.isEmpty()) {
      return;
    }
    List<Place> found = reader.places(name, chunk.get().documents());
    if (!found.isEmpty()) {
      writeText(chunk.get().text(), document);
    }
    found.forEach(place -> write(reader.name(), place, places.addObject()));
  }

  /** A chunk is a line of context, then the passage. */
  private static void writeText(String chunk, ObjectNode document) {
    int line = chunk.indexOf('\n');
    document.put("context", line < 0 ? "" : chunk.substring(0, line));
    document.put("text", chunk.substring(line + 1));
  }

  private static void write(String dataset, Place place, ObjectNode node) {
    node.put("dataset", dataset).put("document", place.document().toString());
    node.put("path", place.path());
    if (place.pages().first() > 0) {
      node.put("page", place.pages().first());
    } else {
      node.putNull("page");
    }
    ArrayNode heading = node.putArray("heading");
    place.heading().forEach(heading::add);
    node.put("start", place.start()).put("end", place.end());
  }
}
