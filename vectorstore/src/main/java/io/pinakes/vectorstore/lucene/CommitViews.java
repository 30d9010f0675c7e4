package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.IndexMismatchException;
import io.pinakes.vectorstore.IndexOptions;
import io.pinakes.vectorstore.TextAnalysis;
import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the view of the last commit and replaces it when there is a newer one. Called under the
 * index' lock.
 */
final class CommitViews {
  /** Openings in a row that may find a file gone because a writer moved on meanwhile. */
  private static final int ATTEMPTS = 20;

  /**
   * An index of up to so many bytes is read whole when it is opened, and its checksums compared:
   * wrong bytes in vectors or postings show in no other way than by wrong hits. That takes some
   * milliseconds; of a larger index it would be felt at every search, so there it is left to the
   * full check.
   */
  private static final long MAX_CHECKED_BYTES = 64L << 20;

  private final IndexFolder folder;
  private final IndexOptions options;
  private final TextAnalysis analysis;
  private @Nullable CommitView view;

  /** Of the view; null if that was no longer the newest when it was opened. */
  private @Nullable CommitFile file;

  private boolean expired;

  CommitViews(IndexFolder folder, IndexOptions options, TextAnalysis analysis) {
    this.folder = folder;
    this.options = options;
    this.analysis = analysis;
  }

  /** Says that there was a commit. */
  void expire() {
    expired = true;
  }

  /** Returns the last commit of a build that only this index writes. */
  CommitView of(String build) throws IOException {
    CommitView known = view;
    if (known != null && !expired && known.build.equals(build)) {
      return known;
    }
    return open(() -> Optional.of(build)).orElseThrow();
  }

  /** Returns the last commit, whoever wrote it; empty if there is none. */
  Optional<CommitView> newest() throws IOException {
    return open(folder::current);
  }

  private Optional<CommitView> open(Damage.Reading<Optional<String>> pointer) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Optional<String> build = pointer.run();
        return build.isEmpty() ? Optional.empty() : Optional.of(refreshed(build.get()));
      } catch (IndexMismatchException e) {
        throw e;
      } catch (IOException e) {
        if (!Damage.isVanished(e) || attempt == ATTEMPTS) {
          throw Damage.whileOpening(folder.path(), e);
        }
      } catch (IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException e) {
        throw Damage.whileOpening(folder.path(), e);
      }
    }
  }

  private CommitView refreshed(String build) throws IOException {
    CommitView known = view;
    DirectoryReader reader;
    if (known != null && known.build.equals(build)) {
      CommitFile named = file;
      if (named != null && named.isNewest()) {
        expired = false;
        return known;
      }
      reader = DirectoryReader.openIfChanged(known.reader);
      if (reader == null) {
        file = CommitFile.of(known.reader, folder.build(build)).orElse(null);
        expired = false;
        return known;
      }
    } else {
      reader = DirectoryReader.open(folder.open(build));
    }
    try {
      if (known == null) {
        compareChecksums(reader);
      }
      CommitData data = CommitData.from(reader.getIndexCommit().getUserData(), folder.build(build));
      data.require(options, folder.path());
      CommitView fresh = new CommitView(build, reader, data, options, analysis);
      file = CommitFile.of(reader, folder.build(build)).orElse(null);
      view = fresh;
      expired = false;
    } catch (IOException | RuntimeException e) {
      reader.decRef();
      throw e;
    }
    if (known != null) {
      known.reader.decRef();
    }
    return fresh();
  }

  private static void compareChecksums(DirectoryReader reader) throws IOException {
    long bytes = 0;
    for (String file : reader.getIndexCommit().getFileNames()) {
      bytes += reader.directory().fileLength(file);
    }
    if (bytes <= MAX_CHECKED_BYTES) {
      for (LeafReaderContext segment : reader.leaves()) {
        segment.reader().checkIntegrity();
      }
    }
  }

  private CommitView fresh() {
    CommitView fresh = view;
    if (fresh == null) {
      throw new IllegalStateException("no view");
    }
    return fresh;
  }

  void close() throws IOException {
    CommitView known = view;
    view = null;
    if (known != null) {
      known.reader.decRef();
    }
  }
}
