package io.pinakes.datasets.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Reads what {@link TarWriter} wrote, byte for byte: a change of any bit, and an end anywhere but
 * at the end, throws {@link BackupException}, though what came before was handed out by then.
 */
final class TarReader {
  private static final int BUFFER_BYTES = 1 << 20;

  private final InputStream in;
  private final MessageDigest digest = Digests.sha256();
  private final byte[] buffer = new byte[BUFFER_BYTES];

  TarReader(InputStream in) {
    this.in = in;
  }

  /**
   * An entry.
   *
   * @param path as it was written
   * @param size of its content, which is to be read before the next
   * @param seconds when it was changed
   */
  record Entry(String path, long size, long seconds) {}

  /**
   * The first entry.
   *
   * @param name what it must be called
   * @throws BackupException of the kind {@code NONE} if the file begins with something else, not
   *     only with a byte or two of it changed
   */
  Entry first(String name) throws IOException {
    byte[] block = in.readNBytes(TarHeader.BLOCK);
    byte[] expected = (name + "\0").getBytes(StandardCharsets.US_ASCII);
    int length = Math.min(block.length, expected.length);
    int same = 0;
    for (int i = 0; i < length; i++) {
      same += block[i] == expected[i] ? 1 : 0;
    }
    if (same < length - 1) {
      throw new BackupException(
          BackupException.Kind.NONE,
          "the file is no backup of a home: it does not begin with " + name);
    }
    if (block.length < TarHeader.BLOCK) {
      throw cut();
    }
    TarHeader header = header(block);
    digest.update(block);
    if (!header.name().equals(name) || header.type() != '0') {
      throw BackupException.damaged("a header cannot be read");
    }
    return new Entry(name, header.size(), header.seconds());
  }

  /** The next entry; empty at the end of a whole archive. */
  Optional<Entry> next() throws IOException {
    byte[] block = block();
    TarHeader header = header(block);
    if (header.name().equals(TarWriter.DIGEST)) {
      end(block);
      return Optional.empty();
    }
    digest.update(block);
    if (header.type() == '0') {
      return Optional.of(new Entry(header.name(), header.size(), header.seconds()));
    }
    if (header.type() != 'x' || header.size() > TarPath.MAX_EXTENDED_BYTES) {
      throw BackupException.damaged("an entry is of no known kind");
    }
    byte[] said = exactly((int) header.size());
    digest.update(said);
    padding(header.size());
    TarPath.Named named =
        TarPath.decode(said).orElseThrow(() -> BackupException.damaged("a path cannot be read"));
    byte[] second = block();
    digest.update(second);
    TarHeader entry = header(second);
    boolean isSize = entry.size() == Math.min(named.size(), TarHeader.MAX_NUMBER);
    if (entry.type() != '0' || !isSize) {
      throw BackupException.damaged("an entry is not what was said of it");
    }
    return Optional.of(new Entry(named.path(), named.size(), entry.seconds()));
  }

  /** Hands out the content of the entry that {@link #next} returned. */
  void content(Entry entry, OutputStream out, LongConsumer moved) throws IOException {
    long left = entry.size();
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw cut();
      }
      digest.update(buffer, 0, read);
      out.write(buffer, 0, read);
      left -= read;
      moved.accept(read);
    }
    padding(entry.size());
  }

  private void padding(long size) throws IOException {
    byte[] zeros = exactly(TarHeader.padding(size));
    digest.update(zeros);
  }

  private TarHeader header(byte[] block) throws BackupException {
    return TarHeader.decode(block)
        .orElseThrow(() -> BackupException.damaged("a header cannot be read"));
  }

  private void end(byte[] header) throws IOException {
    byte[] rest = exactly(TarWriter.TAIL_BYTES - TarHeader.BLOCK);
    byte[] line =
        (HexFormat.of().formatHex(digest.digest()) + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] tail = TarWriter.tail(line);
    boolean isSame =
        Arrays.equals(tail, 0, TarHeader.BLOCK, header, 0, TarHeader.BLOCK)
            && Arrays.equals(tail, TarHeader.BLOCK, tail.length, rest, 0, rest.length);
    if (!isSame) {
      throw BackupException.damaged("its hash is not that of its content");
    }
    if (in.read() >= 0) {
      throw BackupException.damaged("something follows its end");
    }
  }

  private byte[] block() throws IOException {
    return exactly(TarHeader.BLOCK);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw cut();
    }
    return bytes;
  }

  private static BackupException cut() {
    return BackupException.damaged("it is cut short");
  }
}
