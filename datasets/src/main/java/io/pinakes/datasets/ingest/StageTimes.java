package io.pinakes.datasets.ingest;

import io.pinakes.datasets.progress.Stage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where the CPU time of a run went, in nanoseconds.
 *
 * @param stages of each stage's threads; the reading of files runs on virtual threads, whose time
 *     is known only as part of the process
 * @param process of the whole process
 * @param children of the child processes that extract, as far as they lived to the end
 */
public record StageTimes(Map<Stage, Long> stages, long process, long children) {
  /** Keeps the stages in their order. */
  public StageTimes {
    EnumMap<Stage, Long> copy = new EnumMap<>(Stage.class);
    copy.putAll(stages);
    stages = Collections.unmodifiableMap(copy);
  }

  /** Which part of all CPU time was spent in the model, 0 to 1. */
  public double modelShare() {
    long all = process + children;
    return all <= 0 ? 0 : (double) stages.getOrDefault(Stage.EMBED, 0L) / all;
  }
}
