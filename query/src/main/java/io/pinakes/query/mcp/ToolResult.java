package io.pinakes.query.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a tool gives.
 *
 * @param text for a model to read
 * @param structured the same for programs, of the tool's output schema
 */
record ToolResult(String text, ObjectNode structured) {}
