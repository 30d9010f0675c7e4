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
      socket.getOutputStream().write(lines(text).getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return rest(socket.getInputStream());
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
