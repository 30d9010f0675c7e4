package io.pinakes.query.generate.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A server that does, byte for byte, what a test says: one script a connection, in order. It knows
 * enough HTTP to read a request; what it answers is the script's.
 */
public final class ReplayServer implements AutoCloseable {
  /** What to do on one connection after its request was read. */
  public interface Script {
    /** Acts. */
    void play(Connection connection) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final BlockingQueue<Script> scripts = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final CountDownLatch clientLeft = new CountDownLatch(1);

  /** Listens on a free port of the loopback interface. */
  public ReplayServer(Script... scripts) throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.scripts.addAll(List.of(scripts));
    Thread.ofVirtual().start(this::accept);
  }

  /** Where it listens. */
  public String address() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  /** The next request, head and body; waits for it. */
  public String request() throws InterruptedException {
    return requests.take();
  }

  /** Released when a client closed while its script waited for just that. */
  public CountDownLatch clientLeft() {
    return clientLeft;
  }

  /** An open connection. */
  public final class Connection {
    private final Socket client;
    private final InputStream in;
    private final OutputStream out;

    private Connection(Socket client) throws IOException {
      this.client = client;
      this.in = new BufferedInputStream(client.getInputStream());
      this.out = client.getOutputStream();
    }

    /** Sends a head whose body ends when the connection does. */
    public void head(String status, String... headers) throws IOException {
      send("HTTP/1.1 " + status + "\r\n");
      for (String header : headers) {
        send(header + "\r\n");
      }
      send("Connection: close\r\n\r\n");
    }

    /** Sends text as UTF-8. */
    public void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes and flushes, so that they are a segment of their own. */
    public void send(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** Sends one byte after another. */
    public void sendByteByByte(String text) throws IOException {
      client.setTcpNoDelay(true);
      for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
        send(new byte[] {b});
      }
    }

    /** Says nothing more, until the client goes. */
    public void waitUntilTheClientLeaves() {
      try {
        while (in.read() >= 0) {
          // Nothing is expected from the client any more.
        }
      } catch (IOException e) {
        // A reset is a way of leaving.
      }
      clientLeft.countDown();
    }

    /** Breaks the connection with a reset instead of an orderly end. */
    public void reset() throws IOException {
      client.setSoLinger(true, 0);
      client.close();
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      Connection connection = new Connection(client);
      requests.add(readRequest(connection.in));
      Script script = scripts.poll();
      if (script == null) {
        connection.head("500 No script left");
        return;
      }
      script.play(connection);
    } catch (IOException e) {
      // The client went first; tests look at what the client saw.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String readRequest(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the request ended in its head");
      }
      head.write(b);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    int length =
        text.lines()
            .filter(l -> l.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .mapToInt(l -> Integer.parseInt(l.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
