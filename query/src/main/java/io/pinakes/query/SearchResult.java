package io.pinakes.query;

import java.util.List;

/**
 * What a search gave.
 *
 * @param request what was asked
 * @param hits best first, at most {@code request.k()}
 * @param omitted datasets that could not answer, or only by their words; empty if some were named
 * @param stages what each ranking had to do, in the order in which they ran
 * @param tookNanos how long all of it took
 */
public record SearchResult(
    SearchRequest request,
    List<Hit> hits,
    List<Omission> omitted,
    List<StageReport> stages,
    long tookNanos) {
  /** What steps are called, without the dataset that some carry behind it. */
  public static final List<String> STEPS = List.of("embed", "vector", "text", "fuse", "check");

  /** Keeps the lists as they are. */
  public SearchResult {
    hits = List.copyOf(hits);
    omitted = List.copyOf(omitted);
    stages = List.copyOf(stages);
  }

  /**
   * One step of a search.
   *
   * @param name such as {@code embed}, {@code vector papers}, {@code check}
   * @param detail how it was done, for people
   * @param nanos how long it took
   */
  public record StageReport(String name, String detail, long nanos) {}
}
