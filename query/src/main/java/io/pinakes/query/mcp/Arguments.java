package io.pinakes.query.mcp;

import com.fasterxml.jackson.databind.JsonNode;

/** What a model calls a tool with, held to the schema that it was shown. */
final class Arguments {
  private Arguments() {}

  /**
   * Looks at what is there; what has to be is asked for by the tool. A field that is null is not
   * there.
   *
   * @throws IllegalArgumentException if there is more than the tool takes, or in another form
   */
  static void require(Tool tool, JsonNode arguments) {
    JsonNode properties = tool.input().path("properties");
    arguments
        .properties()
        .forEach(
            field -> {
              JsonNode schema = properties.path(field.getKey());
              String takes = "[" + tool.name() + "] takes ";
              if (schema.isMissingNode()) {
                throw new IllegalArgumentException(takes + "no [" + field.getKey() + "]");
              }
              if (!field.getValue().isNull() && !fits(schema, field.getValue())) {
                throw new IllegalArgumentException(
                    takes + "as [" + field.getKey() + "] " + words(schema));
              }
            });
  }

  private static boolean fits(JsonNode schema, JsonNode value) {
    return switch (schema.path("type").asText()) {
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" ->
          value.canConvertToInt()
              && value.isIntegralNumber()
              && value.intValue() >= schema.path("minimum").asInt(Integer.MIN_VALUE)
              && value.intValue() <= schema.path("maximum").asInt(Integer.MAX_VALUE);
      case "array" -> value.isArray() && allText(value);
      default -> true;
    };
  }

  private static boolean allText(JsonNode values) {
    for (JsonNode value : values) {
      if (!value.isTextual()) {
        return false;
      }
    }
    return true;
  }

  private static String words(JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "string" -> "a text";
      case "boolean" -> "true or false";
      case "integer" ->
          "a whole number"
              + (schema.has("minimum") ? " from " + schema.path("minimum").asInt() : "")
              + (schema.has("maximum") ? " to " + schema.path("maximum").asInt() : "");
      default -> "a list of texts";
    };
  }
}
