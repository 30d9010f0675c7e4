package io.pinakes.ipfs.http.client;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.names.RecordSource;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who knows who has content (delegated routing v1): providers, peers and the records of
 * names. What it says is a hint, and its records have to be validated. Each call waits for its
 * answer, some seconds at most.
 */
public final class RoutingClient implements RecordSource {
  private static final int MAX_FOUND = 1000;
  private static final String RECORD = "application/vnd.ipfs.ipns-record";
  private static final byte[] NOTHING = new byte[0];

  private final ServiceCalls calls;

  RoutingClient(ServiceCalls calls) {
    this.calls = calls;
  }

  /**
   * A peer that was named.
   *
   * @param id as it was written; may be empty
   * @param addresses multiaddresses, as they were written
   * @param protocols such as {@code transport-bitswap}
   */
  public record Found(String id, List<String> addresses, List<String> protocols) {}

  @Override
  public String name() {
    return calls.name();
  }

  /** Who is said to have a block; entries of kinds that are not known here are left out. */
  public List<Found> providers(Cid cid) throws IOException {
    return found("/routing/v1/providers/" + cid, "Providers");
  }

  /** Where a peer is said to be. */
  public List<Found> peers(PeerId peer) throws IOException {
    return found("/routing/v1/peers/" + peer.toCid(), "Peers");
  }

  @Override
  public Optional<byte[]> record(PeerId name) throws IOException {
    ServiceCalls.Said said =
        calls.call(HttpMethod.GET, path(name), Map.of("Accept", RECORD), NOTHING);
    return switch (said.status()) {
      case 200 -> Optional.of(said.body().getBytes());
      case 404 -> Optional.empty();
      default -> throw refused(said);
    };
  }

  /** Gives it a record to keep. */
  public void put(PeerId name, byte[] record) throws IOException {
    ServiceCalls.Said said =
        calls.call(HttpMethod.PUT, path(name), Map.of("Content-Type", RECORD), record);
    if (said.status() / 100 != 2) {
      throw refused(said);
    }
  }

  private static String path(PeerId name) {
    return "/routing/v1/ipns/" + name.toName();
  }

  private List<Found> found(String path, String key) throws IOException {
    ServiceCalls.Said said =
        calls.call(HttpMethod.GET, path, Map.of("Accept", "application/json"), NOTHING);
    if (said.status() == 404) {
      return List.of();
    }
    if (said.status() != 200) {
      throw refused(said);
    }
    List<Found> all = new ArrayList<>();
    if (said.json().find(key).orElse(Node.NULL) instanceof ListNode list) {
      for (Node each : list.items()) {
        if (all.size() < MAX_FOUND && each instanceof MapNode map) {
          peer(map).ifPresent(all::add);
        }
      }
    }
    return all;
  }

  /** Empty if it is none, or written in another form: one of many is no reason to lose the rest. */
  private static Optional<Found> peer(MapNode map) {
    try {
      return map.findText("Schema").orElse("").equals("peer")
          ? Optional.of(
              new Found(
                  map.findText("ID").orElse(""), texts(map, "Addrs"), texts(map, "Protocols")))
          : Optional.empty();
    } catch (CodecException e) {
      return Optional.empty();
    }
  }

  private static List<String> texts(MapNode map, String key) throws CodecException {
    return map.find(key).orElse(Node.NULL) instanceof ListNode list ? list.texts() : List.of();
  }

  private IOException refused(ServiceCalls.Said said) {
    return new IOException("[" + name() + "] answered [" + said.status() + "]");
  }
}
