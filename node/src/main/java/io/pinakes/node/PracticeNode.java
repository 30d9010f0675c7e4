package io.pinakes.node;

import io.pinakes.node.client.NodeFile;
import io.pinakes.query.http.guard.Identity;
import io.pinakes.query.http.guard.Token;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;

/**
 * What stands for a node while the archive for asking one is recorded. A node itself would leave
 * its own thousands of classes in it, and each of them costs a start time that never needs it.
 */
final class PracticeNode implements AutoCloseable {
  /** The documents by the path that is asked for. */
  private final Map<String, String> documents;

  private final ServerSocket listening;
  private final URI url;
  private final Identity identity;
  private final Closeable file;

  /**
   * Serves documents for a folder, as if it were a home.
   *
   * @param documents by path
   */
  PracticeNode(Path home, Map<String, String> documents) throws IOException {
    this.documents = documents;
    this.identity = new Identity(Token.ensure(home, new SecureRandom()));
    this.listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    this.url = URI.create("http://127.0.0.1:" + listening.getLocalPort());
    identity.listensAt(url);
    this.file = NodeFile.write(home, url);
    Thread.ofPlatform().daemon().start(this::serve);
  }

  /** Where it is. */
  URI url() {
    return url;
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        answer(socket);
      } catch (IOException e) {
        // Closed: the loop ends. Whatever else: who asked is told by the end of the connection.
        System.err.println(e.getMessage());
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String path = in.readLine().split(" ", 3)[1];
    int length = 0;
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    for (int i = 0; i < length; i++) {
      in.read();
    }
    byte[] body = body(path).getBytes(StandardCharsets.UTF_8);
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(body);
  }

  private String body(String path) {
    String[] asked = path.split("\\?challenge=", 2);
    return asked.length == 2
        ? "{\"proof\":\"" + identity.proof(asked[1]) + "\"}"
        : documents.getOrDefault(path, "{}");
  }

  @Override
  public void close() throws IOException {
    file.close();
    listening.close();
  }
}
