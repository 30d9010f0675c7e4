package io.pinakes.query.generate.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.generate.GenerationException;
import io.pinakes.query.generate.GenerationException.Kind;
import io.pinakes.query.generate.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** Finds the model to use on a server when none was named. */
public final class ModelNames {
  private static final int MAX_LIST_BYTES = 1 << 20;
  private static final int MAX_NAMED = 20;

  private ModelNames() {}

  /**
   * The only model that a server has.
   *
   * @param path where the server lists its models
   * @param list the field of the answer that holds the list
   * @param name the field of each that holds its name
   * @throws GenerationException if it has none or several; the message names them
   */
  public static String only(StreamingPost server, String path, String list, String name)
      throws GenerationException, InterruptedException {
    List<String> names = new ArrayList<>();
    try (StreamingPost.Answer answer = server.get(path)) {
      JsonNode node = WireJson.MAPPER.readTree(answer.lines().rest(MAX_LIST_BYTES));
      for (JsonNode model : node.path(list)) {
        if (model.path(name).isTextual() && names.size() < MAX_NAMED) {
          names.add(VisibleText.line(model.get(name).textValue()));
        }
      }
    } catch (JsonProcessingException e) {
      throw new GenerationException(
          Kind.MALFORMED, "the server's list of models is not JSON: name a model", e);
    }
    if (names.size() != 1) {
      throw new GenerationException(
          Kind.REFUSED,
          names.isEmpty()
              ? "the server has no model: give it one first"
              : "the server has several models, name one of them: " + String.join(", ", names));
    }
    return names.get(0);
  }
}
