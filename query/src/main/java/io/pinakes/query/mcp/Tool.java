package io.pinakes.query.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.json.Fields;
import io.pinakes.query.json.Json;

/**
 * A tool that reads. None changes anything or looks beyond this home.
 *
 * @param name as it is called
 * @param title for people
 * @param description when a model should use it
 * @param input the schema of its arguments
 * @param output the schema of what it gives
 * @param use runs it
 */
record Tool(
    String name, String title, String description, ObjectNode input, ObjectNode output, Use use) {
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
        .put("readOnlyHint", true)
        .put("destructiveHint", false)
        .put("idempotentHint", true)
        .put("openWorldHint", false);
    return tool;
  }
}
