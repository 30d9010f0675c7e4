package io.pinakes.query.generate.wire;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A response body handed from the HTTP client's thread to the reader's. One list of buffers is
 * asked for at a time, and the next only when it has been read: a fast server is held back by TCP,
 * not gathered in memory.
 *
 * <p>The queue therefore holds at most one list and one end. Closing cancels the subscription, upon
 * which the client closes the connection.
 */
final class BodyQueue implements BodySubscriber<BodyQueue>, AutoCloseable {
  private sealed interface Item permits Bytes, End {}

  private record Bytes(List<ByteBuffer> buffers) implements Item {}

  private record End(@Nullable Throwable failure) implements Item {}

  private final LinkedBlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
  private volatile boolean closed;

  /** The next buffers; an empty list at the end of the body; null if none came in time. */
  @Nullable List<ByteBuffer> next(Duration wait) throws IOException, InterruptedException {
    Item item = items.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    return switch (item) {
      case null -> null;
      case Bytes bytes -> {
        request();
        yield bytes.buffers();
      }
      case End end -> {
        items.add(end);
        if (end.failure() != null) {
          throw new IOException(end.failure().getMessage(), end.failure());
        }
        yield List.of();
      }
    };
  }

  @Override
  public CompletionStage<BodyQueue> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    if (!subscription.compareAndSet(null, given)) {
      given.cancel();
      return;
    }
    if (closed) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    items.add(new Bytes(buffers));
  }

  @Override
  public void onError(Throwable failure) {
    items.add(new End(failure));
  }

  @Override
  public void onComplete() {
    items.add(new End(null));
  }

  private void request() {
    Flow.Subscription known = subscription.get();
    if (known != null) {
      known.request(1);
    }
  }

  @Override
  public void close() {
    closed = true;
    Flow.Subscription known = subscription.get();
    if (known != null) {
      known.cancel();
    }
  }
}
