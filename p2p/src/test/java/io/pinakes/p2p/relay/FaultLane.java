package io.pinakes.p2p.relay;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** One direction of a connection through a relay: a thread that reads, a thread that writes. */
final class FaultLane {
  private static final int CHUNK_BYTES = 16 * 1024;
  private static final int UNLIMITED_CHUNKS = 4_096;
  private static final int LIMITED_CHUNKS = 16; // so that a slow link holds its sender up
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final FaultRelay relay;
  private final Socket from;
  private final Socket to;
  private final Faults faults;
  private final SplittableRandom random;
  private final BlockingQueue<Chunk> underWay;
  private long written;
  private long nextFlip;
  private long freeAt = Long.MIN_VALUE; // of the writer: when the link has sent what it had

  FaultLane(FaultRelay relay, Socket from, Socket to, Faults faults, long seed) {
    this.relay = relay;
    this.from = from;
    this.to = to;
    this.faults = faults;
    random = new SplittableRandom(seed);
    boolean limited = faults.bytesPerSecond() > 0;
    underWay = new LinkedBlockingQueue<>(limited ? LIMITED_CHUNKS : UNLIMITED_CHUNKS);
    nextFlip = faults.bytesBetweenFlips() == 0 ? Long.MAX_VALUE : gap();
  }

  void read() {
    long lastDue = Long.MIN_VALUE;
    byte[] buffer = new byte[CHUNK_BYTES];
    try {
      while (true) {
        int count = from.getInputStream().read(buffer);
        long due = System.nanoTime() + faults.delay().toNanos() + jitter();
        lastDue = Math.max(lastDue, due);
        underWay.put(new Chunk(Arrays.copyOf(buffer, Math.max(0, count)), lastDue));
        if (count < 0) {
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      FaultRelay.close(to);
      underWay.clear();
      underWay.add(new Chunk(new byte[0], 0));
    }
  }

  void write() {
    try {
      while (true) {
        Chunk chunk = underWay.take();
        awaitUntil(chunk.due);
        if (chunk.bytes.length == 0) {
          to.shutdownOutput();
          return;
        }
        pass(chunk.bytes);
      }
    } catch (IOException | InterruptedException e) {
      FaultRelay.close(from);
      FaultRelay.close(to);
    }
  }

  private void pass(byte[] bytes) throws IOException {
    relay.awaitHealed();
    if (crosses(faults.stallAfterBytes(), bytes.length)) {
      awaitUntil(System.nanoTime() + faults.stall().toNanos());
    }
    if (faults.bytesPerSecond() > 0) {
      awaitUntil(freeAt);
      freeAt =
          Math.max(freeAt, System.nanoTime()) + bytes.length * SECOND / faults.bytesPerSecond();
    }
    while (nextFlip < written + bytes.length) {
      bytes[(int) (nextFlip - written)] ^= (byte) (1 << random.nextInt(8));
      nextFlip += gap();
    }
    if (crosses(faults.resetAfterBytes(), bytes.length)) {
      from.setSoLinger(true, 0);
      to.setSoLinger(true, 0);
      throw new IOException("the script says so");
    }
    to.getOutputStream().write(bytes);
    written += bytes.length;
  }

  private boolean crosses(long place, int count) {
    return place > 0 && written < place && place <= written + count;
  }

  private long gap() {
    return 1 + random.nextLong(2 * faults.bytesBetweenFlips());
  }

  private long jitter() {
    long most = faults.jitter().toNanos();
    return most == 0 ? 0 : random.nextLong(most);
  }

  private static void awaitUntil(long time) {
    if (time == Long.MIN_VALUE) {
      return;
    }
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Bytes and when they are due; none is the end. */
  private static final class Chunk {
    private final byte[] bytes;
    private final long due;

    private Chunk(byte[] bytes, long due) {
      this.bytes = bytes;
      this.due = due;
    }
  }
}
