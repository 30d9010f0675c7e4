package io.pinakes.query.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a JSON object that came from outside, by name and type.
 *
 * @param tree the object
 */
public record Fields(JsonNode tree) {
  /** A text, if there is one. */
  public Optional<String> text(String name) {
    JsonNode value = tree.path(name);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  /**
   * A text.
   *
   * @throws IllegalArgumentException if there is none, or an empty one
   */
  public String required(String name) {
    return text(name)
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> new IllegalArgumentException("the text [" + name + "] is missing"));
  }

  /** A whole number. */
  public int integer(String name, int otherwise) {
    JsonNode value = tree.path(name);
    return value.canConvertToInt() ? value.intValue() : otherwise;
  }

  /** Whether something is said to be so. */
  public boolean flag(String name) {
    return tree.path(name).asBoolean(false);
  }

  /** A list of texts, if there is one. */
  public Optional<List<String>> texts(String name) {
    JsonNode values = tree.path(name);
    if (!values.isArray()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return Optional.of(texts);
  }
}
