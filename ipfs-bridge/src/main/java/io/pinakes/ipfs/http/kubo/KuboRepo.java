package io.pinakes.ipfs.http.kubo;

import io.pinakes.core.multiformats.Cid;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@code repo}. */
public final class KuboRepo {
  private final KuboTransport kubo;

  KuboRepo(KuboTransport kubo) {
    this.kubo = kubo;
  }

  /** How much is kept. */
  public record Stat(long blocks, long bytes) {}

  /** How much is kept. */
  public CompletableFuture<Stat> stat() {
    return kubo.one(
        KuboCall.of("repo/stat"),
        map -> new Stat(map.integer("NumObjects"), map.integer("RepoSize")));
  }

  /** Removes what no pin keeps; the blocks that went. */
  public KuboStream<Cid> gc() {
    return kubo.objects(
        KuboCall.of("repo/gc"),
        map -> {
          String error = Reply.text(map, "Error");
          if (!error.isEmpty()) {
            throw new KuboException(KuboException.Kind.FAILED_LATE, error);
          }
          return map.findLink("Key");
        });
  }

  /** Reads every block; the last message says what came of it. */
  public KuboStream<String> verify() {
    return kubo.objects(
        KuboCall.of("repo/verify"),
        map -> Optional.of(Reply.text(map, "Msg")).filter(text -> !text.isEmpty()));
  }

  /** The version of the repository's form. */
  public CompletableFuture<String> version() {
    return kubo.one(KuboCall.of("repo/version"), map -> map.text("Version"));
  }
}
