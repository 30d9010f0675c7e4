package io.pinakes.query.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Requests byte by byte, for what no proper client sends. */
final class RawRequest {
  private RawRequest() {}

  /** Sends a text, in which lines end as HTTP wants, and reads until the other side closes. */
  static String send(URI server, String text) throws IOException {
    try (Socket socket = connect(server)) {
      socket.setSoTimeout(10_000);
      say(socket, lines(text).getBytes(StandardCharsets.UTF_8));
      return rest(socket.getInputStream());
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
