package io.pinakes.ipfs.fetch;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Blockstore;
import io.pinakes.ipfs.graph.Completer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sources that are asked several times, one fetch after another: who was found to lie or stall in
 * one is not asked in the next.
 *
 * <p>For one thread at a time, but for {@link #stop}.
 */
public final class Remote implements Completer {
  private final List<Asked> sources;
  private final FetchLimits limits;
  private final FetchListener listener;
  private final AtomicReference<@Nullable Fetch> underWay = new AtomicReference<>();
  private volatile boolean stopped;

  /** Sources that are all asked at once. */
  public Remote(List<BlockSource> sources, FetchLimits limits, FetchListener listener) {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("no source to fetch from");
    }
    this.sources = sources.stream().map(Asked::new).toList();
    this.limits = limits;
    this.listener = listener;
  }

  /**
   * Fetches what is below the roots, as far as the links are followed, and not held yet. When this
   * returns, all of it is held; when it throws, what was fetched is held, and the next call goes on
   * from there.
   *
   * @param roots where to begin
   * @param follow which links are followed
   * @param into where blocks are kept, verified
   * @return what has come in all calls until now
   * @throws io.pinakes.ipfs.blockstore.MissingBlockException if nobody who is left has a block
   * @throws NoSourceException if no source is left
   * @throws InterruptedIOException if it is stopped
   * @throws IOException if a block cannot be kept, or the graph not be followed
   * @throws InterruptedException if the caller is interrupted; nothing of the fetch goes on
   */
  public FetchReport fetch(List<Cid> roots, Follow follow, Blockstore into)
      throws IOException, InterruptedException {
    try (Fetch fetch = new Fetch(roots, follow, sources, into, limits, listener)) {
      underWay.set(fetch);
      // Whoever stops marks it first and looks then; this looks last.
      if (stopped) {
        breakOff(fetch);
      }
      return fetch.run();
    } finally {
      underWay.set(null);
    }
  }

  /**
   * Breaks off the fetch that is under way, and every later one, by an {@link
   * InterruptedIOException}. Any thread may call; what was fetched is held.
   */
  public void stop() {
    stopped = true;
    Fetch fetch = underWay.get();
    if (fetch != null) {
      breakOff(fetch);
    }
  }

  private static void breakOff(Fetch fetch) {
    fetch.fail(new InterruptedIOException("the fetch was stopped"));
  }

  @Override
  public void complete(Cid root, Blockstore into) throws IOException, InterruptedException {
    fetch(List.of(root), Follow.ALL, into);
  }

  /** What has come, and from whom. */
  public FetchReport report() {
    return FetchReport.of(sources.stream().map(Asked::report).toList());
  }
}
