package io.pinakes.datasets.ingest;

import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.ledger.FileRow;
import io.pinakes.datasets.ledger.FileStamp;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.datasets.model.Document;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.ExtractionException;
import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file: hashes it, takes over what the same content became before, else has its text
 * extracted. Any thread may call.
 *
 * <p>What the file system said before the reading must still hold after it; a file that changes
 * meanwhile is read again a few times, and then left for the next run; so is one that is gone.
 */
final class FileReading {
  private static final int ATTEMPTS = 3;
  private static final int BUFFER_BYTES = 64 << 10;

  private final Setup setup;
  private final Ledger ledger;
  private final Lease lease;
  private final InstantSource clock;
  private final boolean retryFailed;
  private final ReentrantLock leasing = new ReentrantLock();

  FileReading(Store store, Setup setup, Lease lease, InstantSource clock, boolean retryFailed) {
    this.setup = setup;
    this.ledger = new Ledger(store);
    this.lease = lease;
    this.clock = clock;
    this.retryFailed = retryFailed;
  }

  /** What came of reading a file: text to be cut, or something to be written down as it is. */
  sealed interface Outcome {
    /** Text. */
    record Text(
        FileTask task,
        FileStamp stamp,
        long observedNanos,
        Multihash sha256,
        ExtractedDocument document)
        implements Outcome {}

    /** Nothing more to do. */
    record Done(Staged staged) implements Outcome {}
  }

  /** Reads a file. */
  Outcome read(FileTask task) throws IOException, InterruptedException {
    FileStamp stamp = task.stamp();
    for (int attempt = 1; ; attempt++) {
      long observed = now();
      try {
        Outcome outcome = readOnce(task, stamp, observed);
        FileStamp after = FileStamps.of(task.file().file());
        if (after.equals(stamp)) {
          return outcome;
        }
        stamp = after;
      } catch (UnreadableException e) {
        return vanished(task)
            ? gone(task)
            : failed(task, stamp, observed, FailureReason.UNREADABLE, e.detail());
      } catch (IOException e) {
        if (!vanished(task)) {
          throw e;
        }
        return gone(task);
      }
      if (attempt == ATTEMPTS) {
        return failed(
            task, stamp, observed, FailureReason.UNREADABLE, "it kept changing while it was read");
      }
    }
  }

  private static boolean vanished(FileTask task) {
    return Files.notExists(task.file().file(), LinkOption.NOFOLLOW_LINKS);
  }

  /** What was deleted since the walk has not failed; the next walk takes its document out. */
  private static Outcome gone(FileTask task) {
    return done(new Staged.Gone(task.path(), task.stamp().size()));
  }

  private Outcome readOnce(FileTask task, FileStamp stamp, long observed)
      throws IOException, InterruptedException, UnreadableException {
    Multihash sha256 = hash(task.file().file());
    Optional<FileRow> known = task.known();
    if (known.isPresent() && isStillTrue(known.get(), sha256)) {
      return done(
          new Staged.Row(task.path(), known.get().restamped(stamp, observed), stamp.size()));
    }
    Optional<FileRow> like =
        ledger.likeContent(setup.dataset(), sha256, setup.config(), task.path());
    if (like.isPresent()) {
      Optional<Document> document = load(like.get());
      if (document.isPresent()) {
        return done(
            new Staged.Moved(
                task.path(),
                like.get().restamped(stamp, observed),
                document.get().at(task.path()),
                stamp.size()));
      }
    }
    return extract(task, stamp, observed, sha256);
  }

  /** Whether the row says of this content what reading it again would say. */
  private boolean isStillTrue(FileRow row, Multihash sha256) {
    boolean sameContent = row.sha256().equals(Optional.of(sha256));
    return switch (row.state()) {
      case INDEXED -> sameContent && row.config().equals(setup.config());
      case SKIPPED -> sameContent && row.reason().equals(Rows.TAKEN_OUT);
      case FAILED -> sameContent && row.config().equals(setup.config()) && !retryFailed;
      case REMOVED -> false;
    };
  }

  private Optional<Document> load(FileRow row) throws IOException {
    if (row.document().isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> block;
    // A lease belongs to one thread at a time.
    leasing.lock();
    try {
      block = lease.blocks().get(row.document().get());
    } finally {
      leasing.unlock();
    }
    return block.isPresent() ? Optional.of(Document.decode(block.get())) : Optional.empty();
  }

  private Outcome extract(FileTask task, FileStamp stamp, long observed, Multihash sha256)
      throws InterruptedException {
    try {
      ExtractedDocument text = setup.extractor().extract(task.file().file(), task.path());
      return new Outcome.Text(task, stamp, observed, sha256, text);
    } catch (ExtractionException e) {
      FileRow row =
          Rows.failed(
              stamp,
              observed,
              setup.config(),
              e.reason(),
              e.detail(),
              task.known().flatMap(FileRow::document));
      return done(new Staged.Row(task.path(), withHash(row, sha256), stamp.size()));
    }
  }

  private static FileRow withHash(FileRow row, Multihash sha256) {
    return new FileRow(
        row.stamp(),
        row.observedNanos(),
        Optional.of(sha256),
        row.config(),
        row.state(),
        row.reason(),
        row.detail(),
        row.document());
  }

  private Outcome failed(
      FileTask task, FileStamp stamp, long observed, FailureReason reason, String detail) {
    return done(
        new Staged.Row(
            task.path(),
            Rows.failed(
                stamp,
                observed,
                setup.config(),
                reason,
                detail,
                task.known().flatMap(FileRow::document)),
            stamp.size()));
  }

  private static Outcome done(Staged staged) {
    return new Outcome.Done(staged);
  }

  private static Multihash hash(Path file) throws UnreadableException {
    try {
      return Multihash.of(Multihash.SHA2_256, sha256(file));
    } catch (IOException e) {
      throw new UnreadableException(e);
    }
  }

  static byte[] sha256(Path file) throws IOException {
    MessageDigest sha256 = DocumentWriter.sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
    }
    return sha256.digest();
  }

  private long now() {
    return FileStamps.nanos(clock.instant());
  }

  /** The file, not the store, could not be read. */
  private static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(IOException cause) {
      super(cause);
    }

    String detail() {
      @Nullable Throwable cause = getCause();
      return cause == null ? "" : cause.toString();
    }
  }
}
