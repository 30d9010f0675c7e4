package io.pinakes.ipfs.gateway;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One request, its line and headers bounded by whoever read them.
 *
 * @param method in capitals
 * @param path as it stood in the request, still percent-encoded
 * @param query the parameters, decoded; of repeated ones the first
 * @param headers by name in small letters; repeated ones joined by commas
 * @param body what was sent along, to be read only; mostly empty
 */
public record GatewayRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    ByteBuffer body) {

  /** A request of that target, {@code /path?query}. */
  public static GatewayRequest of(String method, String target, Map<String, String> headers) {
    int mark = target.indexOf('?');
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return new GatewayRequest(
        method,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? Map.of() : parameters(target.substring(mark + 1)),
        lower,
        ByteBuffer.allocate(0));
  }

  /** The same with something sent along. */
  public GatewayRequest with(byte[] sent) {
    return new GatewayRequest(
        method, path, query, headers, ByteBuffer.wrap(sent).asReadOnlyBuffer());
  }

  byte[] bodyBytes() {
    byte[] bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    return bytes;
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** Whether the asker wants what is held, and nothing fetched for it. */
  boolean onlyIfCached() {
    return header("cache-control").orElse("").toLowerCase(Locale.ROOT).contains("only-if-cached");
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new TreeMap<>();
    for (String part : query.split("&")) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      parameters.putIfAbsent(decode(name), equals < 0 ? "" : decode(part.substring(equals + 1)));
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
