package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.ChunkIndex;
import io.pinakes.vectorstore.IndexLockedException;
import io.pinakes.vectorstore.IndexOptions;
import io.pinakes.vectorstore.IndexSnapshot;
import io.pinakes.vectorstore.IndexUpdate;
import io.pinakes.vectorstore.TextAnalysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.NativeFSLockFactory;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ChunkIndex} in a folder.
 *
 * <p>Any thread may ask for snapshots while one writes. One lock guards the writer's state and the
 * view of the last commit; files are opened under it, searched outside it.
 */
public final class LuceneChunkIndex implements ChunkIndex {
  private final IndexFolder folder;
  private final IndexOptions options;
  private final LuceneOptions lucene;
  private final TextAnalysis analysis;
  private final CommitViews views;
  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable Writing writing;
  private boolean closed;

  /** What only a writer has. */
  private static final class Writing {
    final Lock fileLock;
    final String build;
    final BuildWriter writer;
    boolean current;
    boolean updating;

    Writing(Lock fileLock, String build, BuildWriter writer, boolean current) {
      this.fileLock = fileLock;
      this.build = build;
      this.writer = writer;
      this.current = current;
    }
  }

  private LuceneChunkIndex(
      IndexFolder folder, IndexOptions options, LuceneOptions lucene, @Nullable Writing writing) {
    this.folder = folder;
    this.options = options;
    this.lucene = lucene;
    this.analysis = new LanguageAnalysis();
    this.views = new CommitViews(folder, options, analysis);
    this.writing = writing;
  }

  /** Opens for writing with the default {@link LuceneOptions}; see the other form. */
  public static LuceneChunkIndex open(Path folder, IndexOptions options) throws IOException {
    return open(folder, options, LuceneOptions.defaults());
  }

  /**
   * Opens for writing; a missing folder is made.
   *
   * @throws IndexLockedException if there is a writer already
   * @throws io.pinakes.vectorstore.IndexMismatchException if the index is of another model or a
   *     newer format
   * @throws io.pinakes.vectorstore.IndexDamagedException if its files are broken; then {@link
   *     #openBeside}
   */
  public static LuceneChunkIndex open(Path folder, IndexOptions options, LuceneOptions lucene)
      throws IOException {
    return open(folder, options, lucene, false);
  }

  /**
   * Opens for writing with nothing in it. Readers see what was there, sound or not, until the first
   * commit takes its place in one step.
   *
   * @throws IndexLockedException if there is a writer already
   */
  public static LuceneChunkIndex openBeside(Path folder, IndexOptions options, LuceneOptions lucene)
      throws IOException {
    return open(folder, options, lucene, true);
  }

  /**
   * Opens for reading, beside any writer. The folder may be missing; each snapshot looks again.
   *
   * @throws io.pinakes.vectorstore.IndexMismatchException if the index is of another model or a
   *     newer format
   * @throws io.pinakes.vectorstore.IndexDamagedException if its files are broken
   */
  public static LuceneChunkIndex openReadOnly(Path folder, IndexOptions options)
      throws IOException {
    return openReadOnly(folder, options, LuceneOptions.defaults());
  }

  /** Opens for reading with a tuning of its own; see the other form. */
  public static LuceneChunkIndex openReadOnly(
      Path folder, IndexOptions options, LuceneOptions lucene) throws IOException {
    LuceneChunkIndex index = new LuceneChunkIndex(new IndexFolder(folder), options, lucene, null);
    try {
      index.manifest();
    } catch (IOException | RuntimeException e) {
      index.close();
      throw e;
    }
    return index;
  }

