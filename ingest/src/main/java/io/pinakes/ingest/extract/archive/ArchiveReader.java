package io.pinakes.ingest.extract.archive;

import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.build.Content;
import io.pinakes.ingest.extract.build.DocumentException;
import io.pinakes.ingest.extract.build.EmbeddedFiles;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Reads ZIP, TAR, GZIP, BZIP2 and XZ with Commons Compress. */
public final class ArchiveReader {
  /** 64 MiB for the dictionary of an XZ file: that of {@code xz -9}. */
  private static final int XZ_MEMORY_KIB = 64 << 10;

  /** A ZIP without members is nothing but the end of its directory. */
  private static final int EMPTY_ZIP_BYTES = 22;

  private static final Map<String, Opener> COMPRESSED =
      Map.of(
          "application/gzip",
              in ->
                  GzipCompressorInputStream.builder()
                      .setInputStream(in)
                      .setDecompressConcatenated(true)
                      .get(),
          "application/x-bzip2", in -> new BZip2CompressorInputStream(in, true),
          "application/x-xz",
              in ->
                  XZCompressorInputStream.builder()
                      .setInputStream(in)
                      .setDecompressConcatenated(true)
                      .setMemoryLimitKiB(XZ_MEMORY_KIB)
                      .get());

  private static final Set<String> TAR = Set.of("application/x-tar", "application/x-gtar");

  @FunctionalInterface
  private interface Opener {
    InputStream open(InputStream in) throws IOException;
  }

  private ArchiveReader() {}

  /** Whether files of this type are read here. */
  public static boolean reads(String mediaType) {
    return mediaType.equals("application/zip")
        || TAR.contains(mediaType)
        || COMPRESSED.containsKey(mediaType);
  }

  /**
   * Reads all members, in the order of the archive.
   *
   * @param name of the archive; what a compressed file holds is called the same without the ending
   */
  public static void read(Content content, String mediaType, String name, EmbeddedFiles files)
      throws IOException {
    try {
      if (mediaType.equals("application/zip")) {
        zip(content, files);
      } else if (TAR.contains(mediaType)) {
        tar(content, files);
      } else {
        compressed(content, mediaType, name, files);
      }
    } catch (DocumentException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new DocumentException(
          FailureReason.MALFORMED, "not a sound archive: " + e.getMessage(), e);
    }
  }

  private static void zip(Content content, EmbeddedFiles files) throws IOException {
    ZipFile.Builder builder = ZipFile.builder();
    Path file = content.file();
    if (file == null) {
      builder.setByteArray(content.bytes(Content.MEMORY_BYTES));
    } else {
      builder.setPath(file);
    }
    boolean locked = false;
    boolean opened = false;
    try (ZipFile zip = builder.get()) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntries();
      if (!entries.hasMoreElements() && content.size() > EMPTY_ZIP_BYTES) {
        throw new DocumentException(FailureReason.MALFORMED, "its directory is damaged");
      }
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        if (entry.isDirectory() || entry.isUnixSymlink()) {
          continue;
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
          locked = true;
        } else {
          opened = true;
          try (InputStream in = new WholeEntry(zip.getInputStream(entry), entry.getSize())) {
            files.read(entry.getName(), in);
          }
        }
      }
    }
    if (locked && !opened) {
      throw new DocumentException(FailureReason.ENCRYPTED, "it needs a password");
    }
  }

  /** A member that must be as long as its archive says. */
  private static final class WholeEntry extends FilterInputStream {
    private final long size;
    private long read;

    WholeEntry(InputStream in, long size) {
      super(in);
      this.size = size;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? b : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      count(count);
      return count;
    }

    private void count(int count) throws IOException {
      if (count >= 0) {
        read += count;
      } else if (read < size) {
        throw new EOFException("a member of " + size + " bytes ends after " + read);
      }
    }
  }

  private static void tar(Content content, EmbeddedFiles files) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new BufferedInputStream(content.open()))) {
      for (ArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!entry.isDirectory() && tar.canReadEntryData(entry)) {
          files.read(entry.getName(), tar);
        }
      }
    }
  }

  private static void compressed(
      Content content, String mediaType, String name, EmbeddedFiles files) throws IOException {
    Opener opener = COMPRESSED.get(mediaType);
    if (opener == null) {
      throw new IllegalArgumentException("not a compressed type: [" + mediaType + "]");
    }
    int dot = name.lastIndexOf('.');
    String inner = dot <= 0 ? name : name.endsWith(".tgz") ? "x.tar" : name.substring(0, dot);
    try (InputStream in = opener.open(new BufferedInputStream(content.open()))) {
      files.read(inner, in);
    }
  }
}
