package io.pinakes.query.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON documents: each names its schema first, such as {@code pinakes.search/1}. */
public final class Json {
  /** Reads and writes trees, on one line. */
  public static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** A new document of a schema. */
  public static ObjectNode document(String schema) {
    return MAPPER.createObjectNode().put("schema", schema);
  }

  /** The bytes of a tree, on one line. */
  public static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }
}
