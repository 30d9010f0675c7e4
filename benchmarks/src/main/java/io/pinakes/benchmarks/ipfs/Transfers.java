package io.pinakes.benchmarks.ipfs;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/**
 * The one client of all contenders: it moves bytes, and looks at them as little as it can, since it
 * shares the machine.
 */
final class Transfers {
  private static final int BUFFER_BYTES = 256 << 10;
  private static final int AT_ONCE = 4;
  private static final String BOUNDARY = "pinakes-bench";

  private Transfers() {}

  /**
   * What came.
   *
   * @param bytes how many
   * @param checksum of them, by which two answers are known to be the same
   */
  record Came(long bytes, long checksum) {}

  /** Sends a file as the one part of a form; the answer's text. */
  static String send(URI command, Path file) throws IOException {
    byte[] head =
        ("--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    HttpURLConnection connection = open(command);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    connection.setFixedLengthStreamingMode(head.length + Files.size(file) + tail.length);
    try (OutputStream out = connection.getOutputStream();
        InputStream in = Files.newInputStream(file)) {
      out.write(head);
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
      out.write(tail);
    }
    try (InputStream in = answer(connection)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Reads an answer to its end. */
  static Came receive(URI from, String method) throws IOException {
    HttpURLConnection connection = open(from);
    connection.setRequestMethod(method);
    CRC32C checksum = new CRC32C();
    long bytes = 0;
    try (InputStream in = answer(connection)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        checksum.update(buffer, 0, count);
        bytes += count;
      }
    }
    return new Came(bytes, checksum.getValue());
  }

  /** Asks a gateway for single blocks, four at once; the checksum is that of none. */
  static Came blocks(URI gateway, List<Cid> cids) throws IOException {
    AtomicInteger next = new AtomicInteger();
    AtomicLong bytes = new AtomicLong();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        all.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int at = next.getAndIncrement();
                      at < cids.size();
                      at = next.getAndIncrement()) {
                    bytes.addAndGet(block(gateway, cids.get(at)));
                  }
                },
                threads));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw new IOException("a block did not come", e.getCause());
    }
    return new Came(bytes.get(), 0);
  }

  private static long block(URI gateway, Cid cid) {
    try {
      return receive(gateway.resolve("/ipfs/" + cid + "?format=raw"), "GET").bytes();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static HttpURLConnection open(URI uri) throws IOException {
    return (HttpURLConnection) uri.toURL().openConnection();
  }

  private static InputStream answer(HttpURLConnection connection) throws IOException {
    if (connection.getResponseCode() == 200) {
      return connection.getInputStream();
    }
    try (InputStream why = connection.getErrorStream()) {
      String words = why == null ? "" : new String(why.readAllBytes(), StandardCharsets.UTF_8);
      throw new IOException(
          connection.getURL() + " answered " + connection.getResponseCode() + ": " + words);
    }
  }
}
