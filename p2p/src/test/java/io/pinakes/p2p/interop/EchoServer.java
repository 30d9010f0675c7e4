package io.pinakes.p2p.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Echoes what comes, over TCP: what stands behind another implementation in a test. */
final class EchoServer implements AutoCloseable {
  private static final int BUFFER_BYTES = 65_536;
  private final ServerSocket socket;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  EchoServer() throws IOException {
    socket = new ServerSocket(0, 2_000, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  long bytes() {
    return bytes.get();
  }

  int connections() {
    return connections.get();
  }

  int open() {
    return open.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket accepted = socket.accept();
        connections.incrementAndGet();
        open.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(accepted));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket accepted) {
    try (accepted) {
      InputStream in = accepted.getInputStream();
      OutputStream out = accepted.getOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        bytes.addAndGet(count);
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // the peer has gone, which the test sees
    } finally {
      open.decrementAndGet();
    }
  }
}
