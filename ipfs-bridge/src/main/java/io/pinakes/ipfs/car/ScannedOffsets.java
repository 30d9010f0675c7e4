package io.pinakes.ipfs.car;

import io.pinakes.core.multiformats.Multihash;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** An index made in memory; of a block that stands twice, the first place. */
final class ScannedOffsets implements Offsets {
  private final int maxBlocks;
  private final TreeMap<Multihash, Long> places = new TreeMap<>();

  ScannedOffsets(int maxBlocks) {
    this.maxBlocks = maxBlocks;
  }

  void add(Multihash hash, long offset) throws CarException {
    if (hash.code() == Multihash.IDENTITY) {
      return;
    }
    if (places.size() == maxBlocks) {
      throw new CarException(
          "CAR has no index and more than [" + maxBlocks + "] blocks: read it as a stream");
    }
    places.putIfAbsent(hash, offset);
  }

  @Override
  public List<Long> find(Multihash hash) {
    return Optional.ofNullable(places.get(hash)).map(List::of).orElse(List.of());
  }
}
