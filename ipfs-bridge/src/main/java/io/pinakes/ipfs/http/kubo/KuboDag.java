package io.pinakes.ipfs.http.kubo;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@code dag}. */
public final class KuboDag {
  private final KuboTransport kubo;

  KuboDag(KuboTransport kubo) {
    this.kubo = kubo;
  }

  /** Keeps a node as dag-cbor. */
  public CompletableFuture<Cid> put(Node node) {
    return kubo.one(
        KuboCall.of("dag/put").send(KuboUpload.of(DagJson.STRICT.encode(node))),
        map -> map.link("Cid"));
  }

  /** The node at a path. */
  public CompletableFuture<Node> get(String path) {
    return kubo.whole(KuboCall.of("dag/get").arg(path))
        .thenCompose(
            bytes -> {
              CompletableFuture<Node> node = new CompletableFuture<>();
              try {
                node.complete(DagJson.RELAXED.decode(bytes));
              } catch (IOException e) {
                node.completeExceptionally(
                    new KuboException(
                        KuboException.Kind.MALFORMED, "it is no dag-json: " + e.getMessage(), e));
              }
              return node;
            });
  }

  /**
   * Where a path ends.
   *
   * @param rest what is left of the path within the block, with a slash before it; or empty
   */
  public record Resolved(Cid cid, String rest) {}

  /** Where a path ends. */
  public CompletableFuture<Resolved> resolve(String path) {
    return kubo.one(
        KuboCall.of("dag/resolve").arg(path),
        map -> new Resolved(map.link("Cid"), Reply.text(map, "RemPath")));
  }

  /** What is below a root, each block counted once. */
  public record Stat(long blocks, long bytes) {}

  /** Counts what is below a root. */
  public CompletableFuture<Stat> stat(Cid root) {
    return kubo.one(
        KuboCall.of("dag/stat").arg(root).option("progress", false),
        map -> new Stat(map.integer("UniqueBlocks"), map.integer("TotalSize")));
  }

  /**
   * What became of an archive's root.
   *
   * @param error why it is not pinned, or empty
   */
  public record ImportedRoot(Cid cid, String error) {}

  /** Sends archives, and has their roots pinned. */
  public KuboStream<ImportedRoot> importCar(KuboUpload archives) {
    return kubo.objects(
        KuboCall.of("dag/import").send(archives),
        map -> {
          Optional<MapNode> root = map.findMap("Root");
          return root.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new ImportedRoot(root.get().link("Cid"), Reply.text(root.get(), "PinErrorMsg")));
        });
  }

  /** An archive of all that is below a root. */
  public KuboStream<byte[]> exportCar(Cid root) {
    return kubo.bytes(KuboCall.of("dag/export").arg(root));
  }
}
