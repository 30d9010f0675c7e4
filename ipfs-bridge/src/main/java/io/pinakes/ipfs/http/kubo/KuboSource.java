package io.pinakes.ipfs.http.kubo;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.fetch.BlockSource;
import io.pinakes.ipfs.fetch.SourceStalledException;
import io.pinakes.ipfs.names.RecordSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Blocks and names by way of a daemon: what it holds, and what it finds in its network in time. It
 * is believed no more than a gateway is.
 */
public final class KuboSource implements BlockSource, RecordSource {
  private final KuboClient kubo;
  private final String name;
  private final Duration patience;

  /**
   * By that daemon.
   *
   * @param name what errors call it
   * @param patience how long it may look for something in its network
   */
  public KuboSource(KuboClient kubo, String name, Duration patience) {
    this.kubo = kubo;
    this.name = name;
    this.patience = patience;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<byte[]> block(Cid cid) throws IOException {
    return found(kubo.block().get(cid, patience));
  }

  @Override
  public Optional<byte[]> record(PeerId of) throws IOException {
    return found(kubo.name().get("/ipns/" + of.toName(), patience));
  }

  /** Empty if the daemon looked and found nothing, or not in time, as it says itself. */
  private Optional<byte[]> found(CompletableFuture<byte[]> call) throws IOException {
    try {
      // It keeps the time itself; this is for one that does not.
      return Optional.of(call.get(2 * patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof KuboException failure)) {
        throw new IOException(e.getCause());
      }
      if (failure.kind() == KuboException.Kind.FAILED) {
        return Optional.empty();
      }
      throw failure;
    } catch (TimeoutException e) {
      call.cancel(true);
      throw new SourceStalledException("it said nothing for [" + patience.multipliedBy(2) + "]");
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("interrupted");
      stopped.initCause(e);
      throw stopped;
    }
  }
}