  private static LuceneChunkIndex open(
      Path path, IndexOptions options, LuceneOptions lucene, boolean beside) throws IOException {
    Files.createDirectories(path);
    IndexFolder folder = new IndexFolder(path);
    Lock fileLock = obtain(path);
    BuildWriter writer = null;
    try {
      Optional<String> current = beside ? Optional.empty() : current(folder);
      String build = current.isPresent() ? current.get() : folder.unusedBuild();
      if (!beside) {
        // What a writer left that was killed while it built beside.
        folder.removeAllBut(build);
      }
      writer = new BuildWriter(FSDirectory.open(folder.build(build)), lucene);
      LuceneChunkIndex index =
          new LuceneChunkIndex(
              folder, options, lucene, new Writing(fileLock, build, writer, current.isPresent()));
      index.manifest();
      return index;
    } catch (IOException | RuntimeException e) {
      if (writer != null) {
        writer.close(false, lucene.closeWait());
      }
      fileLock.close();
      throw e;
    }
  }

  private static Optional<String> current(IndexFolder folder) throws IOException {
    try {
      return folder.current();
    } catch (IOException e) {
      throw Damage.whileOpening(folder.path(), e);
    }
  }

  private static Lock obtain(Path path) throws IOException {
    try (FSDirectory directory = FSDirectory.open(path)) {
      return NativeFSLockFactory.INSTANCE.obtainLock(directory, "write.lock");
    } catch (LockObtainFailedException e) {
      throw new IndexLockedException(path, e);
    }
  }

  @Override
  public Optional<String> manifest() throws IOException {
    lock.lock();
    try {
      requireOpen();
      return view().map(view -> view.data.manifest());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public IndexSnapshot snapshot() throws IOException {
    lock.lock();
    try {
      requireOpen();
      return hold(
          view()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "nothing was committed to the index in [" + folder.path() + "] yet")));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public IndexUpdate begin() throws IOException {
    lock.lock();
    try {
      requireOpen();
      Writing mine = writing;
      if (mine == null) {
        throw new IllegalStateException(
            "the index in [" + folder.path() + "] is open for reading only");
      }
      if (mine.updating) {
        throw new IllegalStateException(
            "a change of the index in [" + folder.path() + "] is under way");
      }
      mine.writer.open();
      LuceneSnapshot before = view().map(this::hold).orElse(null);
      mine.updating = true;
      return new LuceneUpdate(mine.writer, options, analysis, before, new Ending(mine));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Merges all segments into one, which is the quickest to search and takes minutes for a million
   * chunks. Readers go on meanwhile; other calls of this index wait.
   */
  public void mergeAll() throws IOException {
    lock.lock();
    try {
      requireOpen();
      Writing mine = writing;
      if (mine == null || mine.updating || !mine.current) {
        throw new IllegalStateException(
            "the index in [" + folder.path() + "] has nothing committed to merge now");
      }
      mine.writer.mergeTo(1);
      views.expire();
    } finally {
      lock.unlock();
    }
  }

  private Optional<CommitView> view() throws IOException {
    Writing mine = writing;
    if (mine == null) {
      return views.newest();
    }
    return mine.current ? Optional.of(views.of(mine.build)) : Optional.empty();
  }

  private LuceneSnapshot hold(CommitView view) {
    view.reader.incRef();
    return new LuceneSnapshot(folder.path(), view, lucene.tuning());
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the index in [" + folder.path() + "] is closed");
    }
  }

  private final class Ending implements LuceneUpdate.Ending {
    private final Writing mine;

    Ending(Writing mine) {
      this.mine = mine;
    }

    @Override
    public void commit(String manifest) throws IOException {
      // Outside the lock: searches go on while the disk syncs.
      mine.writer.commit(CommitData.of(options, manifest));
      lock.lock();
      try {
        if (!mine.current) {
          folder.point(mine.build);
          mine.current = true;
          folder.removeAllBut(mine.build);
        }
        views.expire();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void end(boolean committed) throws IOException {
      lock.lock();
      try {
        mine.updating = false;
        if (!committed) {
          mine.writer.discard();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      Writing mine = writing;
      try {
        views.close();
      } finally {
        if (mine != null) {
          try {
            mine.writer.close(!mine.updating && mine.current, lucene.closeWait());
          } finally {
            mine.fileLock.close();
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
