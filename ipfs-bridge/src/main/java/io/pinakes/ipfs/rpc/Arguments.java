package io.pinakes.ipfs.rpc;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.gateway.GatewayException;
import io.pinakes.ipfs.gateway.NameRecords;
import io.pinakes.ipfs.gateway.PathResolver;
import io.pinakes.ipfs.gateway.Resolved;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What commands are told to work on: CIDs, paths and names. */
final class Arguments {
  private static final int MAX_ARGUMENTS = 1024;
  private static final int MAX_SEGMENTS = 1024;

  /** Names that lead to names. */
  private static final int MAX_NAMES = 4;

  private final Store store;
  private final NameRecords names;

  Arguments(RpcHome home) {
    this.store = home.store();
    this.names = home.names();
  }

  /**
   * A path as it was given.
   *
   * @param text as it was given
   * @param root where it begins
   * @param segments what follows, none empty
   */
  record Path(String text, Cid root, List<String> segments) {}

  /** All arguments of a request, one at least. */
  static List<String> all(ApiRequest request) {
    List<String> all = request.query().all("arg");
    if (all.isEmpty() || all.getFirst().isEmpty()) {
      throw new IllegalArgumentException("an argument is required");
    }
    if (all.size() > MAX_ARGUMENTS) {
      throw new IllegalArgumentException("over [" + MAX_ARGUMENTS + "] arguments");
    }
    return all;
  }

  /** The only argument of a request. */
  static String one(ApiRequest request) {
    List<String> all = all(request);
    if (all.size() > 1) {
      throw new IllegalArgumentException("one argument is taken, not [" + all.size() + "]");
    }
    return all.getFirst();
  }

  /** A CID alone, though it may be written as a path or URL. */
  static Cid cid(String text) {
    try {
      return Cid.parse(text.replaceFirst("^(/ipfs/|ipfs://)", "").replaceFirst("/$", ""));
    } catch (MultiformatException e) {
      throw new IllegalArgumentException("invalid cid: [" + text + "]: " + e.getMessage(), e);
    }
  }

  /** Takes a path apart and follows the name that it may begin with. */
  Path path(String text) throws IOException {
    String at = text.replaceFirst("^ipfs://", "/ipfs/").replaceFirst("^ipns://", "/ipns/");
    List<String> segments = List.of();
    for (int i = 0; i <= MAX_NAMES; i++) {
      List<String> parts = parts(at, text);
      boolean named = at.startsWith("/ipns/");
      List<String> all = new ArrayList<>(parts.subList(1, parts.size()));
      all.addAll(segments);
      segments = all;
      if (!named) {
        return new Path(text, cid(parts.getFirst()), List.copyOf(segments));
      }
      at = record(parts.getFirst()).data().value();
    }
    throw new RpcException("the name leads through over [" + MAX_NAMES + "] names");
  }

  private static List<String> parts(String path, String text) {
    String bare = path.replaceFirst("^/ip[fn]s/", "");
    List<String> parts = new ArrayList<>();
    for (String part : bare.split("/", MAX_SEGMENTS + 2)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    if (parts.isEmpty() || parts.size() > MAX_SEGMENTS) {
      throw new IllegalArgumentException("invalid path [" + text + "]");
    }
    return parts;
  }

  private IpnsRecord record(String name) throws IOException {
    PeerId key;
    try {
      key =
          name.startsWith("1") || name.startsWith("Qm")
              ? PeerId.parse(name)
              : new PeerId(Cid.parse(name).hash());
    } catch (MultiformatException e) {
      throw new IllegalArgumentException("[" + name + "] is no name of a key", e);
    }
    return names
        .find(key)
        .orElseThrow(() -> new RpcException("no record of [" + name + "] is known here"));
  }

  /** Where a path ends; segments within a block may be left over. */
  Resolved resolve(Path path) throws IOException {
    try {
      return PathResolver.follow(store.blocks(), path.root(), path.segments());
    } catch (GatewayException e) {
      throw new RpcException("there is nothing at [" + path.text() + "]");
    }
  }

  /** The block that a path ends in. */
  Cid block(String text) throws IOException {
    Resolved end = resolve(path(text));
    if (!end.rest().isEmpty()) {
      throw new RpcException("[" + text + "] ends within a block, and names none");
    }
    return end.cid();
  }
}
