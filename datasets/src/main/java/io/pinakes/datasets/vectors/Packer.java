package io.pinakes.datasets.vectors;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.holders.StoreBatches;
import io.pinakes.datasets.model.VectorEntry;
import io.pinakes.datasets.model.Vectors;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Packs rows, in whatever order they come, into full blocks and at last one that may be smaller.
 */
final class Packer {
  private final String model;
  private final int dimension;
  private final BlockSink sink;
  private final VectorRows rows;
  private final StoreBatches notes;
  private final TreeMap<Cid, byte[]> waiting = new TreeMap<>();
  private final List<VectorEntry> packed = new ArrayList<>();

  Packer(String model, int dimension, BlockSink sink, VectorRows rows, StoreBatches notes) {
    this.model = model;
    this.dimension = dimension;
    this.sink = sink;
    this.rows = rows;
    this.notes = notes;
  }

  void add(Cid chunk, byte[] encoded) throws IOException {
    waiting.put(chunk, encoded);
    if (waiting.size() == Vectors.capacity(dimension)) {
      cut();
    }
  }

  /** Packs what waits, and hands over all blocks since the last call. */
  List<VectorEntry> take() throws IOException {
    if (!waiting.isEmpty()) {
      cut();
    }
    List<VectorEntry> taken = List.copyOf(packed);
    packed.clear();
    return taken;
  }

  private void cut() throws IOException {
    Vectors.Builder builder = new Vectors.Builder(model, dimension, waiting.size());
    for (Map.Entry<Cid, byte[]> row : waiting.entrySet()) {
      builder.add(row.getKey(), row.getValue());
    }
    waiting.clear();
    Vectors vectors = builder.build();
    Block block = vectors.toBlock();
    sink.put(block);
    rows.note(notes, block.cid(), vectors);
    packed.add(VectorEntry.of(block.cid(), vectors));
  }
}
