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
import org.jspecify.annotations.Nullable;

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
    OutputUnit deepest = result;
    for (OutputUnit error :
        result.getErrors() == null ? List.<OutputUnit>of() : result.getErrors()) {
      if (error.getError() != null && depth(error) >= depth(deepest)) {
        deepest = error;
      }
    }
    String where = text(deepest.getInstanceLocation()).replace("#", "");
    String said = text(deepest.getError());
    String error = said.isEmpty() ? "it does not fit the contract" : Operation.shorten(said);
    return Optional.of(where.isEmpty() ? error : "at [" + where + "]: " + error);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static int depth(OutputUnit unit) {
    return text(unit.getInstanceLocation()).length();
  }
}
