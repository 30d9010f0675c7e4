package io.pinakes.ipfs.http.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A server on the loopback address that answers each connection as a test says. */
final class HostileGateway implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Answers what was asked. */
  @FunctionalInterface
  interface Behaviour {
    void answer(HostileGateway self, OutputStream out) throws IOException, InterruptedException;
  }

  HostileGateway(Behaviour behaviour) throws IOException {
    server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(behaviour));
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** How many bytes were taken from it. */
  long sent() {
    return sent.get();
  }

  /** How many questions came. */
  long asked() {
    return asked.get();
  }

  /** Writes the same over and over, until nobody takes it. */
  void forever(OutputStream out, String text) throws IOException {
    byte[] bytes =
        text.repeat(Math.max(1, 16_384 / text.length())).getBytes(StandardCharsets.US_ASCII);
    while (closing.getCount() > 0) {
      out.write(bytes);
      sent.addAndGet(bytes.length);
    }
  }

  /** Writes a byte each so many milliseconds, until nobody takes it. */
  void drip(OutputStream out, long millis) throws IOException, InterruptedException {
    while (!closing.await(millis, TimeUnit.MILLISECONDS)) {
      out.write('x');
      out.flush();
      sent.incrementAndGet();
    }
  }

  /** Says nothing. */
  void silence() throws InterruptedException {
    closing.await();
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private void accept(Behaviour behaviour) {
    try {
      while (closing.getCount() > 0) {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket, behaviour));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket, Behaviour behaviour) {
    try (socket) {
      while (head(socket.getInputStream())) {
        asked.incrementAndGet();
        behaviour.answer(this, socket.getOutputStream());
      }
    } catch (IOException gone) {
      // The client went away, which is what is wanted of it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return false;
      }
      head.write(b);
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
