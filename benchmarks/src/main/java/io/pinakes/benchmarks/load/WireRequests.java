package io.pinakes.benchmarks.load;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Requests as they go over the wire, so that the client has nothing to make of them while it
 * measures. The file: how many, then the length and the bytes of each, in big-endian order.
 */
final class WireRequests {
  private static final int MAX_BYTES = 1 << 20;

  private WireRequests() {}

  /** A request that posts JSON to this machine. */
  static byte[] post(int port, String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] request = new byte[head.length() + body.length];
    System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, request, 0, head.length());
    System.arraycopy(body, 0, request, head.length(), body.length);
    return request;
  }

  static void write(Path file, List<byte[]> requests) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(requests.size());
      for (byte[] request : requests) {
        out.writeInt(request.length);
        out.write(request);
      }
    }
  }

  static byte[][] read(Path file) throws IOException {
    long left = Files.size(file);
    try (DataInputStream in =
        new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
      int count = in.readInt();
      if (count < 1 || count > left / Integer.BYTES) {
        throw new IOException("[" + count + "] requests in [" + left + "] bytes");
      }
      byte[][] requests = new byte[count][];
      for (int i = 0; i < count; i++) {
        int length = in.readInt();
        if (length < 1 || length > MAX_BYTES) {
          throw new IOException("a request of [" + length + "] bytes");
        }
        requests[i] = in.readNBytes(length);
      }
      return requests;
    }
  }
}
