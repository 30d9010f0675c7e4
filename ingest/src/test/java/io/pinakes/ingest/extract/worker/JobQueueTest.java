package io.pinakes.ingest.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class JobQueueTest {
  private final JobQueue queue = new JobQueue();

  @Test
  void jobsAreTakenInTheOrderInWhichTheyCame() throws InterruptedException {
    queue.add(job("a"));
    queue.add(job("b"));

    assertThat(queue.take().name()).isEqualTo("a");
    assertThat(queue.take().name()).isEqualTo("b");
    assertThat(queue.poll()).isNull();
  }

  @Test
  void theWorkerThatBecameIdleLastIsGivenTheNextJob() {
    Taker early = Taker.waitingAt(queue);
    Taker late = Taker.waitingAt(queue);

    queue.add(job("first"));
    assertThat(late.taken.join().name()).isEqualTo("first");
    assertThat(early.taken).isNotDone();
    queue.add(job("second"));
    assertThat(early.taken.join().name()).isEqualTo("second");
  }

  @Test
  void aWorkerThatIsInterruptedTakesNoJobWithIt() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      Taker interrupted = Taker.waitingAt(queue);
      Thread other = Thread.ofPlatform().start(interrupted.thread::interrupt);
      Job job = job("job " + round);
      queue.add(job);
      other.join();
      interrupted.thread.join();
      Job taken = interrupted.taken.isCompletedExceptionally() ? queue.take() : interrupted.job();
      assertThat(taken).isSameAs(job);
      assertThat(queue.poll()).isNull();
    }
  }

  @Test
  void whatIsTakenBackIsGivenToNobody() {
    Job back = job("back");
    queue.add(back);
    queue.remove(back);
    assertThat(queue.poll()).isNull();
  }

  private static Job job(String name) {
    return new Job(Path.of(name), name);
  }

  private static final class Taker {
    final CompletableFuture<Job> taken = new CompletableFuture<>();
    final Thread thread;

    private Taker(JobQueue queue) {
      thread =
          Thread.ofPlatform()
              .daemon()
              .unstarted(
                  () -> {
                    try {
                      taken.complete(queue.take());
                    } catch (InterruptedException e) {
                      taken.completeExceptionally(e);
                    }
                  });
    }

    static Taker waitingAt(JobQueue queue) {
      Taker taker = new Taker(queue);
      taker.thread.start();
      while (taker.thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      return taker;
    }

    Job job() {
      return taken.join();
    }
  }
}
