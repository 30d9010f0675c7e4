package io.pinakes.query.jobs;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.progress.Progress;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.query.blocks.Work;
import io.pinakes.query.blocks.WorkListener;
import io.pinakes.query.blocks.Works;
import java.time.Duration;
import java.util.Optional;

/** Work on blocks as a job. */
final class WorkTask implements Task {
  /** A pull of a dataset is the one work on blocks that changes datasets. */
  private static final String CHANGES = "pull-dataset";

  private final Bank bank;
  private final String kind;
  private final Work work;

  /** Of that bank; throws what {@link Works#of} throws. */
  WorkTask(Bank bank, Works works, JobRequest request) {
    this.bank = bank;
    this.kind = request.kind();
    this.work = works.of(kind, request.spec());
  }

  @Override
  public Lane lane() {
    return kind.equals(CHANGES) ? Lane.DATASETS : Lane.BLOCKS;
  }

  @Override
  public boolean stops() {
    return Works.STOPPED.contains(kind);
  }

  @Override
  public Result run(ProgressListener listener, Cancellation cancellation) throws Exception {
    try {
      return new Result(JobState.SUCCEEDED, work.on(bank, new Told(listener), cancellation));
    } catch (Exception e) {
      if (stops() && cancellation.isCancelled()) {
        return new Result(JobState.CANCELLED, null);
      }
      throw e;
    }
  }

  /** Makes progress of what work tells, as often as somebody can read it. */
  private static final class Told implements WorkListener {
    private static final long PAUSE_NANOS = 200_000_000L;

    private final ProgressListener listener;
    private final long start = System.nanoTime();
    private long said;
    private long blocks;
    private long bytes;
    private long bytesTotal;
    private Optional<String> searchable = Optional.empty();
    private long passages;
    private long passagesTotal;

    Told(ProgressListener listener) {
      this.listener = listener;
      this.said = start;
    }

    @Override
    public void moved(long blocksNow, long bytesNow) {
      blocks = blocksNow;
      bytes = bytesNow;
      if (System.nanoTime() - said >= PAUSE_NANOS) {
        say();
      }
    }

    @Override
    public void expects(long bytesInAll) {
      bytesTotal = bytesInAll;
    }

    @Override
    public void searchable(String dataset, long found, long of) {
      boolean first = searchable.isEmpty();
      searchable = Optional.of(dataset);
      passages = found;
      passagesTotal = of;
      if (first) {
        say();
      }
    }

    private void say() {
      said = System.nanoTime();
      listener.moved(
          Progress.of(
              new Progress.BlockWork(blocks, searchable),
              bytes,
              bytesTotal,
              passages,
              passagesTotal,
              Duration.ofNanos(said - start)));
    }
  }
}
