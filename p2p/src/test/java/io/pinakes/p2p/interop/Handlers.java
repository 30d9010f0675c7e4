package io.pinakes.p2p.interop;

import io.pinakes.p2p.Stream;
import io.pinakes.p2p.host.NetworkHost;
import io.pinakes.p2p.host.TestHosts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** Protocols of ours that move bytes, as those of streams.mjs do. */
final class Handlers {
  static final String ECHO = "/x/echo";
  static final String SINK = "/x/sink";
  static final String SOURCE = "/x/source";
  private static final int BUFFER_BYTES = 65_536;

  private final AtomicInteger echoed = new AtomicInteger();
  private volatile String digestSent = "";
  private volatile long bytesToSend;

  /** Speaks them from now on. */
  void on(NetworkHost host) {
    host.handle(
        ECHO,
        TestHosts.UNHURRIED,
        stream -> {
          echoed.incrementAndGet();
          echo(stream);
        });
    host.handle(SINK, stream -> stream.write(digest(stream).getBytes(StandardCharsets.US_ASCII)));
    host.handle(
        SOURCE,
        stream -> {
          digestSent = send(stream, bytesToSend);
          stream.closeOutput();
        });
  }

  int echoed() {
    return echoed.get();
  }

  /** What the source sends to whoever opens it. */
  void source(long bytes) {
    bytesToSend = bytes;
  }

  String digestSent() {
    return digestSent;
  }

  static void echo(Stream stream) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = stream.read(buffer, 0, BUFFER_BYTES);
        count > 0;
        count = stream.read(buffer, 0, BUFFER_BYTES)) {
      stream.write(buffer, 0, count);
    }
  }

  /** Asks a source for so many bytes. */
  static void ask(Stream stream, long bytes) throws IOException {
    stream.write(ByteBuffer.allocate(Long.BYTES).putLong(bytes).array());
  }

  /** Sends so many bytes and returns their digest. */
  static String send(Stream stream, long bytes) throws IOException {
    MessageDigest digest = sha256();
    byte[] block = new byte[1 << 20];
    for (int i = 0; i < block.length; i++) {
      block[i] = (byte) (i * 31 + (i >> 9));
    }
    for (long left = bytes; left > 0; left -= block.length) {
      block[0]++;
      int part = (int) Math.min(left, block.length);
      digest.update(block, 0, part);
      stream.write(block, 0, part);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The digest of all that comes. */
  static String digest(Stream stream) throws IOException {
    return digest(stream, Long.MAX_VALUE);
  }

  /** The digest of so many bytes, or of all up to the end where that is sooner. */
  static String digest(Stream stream, long bytes) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long left = bytes; left > 0; ) {
      int count = stream.read(buffer, 0, (int) Math.min(left, BUFFER_BYTES));
      if (count < 0) {
        break;
      }
      digest.update(buffer, 0, count);
      left -= count;
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
