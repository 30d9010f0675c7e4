package io.pinakes.node.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stream to print to that knows why it could not be written: Java's own keeps only that it could
 * not, and a command would seem to have succeeded whose result is nowhere.
 */
public final class StandardOutput extends PrintStream {
  private final Watched watched;

  private StandardOutput(Watched watched, Charset charset) {
    super(watched, true, charset);
    this.watched = watched;
  }

  /** Over a stream. */
  static StandardOutput over(OutputStream out, Charset charset) {
    return new StandardOutput(new Watched(out), charset);
  }

  /** Becomes the standard output of this process. */
  public static void install() {
    OutputStream raw = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 13);
    System.setOut(over(raw, System.out.charset()));
  }

  /**
   * Why the stream could not be written, the first time that it could not. A reader that has seen
   * enough ({@code | head}) is no reason.
   */
  static Optional<IOException> failure(PrintStream out) {
    out.flush();
    return out instanceof StandardOutput known
        ? Optional.ofNullable(known.watched.failure.get()).filter(e -> !isReaderGone(e))
        : Optional.empty();
  }

  /** The words are the operating system's; the pipe is in those of other languages as well. */
  private static boolean isReaderGone(IOException failure) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }

  /** Remembers the first failure. */
  private static final class Watched extends OutputStream {
    private final OutputStream out;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    Watched(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure.compareAndSet(null, e);
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        failure.compareAndSet(null, e);
        throw e;
      }
    }
  }
}
