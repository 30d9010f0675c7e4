package io.pinakes.ingest.extract.build;

import io.pinakes.ingest.extract.FailureReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one file: in memory if there are few, else in the private temporary folder, which is
 * where {@link #close} removes them.
 */
public final class Content implements AutoCloseable {
  /** 4 MiB: most documents; a handful of them at once is no burden for a small heap. */
  public static final int MEMORY_BYTES = 4 << 20;

  private final byte @Nullable [] bytes;
  private final @Nullable Path file;
  private final long size;
  private final @Nullable DocumentException refusal;

  private Content(
      byte @Nullable [] bytes,
      @Nullable Path file,
      long size,
      @Nullable DocumentException refusal) {
    this.bytes = bytes;
    this.file = file;
    this.size = size;
    this.refusal = refusal;
  }

  /** Bytes in memory; not copied. */
  public static Content of(byte[] bytes) {
    return new Content(bytes, null, bytes.length, null);
  }

  /** What could not be taken in: every attempt to read it says why. */
  public static Content refused(DocumentException refusal) {
    return new Content(null, null, 1, refusal);
  }

  /**
   * Reads a stream to its end.
   *
   * @param maxBytes beyond which it is too large
   */
  public static Content read(InputStream in, long maxBytes) throws IOException {
    byte[] start = in.readNBytes((int) Math.min(MEMORY_BYTES, maxBytes) + 1);
    if (start.length > maxBytes) {
      throw tooLarge(maxBytes);
    }
    if (start.length <= MEMORY_BYTES) {
      return of(start);
    }
    Path file = Files.createTempFile("content", ".bin");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(start);
      long size = start.length;
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
        if (size > maxBytes) {
          throw tooLarge(maxBytes);
        }
        out.write(buffer, 0, read);
      }
      return new Content(null, file, size, null);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static DocumentException tooLarge(long maxBytes) {
    return new DocumentException(
        FailureReason.TOO_LARGE, "what it unpacks to is over " + maxBytes + " bytes");
  }

  /** How many bytes. */
  public long size() {
    return size;
  }

  /** The file that holds the bytes, or null if they are in memory. */
  public @Nullable Path file() {
    return file;
  }

  /** A new stream over the bytes. */
  public InputStream open() throws IOException {
    if (bytes != null) {
      return new ByteArrayInputStream(bytes);
    }
    return Files.newInputStream(path());
  }

  /**
   * All bytes in memory.
   *
   * @throws DocumentException too large, if there are more than {@code maxBytes}
   */
  public byte[] bytes(long maxBytes) throws IOException {
    if (size > maxBytes) {
      throw new DocumentException(
          FailureReason.TOO_LARGE, size + " bytes of this format, over the limit of " + maxBytes);
    }
    if (bytes != null) {
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) size);
    Files.copy(path(), out);
    return out.toByteArray();
  }

  private Path path() throws DocumentException {
    if (refusal != null) {
      throw refusal;
    }
    if (file == null) {
      throw new IllegalStateException("neither bytes nor a file");
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
