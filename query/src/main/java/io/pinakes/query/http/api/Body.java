package io.pinakes.query.http.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.json.Fields;
import io.pinakes.query.json.Json;
import java.io.IOException;

/** Reads a request's JSON body. Its shape is checked against the contract before. */
public final class Body {
  private Body() {}

  /** The fields of a call's body. */
  public static Fields of(Call call) throws ProblemException {
    try {
      JsonNode tree = Json.MAPPER.readTree(call.body());
      if (tree != null && tree.isObject()) {
        return new Fields(tree);
      }
    } catch (JsonProcessingException e) {
      throw notJson(e.getOriginalMessage());
    } catch (IOException e) {
      throw notJson(String.valueOf(e.getMessage()));
    }
    throw notJson("it is not an object");
  }

  /** The same of a body that may be left out: then none of its fields is there. */
  static Fields ofOptional(Call call) throws ProblemException {
    return call.body().length == 0 ? new Fields(Json.MAPPER.createObjectNode()) : of(call);
  }

  private static ProblemException notJson(String why) {
    return new ProblemException(
        400, "not-json", "The body is no JSON object: " + why, "See /openapi.json.");
  }
}
