package io.pinakes.query.http.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request's JSON body, read with defaults. Its shape is checked against the contract before. */
final class Body {
  private final JsonNode tree;

  private Body(JsonNode tree) {
    this.tree = tree;
  }

  /** Reads a call's body. */
  static Body of(Call call) throws ProblemException {
    try {
      JsonNode tree = Json.MAPPER.readTree(call.body());
      if (tree != null && tree.isObject()) {
        return new Body(tree);
      }
    } catch (JsonProcessingException e) {
      throw notJson(e.getOriginalMessage());
    } catch (IOException e) {
      throw notJson(String.valueOf(e.getMessage()));
    }
    throw notJson("it is not an object");
  }

  private static ProblemException notJson(String why) {
    return new ProblemException(
        400, "not-json", "The body is no JSON object: " + why, "See /openapi.json.");
  }

  /** A body over a tree. */
  static Body of(JsonNode tree) {
    return new Body(tree);
  }

  Optional<String> text(String name) {
    JsonNode value = tree.path(name);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  String required(String name) throws ProblemException {
    return text(name)
        .orElseThrow(
            () ->
                new ProblemException(
                    400, "bad-request", "The body has no text [" + name + "].", "See /docs."));
  }

  int integer(String name, int otherwise) {
    JsonNode value = tree.path(name);
    return value.canConvertToInt() ? value.intValue() : otherwise;
  }

  boolean flag(String name) {
    return tree.path(name).asBoolean(false);
  }

  Optional<List<String>> texts(String name) {
    JsonNode values = tree.path(name);
    if (!values.isArray()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return Optional.of(texts);
  }
}
