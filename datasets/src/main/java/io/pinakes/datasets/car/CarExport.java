package io.pinakes.datasets.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.model.Head;
import io.pinakes.ipfs.archive.OutputFile;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.car.CarWriter;
import io.pinakes.ipfs.car.DagWalk;
import io.pinakes.ipfs.scratch.Scratch;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a version into an archive. */
public final class CarExport {
  private final BlockReader blocks;
  private final Scratch scratch;

  /** From blocks; those that were written are remembered in scratch. */
  public CarExport(BlockReader blocks, Scratch scratch) {
    this.blocks = blocks;
    this.scratch = scratch;
  }

  /**
   * Writes a version with its head, if there is one. The file is there whole or not at all.
   *
   * @param head the word of the dataset's key that this is its newest version
   * @throws IOException if a block is missing or damaged, or the file cannot be written
   */
  public ExportReport write(Cid manifest, Optional<Head> head, OutputFile file) throws IOException {
    return file.write(
        out -> {
          CountingOutput counting = new CountingOutput(out);
          long blocks = write(manifest, head, counting);
          return new ExportReport(manifest, head.isPresent(), blocks, counting.bytes);
        });
  }

  /** Writes it and counts the blocks. */
  private long write(Cid manifest, Optional<Head> head, OutputStream out) throws IOException {
    long[] count = {0};
    List<Cid> roots = new ArrayList<>(List.of(manifest));
    Optional<Block> headBlock = head.map(Head::toBlock);
    headBlock.ifPresent(block -> roots.add(block.cid()));
    CarWriter car = CarWriter.v1(out, roots);
    DagWalk.depthFirst(
        new WithHead(blocks, headBlock),
        scratch,
        roots,
        block -> {
          count[0]++;
          car.write(block);
        });
    car.finish();
    return count[0];
  }

  /** Counts the bytes that go through it. */
  private static final class CountingOutput extends FilterOutputStream {
    private long bytes;

    CountingOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
      bytes += length;
    }
  }

  /** Blocks, and a head that is not among them. */
  private record WithHead(BlockReader blocks, Optional<Block> head) implements BlockReader {
    @Override
    public Optional<byte[]> get(Cid cid) throws IOException {
      return head.isPresent() && head.get().cid().equals(cid)
          ? Optional.of(head.get().bytes())
          : blocks.get(cid);
    }

    @Override
    public boolean has(Cid cid) throws IOException {
      return get(cid).isPresent();
    }
  }
}
