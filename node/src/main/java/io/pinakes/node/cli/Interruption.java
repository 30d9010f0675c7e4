package io.pinakes.node.cli;

import io.pinakes.datasets.ingest.Cancellation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a signal that ends the process does (Ctrl-C, a closed terminal, a supervisor's SIGTERM).
 * Long work is asked to stop where it can go on, and has two seconds for it, a service longer; a
 * second signal, or one while nothing long is under way, ends the process at once, which a home
 * survives.
 *
 * <p>This is not a shutdown hook: all hooks run at the same time, and that of the inference runtime
 * frees what the embedding threads still work with.
 */
public final class Interruption {
  /** How long ordinary work has to stop. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** What shells and supervisors add to the number of the signal that ended a process. */
  private static final int BY_SIGNAL = 128;

  private static final Interruption PROCESS = new Interruption();

  private final AtomicReference<@Nullable Work> work = new AtomicReference<>();
  private final AtomicInteger signal = new AtomicInteger();
  private final CountDownLatch done = new CountDownLatch(1);

  private Interruption() {}

  /**
   * Takes the signals of this process over, once, before anything else is done.
   *
   * @param halt ends the process at once, with the given exit code
   */
  public static void watch(IntConsumer halt) {
    EndSignals.handle(number -> PROCESS.received(number, halt));
  }

  /**
   * To be called when the command has returned and nothing of it runs any more.
   *
   * @param exitCode what the command returned
   * @return what the process ends with: 128 and the signal's number if one came
   */
  public static int done(int exitCode) {
    PROCESS.done.countDown();
    int signal = PROCESS.signal.get();
    return signal == 0 ? exitCode : BY_SIGNAL + signal;
  }

  /**
   * Says what is to be cancelled when a signal comes.
   *
   * @param patience how long it has to stop
   * @return ends that
   */
  static AutoCloseable cancels(Cancellation cancellation, Duration patience) {
    Work work = new Work(cancellation, patience);
    PROCESS.work.set(work);
    return () -> PROCESS.work.compareAndSet(work, null);
  }

  /** What is asked to stop, and how long it has for it. */
  private record Work(Cancellation cancellation, Duration patience) {}

  private void received(int number, IntConsumer halt) {
    Work underWay = work.get();
    boolean first = signal.compareAndSet(0, number);
    if (first && underWay != null) {
      underWay.cancellation().cancel();
      if (endsIn(underWay.patience())) {
        return;
      }
      System.err.println(
          "pinakes: did not stop in time; the next run goes on from what was written down");
    }
    halt.accept(BY_SIGNAL + number);
  }

  private boolean endsIn(Duration patience) {
    try {
      return done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
