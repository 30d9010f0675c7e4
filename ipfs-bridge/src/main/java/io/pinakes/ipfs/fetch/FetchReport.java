package io.pinakes.ipfs.fetch;

import java.util.List;
import java.util.Optional;

/**
 * What came of a fetch.
 *
 * @param blocks blocks that were fetched
 * @param bytes their bytes
 * @param sources what each source gave, in the order in which they were named
 */
public record FetchReport(long blocks, long bytes, List<Source> sources) {
  /**
   * What one source gave.
   *
   * @param name the source's name
   * @param blocks blocks that were kept
   * @param bytes their bytes
   * @param dropped why it was asked no more, if so
   */
  public record Source(String name, long blocks, long bytes, Optional<String> dropped) {}

  static FetchReport of(List<Source> sources) {
    return new FetchReport(
        sources.stream().mapToLong(Source::blocks).sum(),
        sources.stream().mapToLong(Source::bytes).sum(),
        sources);
  }
}
