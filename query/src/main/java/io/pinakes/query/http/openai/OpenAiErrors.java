package io.pinakes.query.http.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.http.ErrorShape;
import io.pinakes.query.http.Problem;
import io.pinakes.query.json.Json;

/** Errors as OpenAI's clients read them: {@code {"error": {message, type, param, code}}}. */
final class OpenAiErrors implements ErrorShape {
  static final OpenAiErrors SHAPE = new OpenAiErrors();

  private OpenAiErrors() {}

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public byte[] body(Problem problem, String requestId) {
    return Json.bytes(json(problem, requestId));
  }

  /** The error as an object, also for the middle of a stream. */
  static ObjectNode json(Problem problem, String requestId) {
    ObjectNode document = Json.MAPPER.createObjectNode();
    // Clients show the message and nothing else, so that what mends it has to stand in it.
    String detail = problem.detail();
    boolean open =
        !detail.isEmpty() && Character.isLetterOrDigit(detail.codePointBefore(detail.length()));
    String said = open || detail.endsWith("]") || detail.endsWith(")") ? detail + "." : detail;
    String message = said + " " + problem.fix();
    document
        .putObject("error")
        .put("message", message)
        .put("type", type(problem.status()))
        .putNull("param")
        .put("code", problem.code().replace('-', '_'))
        .put("request_id", requestId);
    return document;
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 503 -> "service_unavailable_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }
}
