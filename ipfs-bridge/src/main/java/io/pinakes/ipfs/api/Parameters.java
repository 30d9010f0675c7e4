package io.pinakes.ipfs.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The parameters of a query, of which one name may have several values. */
public final class Parameters {
  private final Map<String, List<String>> values = new TreeMap<>();

  private Parameters() {}

  /** Those of a query as it stood in the request; a plus is a space. */
  public static Parameters parse(String query) {
    Parameters parameters = new Parameters();
    for (String part : query.split("&")) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String name = decode(equals < 0 ? part : part.substring(0, equals));
      String value = equals < 0 ? "" : decode(part.substring(equals + 1));
      parameters.values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    return parameters;
  }

  /** The names that have a value. */
  public Set<String> names() {
    return values.keySet();
  }

  /** All values of a name, in their order. */
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /** The last value of a name, which is the one that counts, unless it is empty. */
  public Optional<String> find(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    return all.isEmpty() || all.getLast().isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /**
   * A switch.
   *
   * @throws IllegalArgumentException if it is neither on nor off
   */
  public boolean flag(String name, boolean otherwise) {
    List<String> all = values.getOrDefault(name, List.of());
    if (all.isEmpty()) {
      return otherwise;
    }
    return switch (all.getLast()) {
      case "true", "1", "" -> true;
      case "false", "0" -> false;
      default ->
          throw new IllegalArgumentException(
              "option [" + name + "] is neither true nor false: [" + all.getLast() + "]");
    };
  }

  /**
   * A number.
   *
   * @throws IllegalArgumentException if it is none, or below zero
   */
  public long number(String name, long otherwise) {
    Optional<String> text = find(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.get().matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "option [" + name + "] is no number: [" + text.get() + "]");
    }
    return Long.parseLong(text.get());
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
