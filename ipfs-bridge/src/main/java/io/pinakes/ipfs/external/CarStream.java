package io.pinakes.ipfs.external;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.car.CarWriter;
import io.pinakes.ipfs.graph.Graph;
import io.pinakes.ipfs.store.Store;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An archive of what is below a root and not below others, written by a thread of its own while it
 * is read. If a block is missing the reader is told, so that the archive breaks off and does not
 * end.
 */
final class CarStream extends InputStream {
  private static final int PIPE_BYTES = 1 << 20;

  private final PipedInputStream in = new PipedInputStream(PIPE_BYTES);
  private final Thread writer;
  private volatile @Nullable IOException failure;
  private volatile long blocks;
  private volatile long bytes;

  /**
   * Begins.
   *
   * @param store where sizes are, and what is below the others
   * @param shown what may be written
   * @param without the others
   */
  CarStream(Store store, BlockReader shown, List<Cid> without, Cid root) throws IOException {
    PipedOutputStream out = new PipedOutputStream(in);
    this.writer =
        Thread.ofVirtual()
            .name("writes-archive")
            .start(() -> write(store, shown, without, root, out));
  }

  long blocks() {
    return blocks;
  }

  long bytes() {
    return bytes;
  }

  private void write(
      Store store, BlockReader shown, List<Cid> without, Cid root, PipedOutputStream pipe) {
    try (OutputStream out = new BufferedOutputStream(pipe, 1 << 16)) {
      try {
        CarWriter car = CarWriter.v1(out, List.of(root));
        long[] count = new long[2];
        Graph graph = new Graph(store.blocks(), shown);
        for (Cid other : without) {
          pass(graph, store, other);
        }
        graph.walk(
            root,
            (cid, size) -> {
              byte[] block = shown.get(cid).orElseThrow(() -> new MissingBlockException(cid));
              car.write(Block.verified(cid, block));
              blocks = ++count[0];
              bytes = count[1] += block.length;
            });
        car.finish();
      } catch (IOException e) {
        failure = e;
      } catch (Throwable e) {
        // Whatever it is: an archive that is closed and says nothing would be taken for whole.
        failure = new IOException("the archive has a defect: " + e, e);
      }
    } catch (IOException gone) {
      // Whoever read it has closed it, and knows why.
    }
  }

  /**
   * What is below a root that is there whole need not be sent, though it be private or gone here.
   */
  private static void pass(Graph graph, Store store, Cid other) throws IOException {
    try {
      graph.walk(other, store.blocks(), (cid, size) -> {});
    } catch (MissingBlockException gone) {
      // What lies behind it is sent again if it is still wanted.
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    IOException failed = failure;
    if (failed != null) {
      throw failed;
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
    writer.interrupt();
  }
}
