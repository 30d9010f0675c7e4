package io.pinakes.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;

/**
 * JSON documents of the command line: each names its schema first, such as {@code
 * pinakes.search/1}.
 */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  /** A new document of a schema. */
  static ObjectNode document(String schema) {
    return MAPPER.createObjectNode().put("schema", schema);
  }

  static void print(ObjectNode document, PrintStream out) {
    out.println(text(MAPPER.writer(), document));
  }

  /** One of many documents: each on a line of its own. */
  static void printLine(ObjectNode document, PrintStream out) {
    out.println(text(MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT), document));
    out.flush();
  }

  private static String text(ObjectWriter writer, ObjectNode document) {
    try {
      return writer.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }
}
