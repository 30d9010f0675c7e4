package io.pinakes.ipfs.http.kubo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * What comes one after the other. Each subscription is a call of its own, which begins with it; no
 * more is read from the socket than was asked for, and a piece that is on its way.
 */
public final class KuboStream<T> implements Flow.Publisher<T> {
  private final Supplier<Exchange<T>> calls;

  KuboStream(Supplier<Exchange<T>> calls) {
    this.calls = calls;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    calls.get().start(subscriber);
  }

  /**
   * All of it; cancelling the future breaks the call off.
   *
   * @param most more than that is a {@link KuboException.Kind#MALFORMED} failure
   */
  public CompletableFuture<List<T>> toList(int most) {
    CompletableFuture<List<T>> all = new CompletableFuture<>();
    subscribe(new Gathering<>(all, most));
    return all;
  }

  private static final class Gathering<T> implements Flow.Subscriber<T> {
    private final CompletableFuture<List<T>> all;
    private final int most;
    private final List<T> found = new ArrayList<>();

    Gathering(CompletableFuture<List<T>> all, int most) {
      this.all = all;
      this.most = most;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      var unused = all.whenComplete((done, failure) -> subscription.cancel());
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T item) {
      found.add(item);
      if (found.size() > most) {
        all.completeExceptionally(
            new KuboException(KuboException.Kind.MALFORMED, "it sends over [" + most + "] items"));
      }
    }

    @Override
    public void onError(Throwable failure) {
      all.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      all.complete(List.copyOf(found));
    }
  }
}
