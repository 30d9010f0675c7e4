package io.pinakes.ipfs.fetch;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Blockstore;
import java.io.IOException;
import java.util.List;

/** Fetches graphs into a block store, from whoever has them. */
public final class DagFetcher {
  private final Blockstore into;
  private final FetchLimits limits;

  /** Keeps what it fetches there, verified. */
  public DagFetcher(Blockstore into, FetchLimits limits) {
    this.into = into;
    this.limits = limits;
  }

  /**
   * Fetches all that is below the roots and not held yet. When this returns, all of it is held;
   * when it throws, what was fetched is held, and the next call goes on from there.
   *
   * @param roots where to begin
   * @param sources who is asked, all at once
   * @throws io.pinakes.ipfs.blockstore.MissingBlockException if nobody who is left has a block
   * @throws NoSourceException if no source is left
   * @throws IOException if a block cannot be kept, or the graph not be followed
   * @throws InterruptedException if the caller is interrupted; nothing of the fetch goes on
   */
  public FetchReport fetch(List<Cid> roots, List<BlockSource> sources)
      throws IOException, InterruptedException {
    return new Remote(sources, limits, FetchListener.NONE).fetch(roots, Follow.ALL, into);
  }
}
