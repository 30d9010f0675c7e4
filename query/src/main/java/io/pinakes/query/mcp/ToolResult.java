package io.pinakes.query.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a tool gives.
 *
 * @param text for a model to read
 * @param structured the same for programs, of the tool's output schema
 * @param failed whether it says that what was asked for could not be done
 */
record ToolResult(String text, ObjectNode structured, boolean failed) {
  /** What a tool gives that did what it was asked for. */
  ToolResult(String text, ObjectNode structured) {
    this(text, structured, false);
  }
}
