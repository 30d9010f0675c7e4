package io.pinakes.query.generate.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.generate.VisibleText;

/**
 * What servers say when they fail. Ollama: {@code {"error": "text"}}; OpenAI and most others:
 * {@code {"error": {"message": "text"}}}; vLLM: {@code {"object": "error", "message": "text"}}.
 */
public final class ErrorBody {
  private static final int MAX_SHOWN = 500;

  private ErrorBody() {}

  /** The message within a body, or the body itself, fit to be shown on one line. */
  public static String message(String body) {
    try {
      JsonNode node = WireJson.MAPPER.readTree(body);
      if (node != null && node.isObject()) {
        return shown(message(node));
      }
    } catch (JsonProcessingException e) {
      // Not JSON: a proxy's page perhaps. Its words are all there is.
    }
    return shown(body);
  }

  /** Whether a value that came within a stream is an error. */
  public static boolean isError(JsonNode node) {
    return node.hasNonNull("error") || node.path("object").asText().equals("error");
  }

  /** The message of an error value. */
  public static String message(JsonNode node) {
    JsonNode error = node.hasNonNull("error") ? node.get("error") : node;
    if (error.isTextual()) {
      return shown(error.textValue());
    }
    JsonNode message = error.path("message");
    return shown(message.isTextual() ? message.textValue() : error.toString());
  }

  private static String shown(String text) {
    String line = VisibleText.line(text);
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
  }
}
