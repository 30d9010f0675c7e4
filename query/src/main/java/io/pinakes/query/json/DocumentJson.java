package io.pinakes.query.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.model.DocumentEntry;
import java.io.IOException;

/** Documents and their texts. */
public final class DocumentJson {
  private DocumentJson() {}

  /** The document {@code pinakes.document/1}: what it is and where its chunks begin and end. */
  public static ObjectNode document(DatasetReader reader, DocumentEntry entry) throws IOException {
    Document document = reader.document(entry.document());
    ObjectNode node =
        Json.document("pinakes.document/1").put("document", entry.document().toString());
    node.put("path", document.path()).put("title", document.title().orElse(null));
    node.put("media_type", document.mediaType()).put("size", document.size());
    ArrayNode chunks = node.putArray("chunks");
    document
        .chunks()
        .forEach(
            reader.blocks(),
            ref -> {
              ObjectNode chunk = chunks.addObject().put("chunk", ref.chunk().toString());
              chunk.put("start", ref.start()).put("end", ref.end());
              if (ref.page() > 0) {
                chunk.put("page", ref.page());
              } else {
                chunk.putNull("page");
              }
              ArrayNode heading = chunk.putArray("heading");
              ref.heading().forEach(heading::add);
            });
    return node;
  }

  /** A range of a document's text that begins at {@code start}, in code points. */
  public static ObjectNode text(DocumentEntry entry, String path, int start, String text) {
    return Json.document("pinakes.document-text/1")
        .put("document", entry.document().toString())
        .put("path", path)
        .put("start", start)
        .put("end", start + text.codePointCount(0, text.length()))
        .put("text", text);
  }
}
