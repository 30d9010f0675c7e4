package io.pinakes.query.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.ProblemException;
import java.util.List;
import java.util.Optional;

/**
 * A parameter of an operation.
 *
 * @param name its name
 * @param in {@code path}, {@code query} or {@code header}
 * @param required whether it must be there
 * @param integer whether it is a whole number; else it is text
 * @param schema what it is held against
 */
record Parameter(String name, String in, boolean required, boolean integer, Schema schema) {

  static Parameter read(JsonNode node) {
    return new Parameter(
        node.path("name").asText(),
        node.path("in").asText(),
        node.path("required").asBoolean(),
        node.path("schema").path("type").asText().equals("integer"),
        Schema.of(node.path("schema")));
  }

  boolean isQuery() {
    return in.equals("query");
  }

  void check(Call call) throws ProblemException {
    List<String> values =
        switch (in) {
          case "path" -> List.of(call.param(name));
          case "query" -> call.query().getOrDefault(name, List.of());
          default -> call.header(name).map(List::of).orElse(List.of());
        };
    if (values.isEmpty() && required) {
      throw wrong("it is missing");
    }
    if (values.size() > 1) {
      throw wrong("it is there more than once");
    }
    for (String value : values) {
      Optional<String> complaint = schema.complaint(typed(value));
      if (complaint.isPresent()) {
        throw wrong(complaint.get());
      }
    }
  }

  private Object typed(String value) throws ProblemException {
    if (!integer) {
      return value;
    }
    if (!value.matches("-?[0-9]{1,18}")) {
      throw wrong("it is no whole number");
    }
    return Long.parseLong(value);
  }

  private ProblemException wrong(String why) {
    return new ProblemException(
        400,
        "bad-request",
        "The parameter [" + name + "] is not as it should be: " + why,
        "See /docs.");
  }
}
