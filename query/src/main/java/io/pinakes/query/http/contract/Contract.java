package io.pinakes.query.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.query.http.Handler;
import io.pinakes.query.http.Route;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The contract, read once. Safe for use by several threads. */
public final class Contract {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

  private final byte[] document;
  private final Map<String, Operation> operations = new TreeMap<>();

  private Contract(byte[] document) throws IOException {
    this.document = document;
    for (Map.Entry<String, JsonNode> path :
        Json.MAPPER.readTree(document).path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          operations.put(name(method.getKey(), path.getKey()), Operation.read(method.getValue()));
        }
      }
    }
  }

  /** Reads the contract of this program. */
  public static Contract load() throws IOException {
    try (InputStream in = Contract.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IOException("the contract is not on the class path");
      }
      return new Contract(in.readAllBytes());
    }
  }

  /** The document, as it is given out. */
  public byte[] document() {
    return document.clone();
  }

  /** Method and path of each operation, such as {@code GET /api/v1/jobs}. */
  public Set<String> operations() {
    return Set.copyOf(operations.keySet());
  }

  /**
   * The same routes, whose handlers see only requests that are as the contract says.
   *
   * @throws IllegalStateException if one is not in the contract
   */
  public List<Route> guard(List<Route> routes) {
    List<Route> guarded = new ArrayList<>();
    for (Route route : routes) {
      String name = name(route.method(), route.path());
      Operation operation = operations.get(name);
      if (operation == null) {
        throw new IllegalStateException("[" + name + "] is not in the contract");
      }
      Handler handler = route.handler();
      guarded.add(
          route.answeredBy(
              call -> {
                operation.check(call);
                return handler.handle(call);
              }));
    }
    return guarded;
  }

  private static String name(String method, String path) {
    return method.toUpperCase(Locale.ROOT) + " " + path;
  }
}
