package io.pinakes.query.generate.wire;

import io.pinakes.query.generate.GenerationException;
import io.pinakes.query.generate.GenerationException.Kind;
import io.pinakes.query.generate.GenerationLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a response, as they come. Lines end with LF, CR LF or CR and are decoded only when
 * whole; bytes that are not UTF-8 become U+FFFD. Counts what it reads against the limits, and
 * watches silence and the whole time.
 *
 * <p>For one thread.
 */
public final class ResponseLines implements AutoCloseable {
  private final String server;
  private final BodyQueue body;
  private final GenerationLimits limits;
  private final Timing timing;
  private final long deadlineNanos;
  private final ArrayDeque<ByteBuffer> pending = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long taken;
  private boolean afterReturn;
  private boolean ended;

  ResponseLines(
      String server, BodyQueue body, GenerationLimits limits, Timing timing, long deadlineNanos) {
    this.server = server;
    this.body = body;
    this.limits = limits;
    this.timing = timing;
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * The next line without its end; empty when the response has ended. A last line that has no end
   * is a line.
   *
   * @throws GenerationException if the server is silent for too long, the connection breaks, or a
   *     limit is passed
   */
  public Optional<String> next() throws GenerationException, InterruptedException {
    while (!ended) {
      ByteBuffer buffer = buffer();
      if (buffer == null) {
        ended = true;
        return line.size() == 0 ? Optional.empty() : Optional.of(take());
      }
      while (buffer.hasRemaining()) {
        byte b = buffer.get();
        boolean secondOfPair = b == '\n' && afterReturn;
        afterReturn = b == '\r';
        if (secondOfPair) {
          continue;
        }
        if (b == '\n' || b == '\r') {
          return Optional.of(take());
        }
        line.write(b);
        if (line.size() > limits.maxLineBytes()) {
          throw new GenerationException(
              Kind.TOO_LARGE,
              server + " sent a line of more than " + limits.maxLineBytes() + " bytes");
        }
      }
    }
    return Optional.empty();
  }

  /** The rest of the response as one text, at most so many bytes of it. */
  public String rest(int maxBytes) throws GenerationException, InterruptedException {
    StringBuilder all = new StringBuilder();
    for (Optional<String> next = next(); next.isPresent(); next = next()) {
      all.append(next.get()).append('\n');
      if (all.length() > maxBytes) {
        return all.substring(0, maxBytes);
      }
    }
    return all.toString();
  }

  private String take() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    return text;
  }

  /** A buffer that has something in it, or null at the end. */
  private @Nullable ByteBuffer buffer() throws GenerationException, InterruptedException {
    while (true) {
      while (!pending.isEmpty()) {
        if (pending.peek().hasRemaining()) {
          return pending.peek();
        }
        pending.remove();
      }
      if (!fetch()) {
        return null;
      }
    }
  }

  private boolean fetch() throws GenerationException, InterruptedException {
    Duration left = Duration.ofNanos(deadlineNanos - timing.nanos().getAsLong());
    boolean lastWait = left.compareTo(limits.idle()) < 0;
    Duration wait = lastWait ? left : limits.idle();
    List<ByteBuffer> buffers;
    try {
      buffers = body.next(wait.isNegative() ? Duration.ZERO : wait);
    } catch (IOException e) {
      throw new GenerationException(
          Kind.CUT, server + " broke off in the middle of its answer: " + e.getMessage(), e);
    }
    if (buffers == null) {
      String what =
          lastWait
              ? " did not finish within " + limits.total().toMillis() + " ms"
              : " was silent for " + limits.idle().toMillis() + " ms in the middle of its answer";
      throw new GenerationException(Kind.TIMED_OUT, server + what);
    }
    for (ByteBuffer buffer : buffers) {
      taken += buffer.remaining();
      pending.add(buffer);
    }
    if (taken > limits.maxResponseBytes()) {
      throw new GenerationException(
          Kind.TOO_LARGE, server + " sent more than " + limits.maxResponseBytes() + " bytes");
    }
    return !buffers.isEmpty();
  }

  /** Closes the connection unless the response has been read to its end. */
  @Override
  public void close() {
    body.close();
  }
}
