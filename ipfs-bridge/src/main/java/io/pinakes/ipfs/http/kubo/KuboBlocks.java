package io.pinakes.ipfs.http.kubo;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@code block}. */
public final class KuboBlocks {
  private final KuboTransport kubo;

  KuboBlocks(KuboTransport kubo) {
    this.kubo = kubo;
  }

  /** Keeps bytes as a block of that codec. */
  public CompletableFuture<Cid> put(byte[] bytes, long codec) {
    return kubo.one(
        KuboCall.of("block/put")
            .option("cid-codec", Multicodec.name(codec))
            .send(KuboUpload.of(bytes)),
        map -> Reply.cid(map.text("Key")));
  }

  /** A block's bytes, not verified. */
  public CompletableFuture<byte[]> get(Cid cid) {
    return kubo.whole(KuboCall.of("block/get").arg(cid));
  }

  /** The same, which the daemon looks for in its network no longer than that. */
  public CompletableFuture<byte[]> get(Cid cid, Duration patience) {
    return kubo.whole(KuboCall.of("block/get").arg(cid).patience(patience));
  }

  /** A block's length in bytes. */
  public CompletableFuture<Long> stat(Cid cid) {
    return kubo.one(KuboCall.of("block/stat").arg(cid), map -> map.integer("Size"));
  }

  /**
   * What became of a block.
   *
   * @param error why it was not removed, or empty
   */
  public record Removed(Cid cid, String error) {}

  /** Removes blocks that no pin keeps. */
  public KuboStream<Removed> rm(List<Cid> cids) {
    KuboCall call = KuboCall.of("block/rm");
    cids.forEach(call::arg);
    return kubo.objects(
        call,
        map -> Optional.of(new Removed(Reply.cid(map.text("Hash")), Reply.text(map, "Error"))));
  }
}
