package io.pinakes.ipfs.ipld.dagjson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.Utf8;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds one node from the tokens of a whole block. */
final class JsonNodeReader {
  /** The digits of 2^64 and a sign; a longer integer is out of range before it is parsed. */
  private static final int MAX_INTEGER_CHARACTERS = 21;

  private static final int INTEGER_BITS = 64;

  private final JsonParser in;
  private final int maxDepth;

  JsonNodeReader(JsonParser in, int maxDepth) {
    this.in = in;
    this.maxDepth = maxDepth;
  }

  Node readWhole() throws IOException {
    Node node = value(0);
    if (in.nextToken() != null) {
      throw error("something follows the value");
    }
    return node;
  }

  private Node value(int depth) throws IOException {
    return value(in.nextToken(), depth);
  }

  private Node value(@Nullable JsonToken token, int depth) throws IOException {
    if (token == null) {
      throw error("value is missing");
    }
    return switch (token) {
      case VALUE_NULL -> Node.NULL;
      case VALUE_TRUE -> Node.of(true);
      case VALUE_FALSE -> Node.of(false);
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> number();
      case VALUE_STRING -> Node.of(wellFormed(in.getText()));
      case START_ARRAY -> list(deeper(depth));
      case START_OBJECT -> object(nextKey(), depth);
      default -> throw error("unexpected [" + token + "]");
    };
  }

  private int deeper(int depth) throws CodecException {
    if (depth == maxDepth) {
      throw error("node is nested deeper than [" + maxDepth + "]");
    }
    return depth + 1;
  }

  private Node integer() throws IOException {
    if (in.getTextLength() <= MAX_INTEGER_CHARACTERS) {
      BigInteger value = new BigInteger(in.getText());
      if (value.bitLength() < INTEGER_BITS) {
        return Node.of(value.longValue());
      }
      if (value.bitLength() == INTEGER_BITS) {
        return Node.of(value);
      }
    }
    throw error("integer is beyond 64 bits and a sign");
  }

  private Node number() throws IOException {
    double value = Double.parseDouble(in.getText());
    if (!Double.isFinite(value)) {
      throw error("float [" + in.getText() + "] is not finite");
    }
    return Node.of(value);
  }

  private Node list(int depth) throws IOException {
    List<Node> items = new ArrayList<>();
    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      items.add(value(token, depth));
    }
    return Node.of(items);
  }

  /** A map from its first key on, or the link or bytes that the key "/" announces. */
  private Node object(@Nullable String key, int depth) throws IOException {
    if (!Reserved.SLASH.equals(key)) {
      return entries(MapNode.builder(), key, deeper(depth));
    }
    JsonToken token = in.nextToken();
    if (token == JsonToken.VALUE_STRING) {
      return link();
    }
    if (token != JsonToken.START_OBJECT) {
      int inside = deeper(depth);
      MapNode.Builder map = MapNode.builder().put(Reserved.SLASH, value(token, inside));
      return entries(map, nextKey(), inside);
    }
    return slashMap(depth);
  }

  private Node link() throws IOException {
    String text = in.getText();
    requireEnd("a link");
    try {
      return Node.of(Cid.parse(text));
    } catch (MultiformatException e) {
      throw new CodecException(place() + "link is not a CID: " + e.getMessage(), e);
    }
  }

  /** Bytes, or a map whose field "/" is an object, of which the opening brace has been read. */
  private Node slashMap(int depth) throws IOException {
    String inner = nextKey();
    Node value;
    if (Reserved.BYTES.equals(inner)) {
      JsonToken token = in.nextToken();
      if (token == JsonToken.VALUE_STRING) {
        return bytes();
      }
      int innermost = deeper(deeper(depth));
      MapNode.Builder map = MapNode.builder().put(Reserved.BYTES, value(token, innermost));
      value = entries(map, nextKey(), innermost);
    } else {
      value = object(inner, deeper(depth));
    }
    return entries(MapNode.builder().put(Reserved.SLASH, value), nextKey(), deeper(depth));
  }

  private Node bytes() throws IOException {
    String base64 = in.getText();
    requireEnd("bytes");
    requireEnd("bytes");
    try {
      return Node.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new CodecException(place() + "bytes are not base64: " + e.getMessage(), e);
    }
  }

  /** Reads the entries from a key on to the end of the map; null is that end. */
  private MapNode entries(MapNode.Builder map, @Nullable String first, int depth)
      throws IOException {
    for (String key = first; key != null; key = nextKey()) {
      if (!map.putIfAbsent(wellFormed(key), value(depth))) {
        throw error("key [" + key + "] stands twice");
      }
    }
    return map.build();
  }

  private @Nullable String nextKey() throws IOException {
    JsonToken token = in.nextToken();
    if (token == JsonToken.END_OBJECT) {
      return null;
    }
    if (token != JsonToken.FIELD_NAME) {
      throw error("key is missing");
    }
    return in.currentName();
  }

  private void requireEnd(String what) throws IOException {
    if (in.nextToken() != JsonToken.END_OBJECT) {
      throw error("map begins like " + what + " and goes on");
    }
  }

  /** JSON can spell half a surrogate pair in an escape. */
  private String wellFormed(String text) throws CodecException {
    if (!Utf8.isWellFormed(text)) {
      throw error("text holds half a surrogate pair");
    }
    return text;
  }

  private String place() {
    return "dag-json before character [" + in.currentLocation().getCharOffset() + "]: ";
  }

  private CodecException error(String what) {
    return new CodecException(place() + what);
  }
}
