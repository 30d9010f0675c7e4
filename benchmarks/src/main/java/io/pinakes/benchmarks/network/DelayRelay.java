package io.pinakes.benchmarks.network;

import io.pinakes.core.multiaddr.Multiaddr;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A distant link: what comes in at one end goes out at the other that much later, both ways. */
final class DelayRelay implements AutoCloseable {
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int CHUNKS_UNDER_WAY = 2_048; // 128 MiB, more than any window

  private final ServerSocket listener;
  private final int port;
  private final long delayNanos;

  /**
   * To a port of loopback.
   *
   * @param delay one way
   */
  DelayRelay(int port, Duration delay) throws IOException {
    this.port = port;
    delayNanos = delay.toNanos();
    listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  Multiaddr address() {
    return Multiaddr.parse("/ip4/127.0.0.1/tcp/" + listener.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        carry(near, far);
        carry(far, near);
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void carry(Socket from, Socket to) {
    BlockingQueue<Chunk> underWay = new ArrayBlockingQueue<>(CHUNKS_UNDER_WAY);
    Thread.ofVirtual().start(() -> read(from, underWay));
    Thread.ofVirtual().start(() -> write(to, underWay));
  }

  private void read(Socket from, BlockingQueue<Chunk> underWay) {
    byte[] buffer = new byte[CHUNK_BYTES];
    try (from) {
      InputStream in = from.getInputStream();
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        underWay.put(new Chunk(System.nanoTime() + delayNanos, Arrays.copyOf(buffer, count)));
      }
      underWay.put(new Chunk(System.nanoTime() + delayNanos, new byte[0]));
    } catch (IOException | InterruptedException e) {
      underWay.offer(new Chunk(System.nanoTime(), new byte[0]));
    }
  }

  private static void write(Socket to, BlockingQueue<Chunk> underWay) {
    try (to) {
      OutputStream out = to.getOutputStream();
      for (Chunk chunk = underWay.take(); chunk.bytes.length > 0; chunk = underWay.take()) {
        TimeUnit.NANOSECONDS.sleep(chunk.due - System.nanoTime());
        out.write(chunk.bytes);
      }
    } catch (IOException | InterruptedException e) {
      // the end of the link, which both sides see
    }
  }

  private static final class Chunk {
    private final long due;
    private final byte[] bytes;

    private Chunk(long due, byte[] bytes) {
      this.due = due;
      this.bytes = bytes;
    }
  }
}
