package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.IndexDamagedException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.LeafReaderContext;

/** Tells broken files from failing disks and from our own mistakes. */
final class Damage {
  /** As Lucene calls its files, behind the folder that they are in. */
  private static final Pattern FILE =
      Pattern.compile("[/\\\\]((?:_[0-9a-z]+[._]|segments_)[0-9A-Za-z_.]+)");

  /** Something that reads an index. */
  interface Reading<T> {
    T run() throws IOException;
  }

  private Damage() {}

  /** Whether a file went between naming and opening it, as when a writer cleans up. */
  static boolean isVanished(IOException e) {
    return e instanceof NoSuchFileException
        || e instanceof FileNotFoundException
        || e instanceof IndexNotFoundException;
  }

  /** Returns the exception to throw for one that came up while opening. */
  static IOException whileOpening(Path index, Exception e) {
    if (e instanceof IOException io && !isDamage(io) && !isVanished(io)) {
      return io;
    }
    // Lucene checks what it reads at opening, and some of its checks speak through others.
    return new IndexDamagedException(index, finding(e), e);
  }

  /** Runs a search. If it fails, the files' checksums say whether they are why. */
  static <T> T whileReading(Path index, DirectoryReader reader, Reading<T> reading)
      throws IOException {
    try {
      return reading.run();
    } catch (IOException | RuntimeException | InternalError | AssertionError e) {
      if (e instanceof IOException io && isDamage(io)) {
        throw new IndexDamagedException(index, finding(e), e);
      }
      // Broken bytes surface as anything: a mapped file that lost its end as InternalError, and as
      // AssertionError where a JVM runs with assertions.
      try {
        for (LeafReaderContext segment : reader.leaves()) {
          segment.reader().checkIntegrity();
        }
      } catch (IOException | RuntimeException | InternalError | AssertionError found) {
        found.addSuppressed(e);
        throw new IndexDamagedException(index, finding(found), found);
      }
      throw e;
    }
  }

  private static boolean isDamage(IOException e) {
    return e instanceof CorruptIndexException
        || e instanceof IndexFormatTooOldException
        || e instanceof IndexFormatTooNewException
        || e instanceof EOFException
        || e instanceof IndexFolder.MalformedPointerException;
  }

  private static String finding(Throwable e) {
    if (e instanceof IndexNotFoundException) {
      // Its own words are a dump of Lucene's objects.
      return "it has no commit";
    }
    if (e instanceof IndexFolder.MalformedPointerException own) {
      return String.valueOf(own.getMessage());
    }
    // Their words are of Lucene's making and full of its objects: whoever wants them has the trace.
    return fileOf(e).map(name -> "its file [" + name + "]").orElse("its files");
  }

  /** The file that Lucene says it was reading. */
  private static Optional<String> fileOf(Throwable e) {
    Matcher named = FILE.matcher(String.valueOf(e.getMessage()));
    return named.find() ? Optional.of(named.group(1)) : Optional.empty();
  }
}
