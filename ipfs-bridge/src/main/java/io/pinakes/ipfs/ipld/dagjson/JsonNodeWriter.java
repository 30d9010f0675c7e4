package io.pinakes.ipfs.ipld.dagjson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pinakes.ipfs.ipld.BoolNode;
import io.pinakes.ipfs.ipld.BytesNode;
import io.pinakes.ipfs.ipld.FloatNode;
import io.pinakes.ipfs.ipld.IntNode;
import io.pinakes.ipfs.ipld.LinkNode;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.NullNode;
import io.pinakes.ipfs.ipld.TextNode;
import io.pinakes.ipfs.ipld.Utf8;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Writes one node in the one form that dag-json has for it. */
final class JsonNodeWriter {
  private final JsonFactory json;
  private final int maxDepth;

  JsonNodeWriter(JsonFactory json, int maxDepth) {
    this.json = json;
    this.maxDepth = maxDepth;
  }

  byte[] write(Node node) {
    // As text, because to bytes Jackson would escape what is outside the basic plane.
    StringWriter text = new StringWriter();
    try (JsonGenerator out = json.createGenerator(text)) {
      write(node, 0, out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(Node node, int depth, JsonGenerator out) throws IOException {
    switch (node) {
      case NullNode n -> out.writeNull();
      case BoolNode bool -> out.writeBoolean(bool.value());
      case IntNode integer -> out.writeNumber(integer.value());
      case FloatNode number -> out.writeRawValue(JsonFloat.spell(number.value()));
      case TextNode text -> out.writeString(wellFormed(text.value()));
      case BytesNode bytes -> bytes(bytes.value(), out);
      case LinkNode link -> {
        out.writeStartObject();
        out.writeStringField(Reserved.SLASH, link.cid().toString());
        out.writeEndObject();
      }
      case ListNode list -> list(list, deeper(depth), out);
      case MapNode map -> map(map, deeper(depth), out);
    }
  }

  private int deeper(int depth) {
    if (depth == maxDepth) {
      throw new IllegalArgumentException("node is nested deeper than [" + maxDepth + "]");
    }
    return depth + 1;
  }

  private static void bytes(byte[] bytes, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart(Reserved.SLASH);
    out.writeStringField(
        Reserved.BYTES, Base64.getEncoder().withoutPadding().encodeToString(bytes));
    out.writeEndObject();
    out.writeEndObject();
  }

  private void list(ListNode list, int depth, JsonGenerator out) throws IOException {
    out.writeStartArray();
    for (Node item : list.items()) {
      write(item, depth, out);
    }
    out.writeEndArray();
  }

  private void map(MapNode map, int depth, JsonGenerator out) throws IOException {
    if (Reserved.looksLike(map)) {
      throw new IllegalArgumentException("map with the key [/] would read as a link or bytes");
    }
    // By bytes rather than by String's own order, in which surrogates precede U+E000 and up.
    TreeMap<byte[], Map.Entry<String, Node>> sorted = new TreeMap<>(Arrays::compareUnsigned);
    for (Map.Entry<String, Node> entry : map.entries().entrySet()) {
      sorted.put(Utf8.encode(entry.getKey()), entry);
    }
    out.writeStartObject();
    for (Map.Entry<String, Node> entry : sorted.values()) {
      out.writeFieldName(entry.getKey());
      write(entry.getValue(), depth, out);
    }
    out.writeEndObject();
  }

  private static String wellFormed(String text) {
    if (!Utf8.isWellFormed(text)) {
      throw new IllegalArgumentException("text holds half a surrogate pair");
    }
    return text;
  }
}
