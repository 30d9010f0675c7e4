package io.pinakes.ipfs.blockstore;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/**
 * Hands blocks on to a block store in batches of some megabytes, since a store pays for each batch.
 * Blocks that came with a name are verified on the way, on all cores.
 *
 * <p>For use by one thread. A batch is verified and written on another one while the next is
 * gathered, so that a failure is thrown by a later {@link #put} or by {@link #flush}, and nothing
 * is handed on from then on. Whoever is done calls {@link #flush}; what was not flushed may be
 * lost. Takes the memory of two batches.
 */
public final class BatchingSink implements BlockSink {
  /**
   * When a batch is handed on, in bytes: with one more block of the longest it is under what a
   * batch may hold, and far over its cost, which is that of a sync where blocks are large: as long
   * as it takes to write some megabytes.
   */
  private static final long BATCH_BYTES = 11 << 20;

  /** The most blocks of a batch, for those that are tiny. */
  private static final int BATCH_BLOCKS = 4096;

  private final Blockstore blocks;
  private List<Claim> waiting = new ArrayList<>();
  private long waitingBytes;
  private FutureTask<Void> underWay = new FutureTask<>(() -> {}, null);

  /** Bytes, and how they become a block. */
  private interface Claim {
    Block block() throws HashMismatchException;
  }

  /** Hands on to that store. */
  public BatchingSink(Blockstore blocks) {
    this.blocks = blocks;
    underWay.run();
  }

  @Override
  public void put(Block block) throws IOException {
    add(() -> block, block.size());
  }

  /**
   * Takes bytes that came with a name; nobody writes to the array from now on.
   *
   * @throws HashMismatchException if bytes that were put before are not what their name says
   */
  public void put(Cid cid, byte[] bytes) throws IOException {
    add(() -> Block.verified(cid, bytes), bytes.length);
  }

  /** Hands on what waits, and waits until all is in the store. */
  public void flush() throws IOException {
    handOn();
    await();
  }

  private void add(Claim claim, int bytes) throws IOException {
    waiting.add(claim);
    waitingBytes += bytes;
    if (waitingBytes >= BATCH_BYTES || waiting.size() >= BATCH_BLOCKS) {
      handOn();
    }
  }

  private void handOn() throws IOException {
    await();
    List<Claim> batch = waiting;
    waiting = new ArrayList<>();
    waitingBytes = 0;
    underWay =
        new FutureTask<>(
            () -> {
              blocks.put(verified(batch));
              return null;
            });
    Thread.ofVirtual().name("batch").start(underWay);
  }

  private static List<Block> verified(List<Claim> batch) throws IOException {
    Block[] verified = new Block[batch.size()];
    try {
      IntStream.range(0, verified.length)
          .parallel()
          .forEach(
              i -> {
                try {
                  verified[i] = batch.get(i).block();
                } catch (HashMismatchException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return List.of(verified);
  }

  /** Waits for the batch before; what it threw is thrown again each time. */
  private void await() throws IOException {
    try {
      underWay.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("interrupted while writing");
      stopped.initCause(e);
      throw stopped;
    }
  }
}
