package io.pinakes.node.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * HTTP/1.1 (RFC 9112) as far as a node speaks it, over a plain socket, one request a connection. A
 * short command asks two things and ends: {@link java.net.http.HttpClient} would load a thousand
 * classes and start threads for that.
 */
final class PlainHttp {
  private static final int CONNECT_MILLIS = 2_000;

  /** The longest line of an answer's head, and the most lines of it. */
  private static final int MAX_LINE = 16 << 10;

  private static final int MAX_LINES = 100;

  private PlainHttp() {}

  /**
   * What is asked.
   *
   * @param method such as {@code GET}
   * @param path with its query, as it is sent
   * @param headers beside {@code Host}, {@code Connection} and {@code Content-Length}
   * @param body empty if there is none
   * @param patience how long each piece of the answer may take; zero is for ever
   */
  @SuppressWarnings("ArrayRecordComponent") // Sent, never compared.
  record Request(
      String method, String path, Map<String, String> headers, byte[] body, Duration patience) {}

  /** An answer whose body is read from the connection, which is closed with it. */
  record Answer(int status, InputStream body, Socket socket) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /**
   * Asks, and reads the head of the answer.
   *
   * @throws IOException if nobody answers, or not in HTTP
   */
  static Answer send(URI node, Request request) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(node.getHost(), node.getPort()), CONNECT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) request.patience().toMillis());
      // In one piece, head and body, so that it is one packet.
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.writeBytes(head(node, request).getBytes(StandardCharsets.ISO_8859_1));
      whole.writeBytes(request.body());
      socket.getOutputStream().write(whole.toByteArray());
      return answer(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static String head(URI node, Request request) {
    StringBuilder head = new StringBuilder(request.method());
    head.append(' ').append(request.path()).append(" HTTP/1.1\r\nHost: ");
    head.append(node.getAuthority()).append("\r\nConnection: close\r\n");
    request.headers().forEach((name, value) -> line(head, name, value));
    if (request.body().length > 0) {
      line(head, "Content-Length", Integer.toString(request.body().length));
    }
    return head.append("\r\n").toString();
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private static Answer answer(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String first = readLine(in);
    String[] words = first.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5][0-9]{2}")) {
      throw new IOException("what listens there does not speak HTTP");
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      int colon = line.indexOf(':');
      if (colon < 1 || headers.size() == MAX_LINES) {
        throw new IOException("what listens there does not speak HTTP");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Answer(Integer.parseInt(words[1]), AnswerBody.of(in, headers), socket);
  }

  /** A line without its end; in a head, all of it is ASCII. */
  static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection ended within the answer");
      }
      if (line.length() == MAX_LINE) {
        throw new IOException("the answer has too long a line");
      }
      line.append((char) next);
    }
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    return line.toString();
  }
}
