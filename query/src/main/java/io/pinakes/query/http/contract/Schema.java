package io.pinakes.query.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaException;
import io.vertx.json.schema.Validator;
import java.util.List;
import java.util.Optional;

/** A JSON schema, ready to be held against values. Requests' schemas refer to no other. */
final class Schema {
  private static final String BASE = "https://pinakes.invalid/";

  private final Validator validator;

  private Schema(Validator validator) {
    this.validator = validator;
  }

  static Schema of(JsonNode schema) {
    return new Schema(
        Validator.create(
            JsonSchema.of(new JsonObject(schema.toString())),
            new JsonSchemaOptions()
                .setDraft(Draft.DRAFT202012)
                .setBaseUri(BASE)
                .setOutputFormat(OutputFormat.Basic)));
  }

  /** What is wrong with a value, in a sentence; empty if nothing is. */
  Optional<String> complaint(Object value) {
    OutputUnit result;
    try {
      result = validator.validate(value);
    } catch (SchemaException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    if (Boolean.TRUE.equals(result.getValid())) {
      return Optional.empty();
    }
    // The deepest one says most: those above it only say that something below is wrong.
    List<OutputUnit> errors = result.getErrors() == null ? List.of() : result.getErrors();
    OutputUnit deepest = result;
    for (OutputUnit error : errors) {
      if (depth(error) > depth(deepest)) {
        deepest = error;
      }
    }
    String where =
        String.valueOf(deepest.getInstanceLocation()).replace("#", "").replace("null", "");
    String error = Operation.shorten(String.valueOf(deepest.getError()));
    return Optional.of(where.isEmpty() ? error : "at [" + where + "]: " + error);
  }

  private static int depth(OutputUnit unit) {
    return String.valueOf(unit.getInstanceLocation()).length();
  }
}
