package io.pinakes.datasets.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.model.Head;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.car.CarWriter;
import io.pinakes.ipfs.car.DagWalk;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a version into an archive. */
public final class CarExport {
  private static final int BUFFER_BYTES = 1 << 20;

  private final BlockReader blocks;

  /** From blocks. */
  public CarExport(BlockReader blocks) {
    this.blocks = blocks;
  }

  /**
   * Writes a version with its head, if there is one. The file is there whole or not at all.
   *
   * @param head the word of the dataset's key that this is its newest version
   * @throws IOException if a block is missing or damaged, or the file cannot be written
   */
  public ExportReport write(Cid manifest, Optional<Head> head, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new IOException("there is no folder [" + folder + "] to export into");
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      long[] count = {0};
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        OutputStream out =
            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        write(manifest, head, out, count);
        out.flush();
        channel.force(true);
      }
      long bytes = Files.size(part);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      return new ExportReport(manifest, head.isPresent(), count[0], bytes);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void write(Cid manifest, Optional<Head> head, OutputStream out, long[] count)
      throws IOException {
    List<Cid> roots = new ArrayList<>(List.of(manifest));
    Optional<Block> headBlock = head.map(Head::toBlock);
    headBlock.ifPresent(block -> roots.add(block.cid()));
    CarWriter car = CarWriter.v1(out, roots);
    DagWalk.depthFirst(
        new WithHead(blocks, headBlock),
        roots,
        block -> {
          count[0]++;
          car.write(block);
        });
    car.finish();
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
