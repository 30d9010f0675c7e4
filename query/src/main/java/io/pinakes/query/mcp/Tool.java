package io.pinakes.query.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.json.Fields;
import io.pinakes.query.json.Json;

/**
 * A tool. None looks beyond this home and the machine's folders.
 *
 * @param name as it is called
 * @param title for people
 * @param description when a model should use it
 * @param input the schema of its arguments
 * @param output the schema of what it gives
 * @param effect what it does to the bank
 * @param use runs it
 */
record Tool(
    String name,
    String title,
    String description,
    ObjectNode input,
    ObjectNode output,
    Effect effect,
    Use use) {
  /** What a tool does to the bank; to do it again does nothing more in any case. */
  enum Effect {
    /** Nothing. */
    READS,
    /** It changes what is there, and does not only add to it. */
    REPLACES
  }

  /** A tool that reads. */
  Tool(
      String name, String title, String description, ObjectNode input, ObjectNode output, Use use) {
    this(name, title, description, input, output, Effect.READS, use);
  }

  /** Runs a tool. */
  @FunctionalInterface
  interface Use {
    /**
     * Runs it.
     *
     * @throws IllegalArgumentException if the arguments are no good, and says why
     * @throws Exception what else fails; {@code Verdicts} knows what it means
     */
    ToolResult with(Fields arguments) throws Exception;
  }

  /** As {@code tools/list} shows it. */
  ObjectNode listed() {
    ObjectNode tool = Json.MAPPER.createObjectNode();
    tool.put("name", name).put("title", title).put("description", description);
    tool.set("inputSchema", input);
    tool.set("outputSchema", output);
    tool.putObject("annotations")
        .put("title", title)
        .put("readOnlyHint", effect == Effect.READS)
        .put("destructiveHint", effect == Effect.REPLACES)
        .put("idempotentHint", true)
        .put("openWorldHint", false);
    return tool;
  }
}
