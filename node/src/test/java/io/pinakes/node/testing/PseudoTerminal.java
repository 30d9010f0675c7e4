package io.pinakes.node.testing;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A program before a terminal, which {@code script} (util-linux) makes: what is typed goes to it
 * key by key, and what it shows is waited for. The lock guards what was shown.
 */
public final class PseudoTerminal implements AutoCloseable {
  private static final long LIMIT_SECONDS = Patience.SECONDS;

  private final Process process;
  private final OutputStream keys;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final StringBuilder shown = new StringBuilder();
  private boolean ended;
  private int seen;

  /** Starts {@code script}; the builder's command is the shell's line that it runs. */
  public PseudoTerminal(ProcessBuilder builder) throws IOException {
    String line = String.join(" ", builder.command());
    // A shell in the background makes all that it starts deaf to Ctrl-C: a CI is such a shell.
    String hearing = "exec env --default-signal=INT " + line;
    builder.command("script", "-qefc", "stty cols 80 rows 24; " + hearing, "/dev/null");
    builder.environment().put("TERM", "xterm");
    builder.redirectErrorStream(true);
    process = builder.start();
    keys = process.getOutputStream();
    Thread.ofPlatform().daemon().name("reads-terminal").start(this::read);
  }

  private void read() {
    try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        add((char) c);
      }
    } catch (IOException e) {
      add('!');
    }
    lock.lock();
    try {
      ended = true;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void add(char c) {
    lock.lock();
    try {
      shown.append(c);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Types. */
  public void type(String text) throws IOException {
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  /**
   * Waits until a text is shown, behind what was waited for before.
   *
   * @return all that was shown until then, since the last time
   */
  public String await(String text) throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    lock.lock();
    try {
      int at = shown.indexOf(text, seen);
      while (at < 0 && !ended && left > 0) {
        left = more.awaitNanos(left);
        at = shown.indexOf(text, seen);
      }
      if (at < 0) {
        throw new AssertionError("[" + text + "] is not in:\n" + shown.substring(seen));
      }
      String before = shown.substring(seen, at + text.length());
      seen = at + text.length();
      return before;
    } finally {
      lock.unlock();
    }
  }

  /** The process before the terminal. */
  public ProcessHandle program() {
    return process.descendants().reduce((first, second) -> second).orElseThrow();
  }

  /** Waits for the end, and gives the program's exit code. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running; it shows:\n" + shown);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
