package io.pinakes.ipfs.pinning;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.api.Api;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.api.BearerToken;
import io.pinakes.ipfs.graph.Completer;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The pinning service, below {@code /pins}, for who shows the token. */
public final class PinningService implements Api, AutoCloseable {
  /** Where it is. */
  public static final String PATH = "/pins";

  private static final int MAX_BODY_BYTES = 64 << 10;
  private static final int MAX_ORIGINS = 20;
  private static final int MAX_META = 1000;

  private final PinRequests requests;
  private final PinningWork work;
  private final BearerToken token;
  private final Supplier<List<String>> delegates;

  /**
   * Takes up what an earlier process left, and answers from now on.
   *
   * @param completer gets what is to be pinned
   * @param token what who asks has to know
   * @param delegates the addresses of this node, for who asks to be told
   */
  public PinningService(
      Store store,
      Completer completer,
      BearerToken token,
      Supplier<List<String>> delegates,
      InstantSource clock,
      RandomGenerator random)
      throws IOException {
    this.requests = new PinRequests(store, clock, random);
    this.work = new PinningWork(store, requests, completer);
    this.token = token;
    this.delegates = delegates;
    work.resume();
  }

  @Override
  public ApiAnswer answer(ApiRequest request) {
    if (!token.isShownBy(request)) {
      return error(401, "UNAUTHORIZED", "the access token is missing or wrong");
    }
    try {
      String path = request.path();
      if (path.equals(PATH) || path.equals(PATH + "/")) {
        return switch (request.method()) {
          case "GET" -> list(request);
          case "POST" -> add(request, Optional.empty());
          default -> error(405, "METHOD_NOT_ALLOWED", "only GET and POST are answered here");
        };
      }
      Optional<PinRequest> found = requests.find(path.substring(PATH.length() + 1));
      if (found.isEmpty()) {
        return error(404, "NOT_FOUND", "there is no such request");
      }
      return switch (request.method()) {
        case "GET" -> json(200, found.get().shown(delegates.get()));
        case "POST" -> add(request, found);
        case "DELETE" -> remove(found.get());
        default -> error(405, "METHOD_NOT_ALLOWED", "only GET, POST and DELETE are answered here");
      };
    } catch (CodecException | IllegalArgumentException e) {
      return error(400, "BAD_REQUEST", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return error(500, "INTERNAL_SERVER_ERROR", String.valueOf(e.getMessage()));
    }
  }

  private ApiAnswer list(ApiRequest request) throws IOException {
    PinFilter filter = PinFilter.of(request.query());
    List<PinRequest> shown = new ArrayList<>(requests.list());
    shown.removeIf(each -> !filter.shows(each));
    Collections.reverse(shown);
    List<Node> results = new ArrayList<>();
    List<String> here = delegates.get();
    for (PinRequest each : shown.subList(0, Math.min(filter.limit(), shown.size()))) {
      results.add(each.shown(here));
    }
    return json(
        200, MapNode.builder().put("count", shown.size()).put("results", Node.of(results)).build());
  }

  private ApiAnswer add(ApiRequest request, Optional<PinRequest> instead) throws IOException {
    byte[] body = request.body().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new IllegalArgumentException("the request is over [" + MAX_BODY_BYTES + "] bytes");
    }
    if (!(DagJson.RELAXED.decode(body) instanceof MapNode pin)) {
      throw new IllegalArgumentException("the request is no object");
    }
    String name = text(pin, "name");
    if (name.length() > Pin.MAX_NAME_LENGTH) {
      throw new IllegalArgumentException("the name is over [" + Pin.MAX_NAME_LENGTH + "] long");
    }
    List<String> origins =
        pin.find("origins").orElse(Node.NULL) instanceof ListNode list ? list.texts() : List.of();
    Map<String, String> meta =
        pin.find("meta").orElse(Node.NULL) instanceof MapNode map
            ? PinRequest.texts(map)
            : Map.of();
    if (origins.size() > MAX_ORIGINS || meta.size() > MAX_META) {
      throw new IllegalArgumentException("too many origins or too much meta");
    }
    PinRequest added = requests.add(cid(pin.text("cid")), name, meta, origins, instead);
    instead.ifPresent(old -> work.stop(old.id()));
    work.begin(added);
    return json(202, added.shown(delegates.get()));
  }

  private static Cid cid(String text) {
    try {
      return Cid.parse(text);
    } catch (MultiformatException e) {
      throw new IllegalArgumentException("[" + text + "] is no CID", e);
    }
  }

  private static String text(MapNode map, String key) throws CodecException {
    return map.find(key).orElse(Node.NULL).equals(Node.NULL) ? "" : map.text(key);
  }

  private ApiAnswer remove(PinRequest request) throws IOException {
    requests.remove(request.id());
    work.stop(request.id());
    return ApiAnswer.of(202, "application/json", new byte[0]);
  }

  private static ApiAnswer json(int status, MapNode object) {
    return ApiAnswer.of(status, "application/json", DagJson.STRICT.encode(object));
  }

  private static ApiAnswer error(int status, String reason, String details) {
    MapNode told = MapNode.builder().put("reason", reason).put("details", details).build();
    return json(status, MapNode.builder().put("error", told).build());
  }

  /** Breaks off what is under way; it is taken up with the next start. */
  @Override
  public void close() {
    work.close();
  }
}
