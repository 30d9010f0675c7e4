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
  private final Complaint complaints;

  private Schema(Validator validator, Complaint complaints) {
    this.validator = validator;
    this.complaints = complaints;
  }

  static Schema of(JsonNode schema) {
    return new Schema(
        Validator.create(
            JsonSchema.of(new JsonObject(schema.toString())),
            new JsonSchemaOptions()
                .setDraft(Draft.DRAFT202012)
                .setBaseUri(BASE)
                .setOutputFormat(OutputFormat.Basic)),
        new Complaint(schema));
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
    return Optional.of(
        complaints.of(result.getErrors() == null ? List.<OutputUnit>of() : result.getErrors()));
  }
}
