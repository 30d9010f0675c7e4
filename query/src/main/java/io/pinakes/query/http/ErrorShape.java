package io.pinakes.query.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.json.Json;

/** How a surface words errors. */
public interface ErrorShape {
  /** Problem details by RFC 9457, with {@code code}, {@code fix} and {@code requestId}. */
  ErrorShape PROBLEM_JSON =
      new ErrorShape() {
        @Override
        public String contentType() {
          return "application/problem+json";
        }

        @Override
        public byte[] body(Problem problem, String requestId) {
          return Json.bytes(problemJson(problem, requestId));
        }
      };

  /** The type of the body. */
  String contentType();

  /** The body. */
  byte[] body(Problem problem, String requestId);

  /** A problem as a JSON object, for bodies and for events in streams. */
  static ObjectNode problemJson(Problem problem, String requestId) {
    return Json.MAPPER
        .createObjectNode()
        .put("type", "urn:pinakes:problem:" + problem.code())
        .put("title", problem.title())
        .put("status", problem.status())
        .put("detail", problem.detail())
        .put("code", problem.code())
        .put("fix", problem.fix())
        .put("requestId", requestId);
  }
}
