package io.pinakes.ipfs.http.kubo;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * Gathers a body of so many bytes at most. Its pieces are copied together as they come: a daemon
 * that sends one of a few bytes after the other would make of each an object.
 */
final class WholeBody implements Flow.Subscriber<byte[]> {
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final int most;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private WholeBody(int most) {
    this.most = most;
  }

  /** What comes; cancelling the future breaks the call off. */
  static CompletableFuture<byte[]> of(KuboStream<byte[]> pieces, int most) {
    WholeBody body = new WholeBody(most);
    pieces.subscribe(body);
    return body.whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    var unused = whole.whenComplete((done, failure) -> subscription.cancel());
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(byte[] piece) {
    if (piece.length <= most - bytes.size()) {
      bytes.writeBytes(piece);
      return;
    }
    whole.completeExceptionally(
        new KuboException(
            KuboException.Kind.MALFORMED, "it sends over [" + most + "] bytes at once"));
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }
}
