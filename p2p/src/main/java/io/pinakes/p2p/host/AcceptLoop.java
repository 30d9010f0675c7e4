package io.pinakes.p2p.host;

import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Takes connections until the listener is closed. When none can be had, as without descriptors, it
 * waits before it asks again: 5 ms, twice as long after each failure in a row, at most a second.
 */
final class AcceptLoop implements Runnable {
  static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Transport.Listener listener;
  private final Consumer<RawConnection> accepted;
  private final Consumer<IOException> failed;
  private final Pause pause;

  AcceptLoop(
      Transport.Listener listener,
      Consumer<RawConnection> accepted,
      Consumer<IOException> failed,
      Pause pause) {
    this.listener = listener;
    this.accepted = accepted;
    this.failed = failed;
    this.pause = pause;
  }

  @Override
  public void run() {
    Duration wait = FIRST_PAUSE;
    while (true) {
      try {
        accepted.accept(listener.accept());
        wait = FIRST_PAUSE;
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        failed.accept(e);
        if (!pause.orEnd(wait)) {
          return;
        }
        Duration longer = wait.multipliedBy(2);
        wait = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
      }
    }
  }

  /** Waits. */
  @FunctionalInterface
  interface Pause {
    /** Waits so long; false, and at once, if the host is closed. */
    boolean orEnd(Duration time);
  }
}
