package io.pinakes.ipfs.http.kubo;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call and its answer. All of it runs on the event loop of its context, whichever thread calls
 * the subscription; so nothing here needs a lock.
 */
final class Exchange<T> implements Flow.Subscription {
  private static final int MAX_ERROR_BYTES = 64 << 10;
  private static final String TRAILER = "X-Stream-Error";

  private final Context context;
  private final Caller caller;
  private final KuboCall call;
  private final Decoder<T> decoder;
  private final Queue<T> found = new ArrayDeque<>();
  private final Buffer refusal = Buffer.buffer();
  private Flow.@Nullable Subscriber<? super T> subscriber;
  private @Nullable HttpClientRequest request;
  private @Nullable HttpClientResponse response;
  private @Nullable Thread sender;
  private long wanted;
  private boolean reading;
  private boolean answered;
  private boolean over;
  private long watch = -1;
  private long movedBefore = -1;

  /** Counts what came and went; the sending thread counts, too. */
  private final AtomicLong moved = new AtomicLong();

  /** Sends requests; what comes of them is told on the context. */
  interface Caller {
    void open(KuboCall call, Consumer<HttpClientRequest> opened, Consumer<Throwable> failed);

    /** What a failure without an answer means. */
    KuboException unanswered(KuboCall call, Throwable failure, boolean connected);

    KuboException refusal(KuboCall call, int status, byte[] body);

    /** Writes a body on a thread of its own; says so with every piece that has left. */
    Thread send(
        KuboCall call, HttpClientRequest request, Runnable moved, Consumer<Throwable> failed);

    /** Calls back again and again, each time that the daemon's silence has become too long. */
    long watch(Runnable tick);

    void unwatch(long watch);

    KuboException silent();
  }

  Exchange(Context context, Caller caller, KuboCall call, Decoder<T> decoder) {
    this.context = context;
    this.caller = caller;
    this.call = call;
    this.decoder = decoder;
  }

  void start(Flow.Subscriber<? super T> to) {
    context.runOnContext(
        run -> {
          subscriber = to;
          to.onSubscribe(this);
          watch = caller.watch(() -> context.runOnContext(tick -> checkSilence()));
          caller.open(call, this::opened, failure -> unanswered(failure, false));
        });
  }

  @Override
  public void request(long count) {
    context.runOnContext(
        run -> {
          if (count <= 0) {
            fail(new IllegalArgumentException("[" + count + "] items cannot be asked for"));
            return;
          }
          wanted = count > Long.MAX_VALUE - wanted ? Long.MAX_VALUE : wanted + count;
          deliver();
        });
  }

  @Override
  public void cancel() {
    context.runOnContext(run -> end());
  }

  /**
   * Who does not read cannot call the daemon silent; a refusal is read whether or not somebody asks
   * for more, and what comes of it does not count as moving, or its end could be put off by drips.
   */
  private void checkSilence() {
    HttpClientResponse from = response;
    if (moved.get() == movedBefore) {
      if (from != null && from.statusCode() != 200) {
        refused(from);
      } else if (!call.isEndless() && (from == null || reading)) {
        fail(caller.silent());
      }
    }
    movedBefore = moved.get();
  }

  private void opened(HttpClientRequest opened) {
    request = opened;
    if (over) {
      breakOff();
      return;
    }
    opened.exceptionHandler(failure -> unanswered(failure, true));
    opened.response().onComplete(this::head, failure -> unanswered(failure, true));
    if (call.upload().isPresent()) {
      sender =
          caller.send(
              call,
              opened,
              moved::incrementAndGet,
              failure -> context.runOnContext(run -> senderFailed(failure)));
    } else {
      var unused = opened.putHeader("Content-Length", "0").end();
    }
  }

  /** If the daemon went away, its answer says so, or the lack of one; else what was to be sent. */
  private void senderFailed(Throwable failure) {
    if (failure instanceof UnreadableException unreadable) {
      fail(unreadable.reason());
    }
  }

  /** What was to be sent cannot be read. */
  static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableException(IOException reason) {
      super(reason);
    }

    Throwable reason() {
      Throwable cause = getCause();
      return cause == null ? this : cause;
    }
  }

  private void unanswered(Throwable failure, boolean connected) {
    fail(caller.unanswered(call, failure, connected));
  }

  private void head(HttpClientResponse head) {
    if (over) {
      return;
    }
    response = head;
    moved.incrementAndGet();
    head.exceptionHandler(failure -> unanswered(failure, true));
    if (head.statusCode() != 200) {
      readRefusal(head);
      return;
    }
    head.pause();
    head.handler(this::take);
    head.endHandler(end -> ended(head));
    deliver();
  }

  private void readRefusal(HttpClientResponse head) {
    head.handler(
        bytes -> {
          refusal.appendBuffer(bytes);
          if (refusal.length() > MAX_ERROR_BYTES) {
            refused(head);
          }
        });
    head.endHandler(end -> refused(head));
  }

  /** In the words that have come, be they all or not. */
  private void refused(HttpClientResponse head) {
    byte[] words = refusal.getBytes(0, Math.min(refusal.length(), MAX_ERROR_BYTES));
    fail(caller.refusal(call, head.statusCode(), words));
  }

  private void take(Buffer bytes) {
    reading = false;
    moved.incrementAndGet();
    try {
      decoder.take(bytes.getBytes(), found);
      deliver();
    } catch (IOException e) {
      fail(e);
    }
  }

  private void ended(HttpClientResponse head) {
    String late = head.getTrailer(TRAILER);
    if (late != null && !late.isEmpty()) {
      fail(new KuboException(KuboException.Kind.FAILED_LATE, words(late)));
      return;
    }
    try {
      decoder.end(found);
      answered = true;
      deliver();
    } catch (IOException e) {
      fail(e);
    }
  }

  private String words(String what) {
    return "kubo could not complete [" + call.command() + "]: " + what;
  }

  /** Hands on what was asked for; reads when nothing is left to hand on. */
  private void deliver() {
    Flow.Subscriber<? super T> to = subscriber;
    while (!over && to != null && wanted > 0 && !found.isEmpty()) {
      wanted--;
      to.onNext(found.remove());
    }
    if (over || !found.isEmpty()) {
      return;
    }
    HttpClientResponse from = response;
    if (answered && to != null) {
      over = true;
      caller.unwatch(watch);
      to.onComplete();
    } else if (from != null && from.statusCode() == 200 && !reading && wanted > 0) {
      reading = true;
      from.fetch(1);
    }
  }

  private void fail(Throwable failure) {
    if (!over) {
      Flow.Subscriber<? super T> to = subscriber;
      end();
      if (to != null) {
        to.onError(failure);
      }
    }
  }

  private void end() {
    if (!over) {
      over = true;
      caller.unwatch(watch);
      breakOff();
    }
  }

  private void breakOff() {
    Thread sending = sender;
    if (sending != null) {
      sending.interrupt();
    }
    HttpClientRequest opened = request;
    if (opened != null) {
      opened.reset();
      opened.connection().close();
    }
  }
}
