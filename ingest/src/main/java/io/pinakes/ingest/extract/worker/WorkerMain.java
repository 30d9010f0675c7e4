package io.pinakes.ingest.extract.worker;

import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.build.Content;
import io.pinakes.ingest.extract.build.DocumentException;
import io.pinakes.ingest.extract.build.ExtractionLimits;
import io.pinakes.ingest.extract.language.OpenNlpLanguages;
import io.pinakes.ingest.extract.tika.DocumentReader;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.logging.LogManager;

/**
 * The child process. Its main thread reads requests; a second thread, with a stack for deeply
 * nested documents, parses them and writes the replies. So the main thread notices at once when the
 * parent is gone, whatever a parser is doing; the other is a daemon and ends with it.
 */
public final class WorkerMain {
  /** 16 MiB of stack: documents some ten thousand deep; beyond, the document is refused. */
  private static final long STACK_BYTES = 16L << 20;

  private static final int BUFFER = 1 << 16;

  private record Job(String extension, Content content) {}

  private final SynchronousQueue<Job> jobs = new SynchronousQueue<>();
  private final DataOutputStream out;
  private final DocumentReader reader;

  private WorkerMain(DataOutputStream out, DocumentReader reader) {
    this.out = out;
    this.reader = reader;
  }

  /**
   * Runs until standard input ends.
   *
   * @param arguments the five limits of a document, whether to read restricted ones, the largest
   *     file in bytes, and the private folder
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new FileInputStream(FileDescriptor.in), BUFFER));
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER));
    silence();
    Lockdown.install();
    ExtractionLimits limits =
        new ExtractionLimits(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Long.parseLong(arguments[3]),
            Integer.parseInt(arguments[4]),
            Boolean.parseBoolean(arguments[5]));
    long maxFileBytes = Long.parseLong(arguments[6]);
    Path folder = Path.of(arguments[7]);
    try {
      DocumentReader reader = new DocumentReader(limits, OpenNlpLanguages.load());
      WorkerMain worker = new WorkerMain(out, reader);
      warmUp(reader);
      Thread parser = new Thread(null, worker::parseJobs, "parser", STACK_BYTES);
      parser.setDaemon(true);
      parser.start();
      out.writeInt(Frames.READY);
      out.flush();
      worker.readRequests(in, maxFileBytes);
    } finally {
      PrivateFolder.removeWorker(folder);
    }
  }

  /** Standard output is the protocol's, and what libraries say is nobody's. */
  private static void silence() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    System.setErr(nowhere);
    System.setIn(InputStream.nullInputStream());
    LogManager.getLogManager().reset();
    Locale.setDefault(Locale.US);
  }

  /** Loads the classes that most files need before the first one waits for them. */
  private static void warmUp(DocumentReader reader) throws IOException {
    String text = "# Warming up\n\nSome *words* in a row, so that there is a language.\n\n- one\n";
    String page = "<!doctype html><title>Warm</title><h1>Up</h1><p>Some words in a row.</p>";
    reader.read(Content.of(text.getBytes(StandardCharsets.UTF_8)), "md");
    reader.read(Content.of(page.getBytes(StandardCharsets.UTF_8)), "html");
  }

  private void readRequests(DataInputStream in, long maxFileBytes)
      throws IOException, InterruptedException {
    while (true) {
      int magic;
      try {
        magic = in.readInt();
      } catch (EOFException parentIsGone) {
        return;
      }
      if (magic != Frames.REQUEST) {
        throw new Frames.ProtocolException("not a request: [" + Integer.toHexString(magic) + "]");
      }
      String extension = in.readUTF();
      Frames.Body body = new Frames.Body(in);
      Optional<Content> content = receive(body, maxFileBytes);
      if (content.isPresent()) {
        jobs.put(new Job(extension, content.get()));
      }
    }
  }

  /** The bytes of a file; empty if the parent gave it up. */
  private static Optional<Content> receive(Frames.Body body, long maxFileBytes) throws IOException {
    try {
      return Optional.of(Content.read(body, maxFileBytes));
    } catch (Frames.GivenUpException e) {
      return Optional.empty();
    } catch (DocumentException tooLarge) {
      body.drain();
      return Optional.of(Content.refused(tooLarge));
    }
  }

  private void parseJobs() {
    try {
      while (true) {
        Job job = jobs.take();
        reply(job);
        out.flush();
      }
    } catch (IOException | InterruptedException parentIsGone) {
      // The main thread reads the end of its input just now, and ends the process.
      Thread.currentThread().interrupt();
    }
  }

  private void reply(Job job) throws IOException {
    ExtractedDocument document;
    try (Content content = job.content()) {
      document = reader.read(content, job.extension());
    } catch (DocumentException e) {
      Frames.writeFailure(out, e.reason(), String.valueOf(e.getMessage()));
      return;
    } catch (StackOverflowError e) {
      Frames.writeFailure(out, FailureReason.MALFORMED, "it is nested too deeply");
      return;
    } catch (IOException | RuntimeException e) {
      Frames.writeFailure(
          out, FailureReason.MALFORMED, e.getClass().getSimpleName() + ": " + e.getMessage());
      return;
    } catch (LinkageError e) {
      Frames.writeFailure(out, FailureReason.UNSUPPORTED, "its parser lacks " + e.getMessage());
      return;
    }
    Frames.writeDocument(out, document);
  }
}
