package io.pinakes.ingest.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.ingest.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What tests tell processes. */
final class Signals {
  private Signals() {}

  static void send(String name, long pid) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
    assertThat(kill.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /**
   * Stops a process, and returns when each of its threads has stopped: one that is traced goes on
   * until whoever traces it hands the signal over.
   */
  static void stop(long pid) throws IOException, InterruptedException {
    send("STOP", pid);
    Path threads = Path.of("/proc", Long.toString(pid), "task");
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Patience.SECONDS);
    while (Files.exists(threads) && !allStopped(threads)) {
      assertThat(System.nanoTime()).as("all threads of [%d] stop", pid).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  private static boolean allStopped(Path threads) {
    try (Stream<Path> all = Files.list(threads)) {
      for (Path thread : all.toList()) {
        String state = Files.readString(thread.resolve("stat"));
        // Behind the name, which may hold anything (proc(5)).
        char letter = state.charAt(state.lastIndexOf(')') + 2);
        if (letter != 'T' && letter != 't') {
          return false;
        }
      }
      return true;
    } catch (IOException ended) {
      // A thread that was there a moment ago; or the process, of which there is nothing to stop.
      return false;
    }
  }
}
