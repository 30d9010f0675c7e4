package io.pinakes.query.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.json.Json;

/** JSON Schemas of objects, field by field. */
final class Schema {
  private final ObjectNode root = Json.MAPPER.createObjectNode().put("type", "object");
  private final ObjectNode properties = root.putObject("properties");
  private final ArrayNode required = Json.MAPPER.createArrayNode();

  /** A field that must be there. */
  Schema needs(String name, String type, String description) {
    required.add(name);
    return may(name, type, description);
  }

  /** A field that may be there. */
  Schema may(String name, String type, String description) {
    properties.putObject(name).put("type", type).put("description", description);
    return this;
  }

  /** A list of texts that may be there. */
  Schema texts(String name, String description) {
    properties
        .putObject(name)
        .put("type", "array")
        .put("description", description)
        .putObject("items")
        .put("type", "string");
    return this;
  }

  /** A whole number between two that may be there. */
  Schema number(String name, int least, int most, String description) {
    may(name, "integer", description);
    properties.withObject("/" + name).put("minimum", least).put("maximum", most);
    return this;
  }

  /** One of some words, if it is there. */
  Schema word(String name, String description, String... words) {
    may(name, "string", description);
    ArrayNode list = properties.withObject("/" + name).putArray("enum");
    for (String word : words) {
      list.add(word);
    }
    return this;
  }

  /** The schema; of arguments if nothing else may be in the object. */
  ObjectNode object(boolean closed) {
    if (!required.isEmpty()) {
      root.set("required", required);
    }
    return closed ? root.put("additionalProperties", false) : root;
  }
}
