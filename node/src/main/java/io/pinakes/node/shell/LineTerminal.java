package io.pinakes.node.shell;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The terminal of this process, for a conversation. It belongs to one thread; what Ctrl-C runs is
 * run by another. While it is open, Ctrl-C does not end the process.
 */
public final class LineTerminal implements AutoCloseable {
  /** How many lines are remembered. */
  private static final int HISTORY = 1_000;

  private final Terminal terminal;
  private final LineReader reader;
  private volatile Runnable interrupt = LineTerminal::nothing;

  private LineTerminal(
      Terminal terminal, Optional<Path> history, Function<String, List<String>> completions) {
    this.terminal = terminal;
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .appName("pinakes")
            .terminal(terminal)
            // Questions are words, in which no character has a meaning of its own.
            .parser(new DefaultParser().escapeChars(null).quoteChars(new char[0]))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.HISTORY_SIZE, HISTORY)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY)
            .completer(
                (lines, line, candidates) ->
                    completions
                        .apply(line.line().substring(0, line.cursor()))
                        .forEach(word -> candidates.add(new Candidate(word))));
    history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    this.reader = builder.build();
    // Not only while a line is read: what is typed during an answer would be edited by the terminal
    // itself, and Ctrl-D be lost.
    terminal.enterRawMode();
    terminal.handle(Terminal.Signal.INT, signal -> interrupt.run());
  }

  /**
   * Opens it.
   *
   * @param history the file that remembers what was typed; made readable by its owner alone. Where
   *     it cannot be written, lines are remembered until the end
   * @param completions what could stand where the last word of a line's beginning stands
   * @return empty if a person does not sit before both input and output
   */
  public static Optional<LineTerminal> open(
      Path history, Function<String, List<String>> completions) {
    try {
      Terminal terminal = TerminalBuilder.builder().name("pinakes").dumb(false).build();
      return Optional.of(new LineTerminal(terminal, writable(history), completions));
    } catch (IOException | IllegalStateException e) {
      // It is no terminal, or one that cannot be driven.
      return Optional.empty();
    }
  }

  private static Optional<Path> writable(Path file) {
    try {
      if (!Files.exists(file)) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
          Files.createFile(file);
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Files.isWritable(file) ? Optional.of(file) : Optional.empty();
  }

  /**
   * The next line; what was begun is dropped by Ctrl-C, and the line is then an empty one.
   *
   * @return empty at the end, which is Ctrl-D or a terminal that has gone
   */
  public Optional<String> read(String prompt) {
    try {
      return Optional.of(reader.readLine(prompt));
    } catch (UserInterruptException e) {
      return Optional.of("");
    } catch (EndOfFileException e) {
      return Optional.empty();
    } catch (java.io.IOError | IllegalStateException e) {
      // Closed by another thread while this one was waiting.
      return Optional.empty();
    }
  }

  /** Where to write; to be flushed. */
  public PrintWriter out() {
    return terminal.writer();
  }

  /** How wide it is now. */
  public int columns() {
    int columns = terminal.getWidth();
    return columns > 0 ? columns : 80;
  }

  /**
   * Says what Ctrl-C does from now on.
   *
   * @return ends that
   */
  public Listening onInterrupt(Runnable action) {
    interrupt = action;
    return () -> interrupt = LineTerminal::nothing;
  }

  private static void nothing() {}

  /** Something that is heard until it is closed. */
  @FunctionalInterface
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /** Gives the terminal back as it was. Any thread may. */
  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
