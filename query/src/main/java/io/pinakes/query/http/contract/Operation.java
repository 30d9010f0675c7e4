package io.pinakes.query.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request of one operation has to be like.
 *
 * @param parameters of path, query and head
 * @param body what its body is held against; empty if it has none
 * @param optional whether the body may be left out
 */
record Operation(List<Parameter> parameters, Optional<Schema> body, boolean optional) {

  /** Reads an operation of the contract. */
  static Operation read(JsonNode operation) {
    List<Parameter> parameters = new ArrayList<>();
    operation.path("parameters").forEach(node -> parameters.add(Parameter.read(node)));
    JsonNode request = operation.path("requestBody");
    JsonNode schema = request.path("content").path("application/json");
    return new Operation(
        List.copyOf(parameters),
        schema.isMissingNode() ? Optional.empty() : Optional.of(Schema.of(schema.path("schema"))),
        !request.path("required").asBoolean(false));
  }

  /** Holds a call against it. */
  void check(Call call) throws ProblemException {
    for (String name : call.query().keySet()) {
      if (parameters.stream().noneMatch(p -> p.isQuery() && p.name().equals(name))) {
        throw new ProblemException(
            400,
            "unknown-parameter",
            "There is no parameter [" + shorten(name) + "] here.",
            "Leave it out; see /docs.");
      }
    }
    for (Parameter parameter : parameters) {
      parameter.check(call);
    }
    if (body.isPresent() && !(optional && call.body().length == 0)) {
      checkBody(call, body.get());
    }
  }

  private static void checkBody(Call call, Schema schema) throws ProblemException {
    String type = call.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.split(";", 2)[0].strip().equals("application/json")) {
      throw new ProblemException(
          415,
          "not-json",
          "The body has the type [" + shorten(type) + "] and must be JSON.",
          "Send the header Content-Type: application/json.");
    }
    Object value;
    try {
      value = Json.decodeValue(Buffer.buffer(call.body()));
    } catch (DecodeException e) {
      throw new ProblemException(
          400, "not-json", "The body is no JSON.", "See /docs for an example.");
    }
    Optional<String> wrong = schema.complaint(value);
    if (wrong.isPresent()) {
      throw new ProblemException(
          400, "bad-request", "The body is not as it should be: " + wrong.get(), "See /docs.");
    }
  }

  static String shorten(String text) {
    String safe = text.replaceAll("\\p{Cntrl}", "?");
    return safe.length() <= 100 ? safe : safe.substring(0, 100) + "…";
  }
}
