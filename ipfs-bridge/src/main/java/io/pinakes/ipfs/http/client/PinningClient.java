package io.pinakes.ipfs.http.client;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A pinning service that others run (IPFS Pinning Service API 1.0.0): has them keep content. Each
 * call waits for its answer, some seconds at most.
 */
public final class PinningClient {
  private static final int PAGE = 1000;
  private static final byte[] NOTHING = new byte[0];

  private final ServiceCalls calls;
  private final Map<String, String> headers;

  PinningClient(ServiceCalls calls, String token) {
    this.calls = calls;
    this.headers =
        Map.of(
            "Authorization", "Bearer " + token,
            "Accept", "application/json",
            "Content-Type", "application/json");
  }

  /**
   * How a pin at the service is.
   *
   * @param id of the request
   * @param status {@code queued}, {@code pinning}, {@code pinned} or {@code failed}
   * @param created when it was asked for, as the service writes it
   * @param details why it failed, or empty
   * @param delegates addresses at which the service would fetch it from us
   */
  public record Status(
      String id,
      String status,
      String created,
      Cid cid,
      String name,
      String details,
      List<String> delegates) {
    /** Whether nothing more will happen. */
    public boolean isSettled() {
      return status.equals("pinned") || status.equals("failed");
    }
  }

  /**
   * Has it keep a root and all below it.
   *
   * @param name for people; may be empty
   * @param origins addresses that have it; may be empty
   * @throws PinningException if the service refuses
   */
  public Status add(Cid cid, String name, List<String> origins) throws IOException {
    return status(ask(HttpMethod.POST, "/pins", pin(cid, name, origins)));
  }

  /** Has it keep another root in the place of what was asked for. */
  public Status replace(String id, Cid cid, String name, List<String> origins) throws IOException {
    return status(ask(HttpMethod.POST, "/pins/" + encoded(id), pin(cid, name, origins)));
  }

  /** How a request is. */
  public Status get(String id) throws IOException {
    return status(ask(HttpMethod.GET, "/pins/" + encoded(id), NOTHING));
  }

  /** Has it keep something no longer. */
  public void remove(String id) throws IOException {
    var unused = ask(HttpMethod.DELETE, "/pins/" + encoded(id), NOTHING);
  }

  /**
   * The newest requests of those states, a thousand at most.
   *
   * @param states as in {@link Status#status}; at least one
   * @param cids of those roots alone, if there are any
   */
  public List<Status> list(List<String> states, List<Cid> cids) throws IOException {
    StringBuilder path = new StringBuilder("/pins?limit=" + PAGE);
    path.append("&status=").append(encoded(String.join(",", states)));
    if (!cids.isEmpty()) {
      path.append("&cid=").append(String.join(",", cids.stream().map(Cid::toString).toList()));
    }
    List<Status> found = new ArrayList<>();
    for (Node each : ask(HttpMethod.GET, path.toString(), NOTHING).list("results").items()) {
      if (each instanceof MapNode map) {
        found.add(status(map));
      }
    }
    return found;
  }

  private MapNode ask(HttpMethod method, String path, byte[] body) throws IOException {
    ServiceCalls.Said said = calls.call(method, path, headers, body);
    MapNode json = said.json();
    if (said.status() / 100 != 2) {
      MapNode error =
          json.find("error").orElse(Node.NULL) instanceof MapNode map
              ? map
              : MapNode.builder().build();
      throw new PinningException(
          calls.name(), said.status(), text(error, "reason"), text(error, "details"));
    }
    return json;
  }

  private static byte[] pin(Cid cid, String name, List<String> origins) {
    MapNode.Builder pin = MapNode.builder().put("cid", cid.toString());
    if (!name.isEmpty()) {
      pin.put("name", name);
    }
    return DagJson.STRICT.encode(pin.put("origins", ListNode.ofTexts(origins)).build());
  }

  private static Status status(MapNode map) throws IOException {
    MapNode pin = map.map("pin");
    MapNode info =
        map.find("info").orElse(Node.NULL) instanceof MapNode given
            ? given
            : MapNode.builder().build();
    List<String> delegates =
        map.find("delegates").orElse(Node.NULL) instanceof ListNode list ? list.texts() : List.of();
    try {
      return new Status(
          map.text("requestid"),
          map.text("status"),
          text(map, "created"),
          Cid.parse(pin.text("cid")),
          text(pin, "name"),
          text(info, "status_details"),
          delegates);
    } catch (MultiformatException e) {
      throw new CodecException("the service names what is no CID: " + e.getMessage(), e);
    }
  }

  private static String text(MapNode map, String key) throws CodecException {
    return map.find(key).orElse(Node.NULL).equals(Node.NULL) ? "" : map.text(key);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
