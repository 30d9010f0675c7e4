package io.pinakes.query.http;

import io.pinakes.query.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests byte by byte, for what no proper client sends. */
final class RawRequest {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]{1,9})");

  /** Of whoever reads an answer that has to come. */
  static final int PATIENCE_MILLIS = (int) Patience.TIME.toMillis();

  private RawRequest() {}

  /** Sends a text, in which lines end as HTTP wants, and reads until the other side closes. */
  static String send(URI server, String text) throws IOException {
    try (Socket socket = connect(server)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      say(socket, lines(text).getBytes(StandardCharsets.UTF_8));
      return rest(socket.getInputStream());
    }
  }

  /** The same, but waits for one answer with a length, and goes away then. */
  static String first(URI server, String text) throws IOException {
    try (Socket socket = connect(server)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      say(socket, lines(text).getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return head.toString();
        }
        head.append((char) next);
      }
      Matcher length = LENGTH.matcher(head);
      int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
      return head + new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
    }
  }

  /**
   * Sends bytes, as many as the other side takes: one that refuses them may be gone before the last
   * of them, and what it answered lies there to be read all the same.
   */
  static void say(Socket socket, byte... bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
    } catch (SocketException e) {
      // It has said why.
    }
  }

  static Socket connect(URI server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.getPort());
  }

  static String lines(String text) {
    return text.replace("\n", "\r\n");
  }

  static String rest(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (SocketException e) {
      // A connection that was reset has said what it said.
    }
    return all.toString(StandardCharsets.UTF_8);
  }
}
