package io.pinakes.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An accept that failed at once and for ever, as without descriptors, once took a whole core. */
class AcceptLoopTest {
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private int accepted;

  @Test
  void whileNoneCanBeHadItWaitsTwiceAsLongEachTimeUpToASecond() {
    run(Script.failing(10).then(Script.closed()), Integer.MAX_VALUE);

    assertThat(pauses)
        .isEqualTo(
            Stream.of(5, 10, 20, 40, 80, 160, 320, 640, 1000, 1000)
                .map(Duration::ofMillis)
                .toList());
    assertThat(failures).hasSize(10).containsOnly("Too many open files");
  }

  @Test
  void aConnectionMakesTheNextPauseShortAgain() {
    run(
        Script.failing(3).then(Script.accepting(2)).then(Script.failing(1)).then(Script.closed()),
        Integer.MAX_VALUE);

    assertThat(accepted).isEqualTo(2);
    assertThat(pauses).last().isEqualTo(AcceptLoop.FIRST_PAUSE);
  }

  @Test
  void itEndsAtOnceWhenTheHostIsClosedDuringAPause() {
    run(Script.failing(1_000), 3);

    assertThat(pauses).hasSize(3);
  }

  private void run(Script script, int endAtPause) {
    new AcceptLoop(
            script,
            raw -> accepted++,
            failure -> failures.add(failure.getMessage()),
            time -> {
              pauses.add(time);
              return pauses.size() < endAtPause;
            })
        .run();
  }

  /** Does what it is told, one step an accept. */
  private record Script(Deque<Step> steps) implements Transport.Listener {
    private static Script failing(int times) {
      return of(
          times,
          () -> {
            throw new IOException("Too many open files");
          });
    }

    private static Script accepting(int times) {
      return of(
          times,
          () ->
              (RawConnection)
                  Proxy.newProxyInstance(
                      AcceptLoopTest.class.getClassLoader(),
                      new Class<?>[] {RawConnection.class},
                      (proxy, method, arguments) -> {
                        throw new AssertionError("nobody touches it");
                      }));
    }

    private static Script closed() {
      return of(
          1,
          () -> {
            throw new ClosedChannelException();
          });
    }

    private static Script of(int times, Step step) {
      Deque<Step> steps = new ArrayDeque<>();
      for (int i = 0; i < times; i++) {
        steps.addLast(step);
      }
      return new Script(steps);
    }

    private Script then(Script other) {
      steps.addAll(other.steps);
      return this;
    }

    @Override
    public Multiaddr address() {
      return Multiaddr.parse("/memory/script");
    }

    @Override
    public RawConnection accept() throws IOException {
      return steps.removeFirst().run();
    }

    @Override
    public void close() {}
  }

  @FunctionalInterface
  private interface Step {
    RawConnection run() throws IOException;
  }
}
