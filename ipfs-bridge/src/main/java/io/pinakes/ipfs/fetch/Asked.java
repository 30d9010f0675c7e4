package io.pinakes.ipfs.fetch;

import java.util.Optional;

/** One source, and how it has done; guarded by the lock of the fetch that runs. */
final class Asked {
  final BlockSource source;
  long blocks;
  long bytes;
  private int failures;
  private Optional<String> dropped = Optional.empty();

  Asked(BlockSource source) {
    this.source = source;
  }

  boolean isDropped() {
    return dropped.isPresent();
  }

  void gave(int size) {
    blocks++;
    bytes += size;
    failures = 0;
  }

  void failed(String why, int maxFailures) {
    failures++;
    if (failures >= maxFailures) {
      drop(why);
    }
  }

  void drop(String why) {
    if (dropped.isEmpty()) {
      dropped = Optional.of(why);
    }
  }

  FetchReport.Source report() {
    return new FetchReport.Source(source.name(), blocks, bytes, dropped);
  }

  @Override
  public String toString() {
    return source.name() + dropped.map(why -> ": " + why).orElse("");
  }
}
