package io.pinakes.ipfs.http.kubo;

import io.pinakes.ipfs.ipld.MapNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A Kubo daemon's RPC. May be used by many threads; nothing here waits. Holds its own event loop
 * until {@link #close}.
 */
public final class KuboClient implements AutoCloseable {
  private final KuboTransport transport;

  /** Of that daemon; it is not asked before the first call. */
  public KuboClient(KuboOptions options) {
    this.transport = new KuboTransport(options);
  }

  /** Files: add, cat, get, ls, refs, resolve. */
  public KuboFiles files() {
    return new KuboFiles(transport);
  }

  /** Blocks. */
  public KuboBlocks block() {
    return new KuboBlocks(transport);
  }

  /** Nodes and archives. */
  public KuboDag dag() {
    return new KuboDag(transport);
  }

  /** Pins, and those at pinning services. */
  public KuboPins pin() {
    return new KuboPins(transport);
  }

  /** Names and their keys. */
  public KuboNames name() {
    return new KuboNames(transport);
  }

  /** Peers: swarm, pubsub, routing. */
  public KuboNetwork network() {
    return new KuboNetwork(transport);
  }

  /** The repository. */
  public KuboRepo repo() {
    return new KuboRepo(transport);
  }

  /**
   * Who a daemon is.
   *
   * @param id its peer id
   * @param agent its program and version
   * @param addresses where it can be reached
   */
  public record Identity(String id, String agent, List<String> addresses) {}

  /** Who the daemon is. */
  public CompletableFuture<Identity> id() {
    return transport.one(
        KuboCall.of("id"),
        map ->
            new Identity(
                map.text("ID"),
                map.findText("AgentVersion").orElse(""),
                Reply.texts(map, "Addresses")));
  }

  /** The daemon's version, such as {@code 0.43.0}. */
  public CompletableFuture<String> version() {
    return transport.one(KuboCall.of("version"), map -> map.text("Version"));
  }

  /** Any call that gives bytes, for commands that have no method here. */
  public KuboStream<byte[]> call(KuboCall call) {
    return transport.bytes(call);
  }

  /** Any call that gives objects. */
  public KuboStream<MapNode> objects(KuboCall call) {
    return transport.objects(call, Optional::of);
  }

  /** Breaks off what is under way. */
  @Override
  public void close() throws IOException {
    transport.close();
  }
}
