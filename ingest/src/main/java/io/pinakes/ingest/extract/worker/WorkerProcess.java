package io.pinakes.ingest.extract.worker;

import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.build.DocumentException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One child. All but {@link #kill} is for the thread that owns it. */
final class WorkerProcess {
  private static final int BUFFER = 1 << 16;
  private static final int MAX_DIAGNOSIS_BYTES = 2000;
  private static final long EXIT_SECONDS = 5;
  private static final Object SPAWNING = new Object();

  private final WorkerOptions options;
  private final Path folder;
  private final Process process;
  private final DataOutputStream requests;
  private final DataInputStream replies;
  private final byte[] buffer = new byte[BUFFER];
  private final Optional<ClassArchive> archive;
  private final Optional<Path> recording;
  private int files;

  private WorkerProcess(
      WorkerOptions options,
      Path folder,
      Process process,
      Optional<ClassArchive> archive,
      Optional<Path> recording) {
    this.archive = archive;
    this.recording = recording;
    this.options = options;
    this.folder = folder;
    this.process = process;
    this.requests =
        new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
    this.replies = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER));
  }

  /** Starts a child; it is ready after {@link #awaitReady}. */
  static WorkerProcess start(Path folder, WorkerOptions options, Optional<ClassArchive> archive)
      throws WorkerStartException {
    Optional<Path> recording = archive.flatMap(ClassArchive::nextRecording);
    List<String> flags =
        recording
            .map(file -> List.of("-XX:ArchiveClassesAtExit=" + file))
            .orElseGet(() -> archive.map(ClassArchive::useFlags).orElse(List.of()));
    try {
      Process process = spawn(WorkerCommand.in(folder, options, flags));
      return new WorkerProcess(options, folder, process, archive, recording);
    } catch (WorkerStartException e) {
      throw e;
    } catch (IOException e) {
      throw new WorkerStartException(
          "cannot start a process to parse documents in: " + e.getMessage(), e);
    }
  }

  /**
   * One at a time. Until it is the child, the program that makes a child (on Unix) holds copies of
   * whatever files this process has open, pipes to other such programs included: if this process is
   * killed then, several wait for ever for each other to let go, and keep its children waiting.
   */
  private static Process spawn(ProcessBuilder child) throws IOException {
    synchronized (SPAWNING) {
      return child.start();
    }
  }

  void awaitReady() throws WorkerStartException {
    try {
      if (replies.readInt() == Frames.READY) {
        return;
      }
    } catch (IOException e) {
      // It ended before it was ready; what it said tells why.
    }
    kill();
    String exit = exit();
    throw new WorkerStartException(
        "the process that parses documents does not start ("
            + exit
            + "): "
            + diagnosis()
            + "; give it more memory, or run fewer of them");
  }

  /**
   * Has the child read a file.
   *
   * @throws DocumentException if the file gives no text, or cannot be read here
   * @throws IOException if the child failed: it must be replaced
   */
  ExtractedDocument read(Path file, String extension) throws IOException {
    files++;
    try (InputStream in = open(file)) {
      requests.writeInt(Frames.REQUEST);
      requests.writeUTF(extension);
      send(in);
    }
    return Frames.readReply(replies, options.limits());
  }

  private InputStream open(Path file) throws DocumentException {
    try {
      if (!Files.isRegularFile(file) && Files.exists(file)) {
        // Of a pipe or a device the reading might never end, and no watchdog could end it.
        throw new DocumentException(FailureReason.UNREADABLE, "it is not a regular file");
      }
      long size = Files.size(file);
      if (size > options.maxFileBytes()) {
        throw new DocumentException(
            FailureReason.TOO_LARGE, size + " bytes, over the limit of " + options.maxFileBytes());
      }
      return Files.newInputStream(file);
    } catch (DocumentException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void send(InputStream in) throws IOException {
    while (true) {
      int count;
      try {
        count = in.read(buffer);
      } catch (IOException e) {
        requests.writeInt(Frames.GIVEN_UP);
        requests.flush();
        throw unreadable(e);
      }
      if (count > 0) {
        requests.writeInt(count);
        requests.write(buffer, 0, count);
      } else if (count < 0) {
        requests.writeInt(Frames.END_OF_BODY);
        requests.flush();
        return;
      }
    }
  }

  private static DocumentException unreadable(IOException e) {
    String what = e instanceof NoSuchFileException ? "it is not there any more" : e.toString();
    return new DocumentException(FailureReason.UNREADABLE, what, e);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether the file that it failed at was the first, so that a new child would do no better. */
  boolean wasFresh() {
    return files <= 1;
  }

  boolean isWorn() {
    return files >= options.filesBeforeRenewal();
  }

  /** Ends the child at once, stopped or hanging as it may be. From any thread. */
  void kill() {
    process.destroyForcibly();
  }

  /** The exit code of a child that has ended or was killed, in words. */
  String exit() {
    int code = exitCode();
    return code > 128 ? "signal " + (code - 128) : "exit " + code;
  }

  /** Whether the child ended because its heap was too small. */
  boolean ranOutOfMemory() {
    return exitCode() == 3;
  }

  /** Waits for the end, which is near. An interrupt is kept for later. */
  private int exitCode() {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
            kill();
          } else {
            return process.exitValue();
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private String diagnosis() {
    try (InputStream in = Files.newInputStream(folder.resolve("stderr"))) {
      String said = new String(in.readNBytes(MAX_DIAGNOSIS_BYTES), StandardCharsets.UTF_8);
      return said.isBlank() ? "it said nothing" : said.strip().replaceAll("\\s*\\R\\s*", " ");
    } catch (IOException e) {
      return "it left no message";
    }
  }

  /** Whether the child writes the archive of its classes as it ends. */
  boolean isRecording() {
    return recording.isPresent();
  }

  /** Lets a child that is at no file end by itself, with {@link #EXIT_SECONDS} for its archive. */
  void finish() {
    if (recording.isEmpty() || archive.isEmpty() || !isAlive()) {
      return;
    }
    try {
      requests.close();
      exitCode();
      archive.get().keep(recording.get());
    } catch (IOException e) {
      // The next pool tries again; all works without it.
      return;
    }
  }

  /** Kills the child, waits for its end and removes its folder. */
  void discard() {
    kill();
    exitCode();
    try {
      PrivateFolder.remove(folder);
    } catch (IOException e) {
      // The pool removes what is left when it closes.
      return;
    }
  }
}
