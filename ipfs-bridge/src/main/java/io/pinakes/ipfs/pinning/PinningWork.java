package io.pinakes.ipfs.pinning;

import io.pinakes.ipfs.graph.Completer;
import io.pinakes.ipfs.graph.Graph;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what was asked for, a few at once, each on a virtual thread of its own. */
final class PinningWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PinningWork.class);
  private static final int AT_ONCE = 4;
  private static final int MAX_INFO_CHARACTERS = 500;

  private final Store store;
  private final PinRequests requests;
  private final Completer completer;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Thread> underWay = new ConcurrentHashMap<>();
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  PinningWork(Store store, PinRequests requests, Completer completer) {
    this.store = store;
    this.requests = requests;
    this.completer = completer;
  }

  /** Takes up what an earlier process left. */
  void resume() throws IOException {
    for (PinRequest request : requests.list()) {
      if (request.status() == PinRequest.Status.QUEUED
          || request.status() == PinRequest.Status.PINNING) {
        begin(request);
      }
    }
  }

  void begin(PinRequest request) {
    try {
      threads.execute(() -> run(request));
    } catch (RejectedExecutionException e) {
      LOG.debug("the server stops; [{}] is taken up with the next start", request.id());
    }
  }

  /** Ends what is under way for a request that was withdrawn. */
  void stop(String id) {
    Thread thread = underWay.get(id);
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void run(PinRequest request) {
    // Before it is looked for: who withdraws it forgets it first, and then stops the thread.
    underWay.put(request.id(), Thread.currentThread());
    try {
      turns.acquire();
      try {
        if (requests.find(request.id()).isPresent()) {
          requests.move(request, PinRequest.Status.PINNING, "");
          work(request);
        }
      } finally {
        turns.release();
      }
    } catch (InterruptedException e) {
      // It stays as it is written down, for the next start; or it was withdrawn, and is not.
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("cannot write down what became of [{}]: {}", request.id(), e.getMessage());
    } finally {
      underWay.remove(request.id());
    }
  }

  private void work(PinRequest request) throws IOException, InterruptedException {
    try (Lease lease = store.lease()) {
      completer.complete(request.cid(), lease.blocks());
      new Graph(store.blocks(), lease.blocks()).walk(request.cid(), (cid, bytes) -> {});
      requests.pin(request, lease);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("the server stops, or the request was withdrawn");
      }
      String why = String.valueOf(e.getMessage());
      requests.move(
          request,
          PinRequest.Status.FAILED,
          why.substring(0, Math.min(why.length(), MAX_INFO_CHARACTERS)));
    }
  }

  /** Breaks off what is under way, and waits for its end. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
