package io.pinakes.vectorstore.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexFileNames;
import org.jspecify.annotations.Nullable;

/**
 * The file by which an index names a commit. Lucene numbers these files, writes the next before it
 * removes the last, and changes none. So a commit is known to be the newest by two looks at the
 * folder, where Lucene would list it and read all that describes the segments, which was an
 * eighteenth of a search.
 *
 * @param next what the next commit will be named by
 * @param key the file's identity where the system tells one
 */
record CommitFile(Path path, Path next, @Nullable Object key, FileTime modified, long size) {
  /**
   * The file of what a reader has open.
   *
   * @return empty if it is not the newest any more
   */
  static Optional<CommitFile> of(DirectoryReader reader, Path build) throws IOException {
    IndexCommit commit = reader.getIndexCommit();
    Path path = build.resolve(commit.getSegmentsFileName());
    Path next =
        build.resolve(
            IndexFileNames.fileNameFromGeneration(
                IndexFileNames.SEGMENTS, "", commit.getGeneration() + 1));
    Optional<BasicFileAttributes> is = look(path);
    // Asked behind the look: a file of the same name that another put there is not taken for it.
    return is.isPresent() && reader.isCurrent()
        ? Optional.of(
            new CommitFile(
                path, next, is.get().fileKey(), is.get().lastModifiedTime(), is.get().size()))
        : Optional.empty();
  }

  /**
   * Whether no commit followed, for sure. One that did may be overlooked while it is being made.
   */
  boolean isNewest() throws IOException {
    Optional<BasicFileAttributes> is = look(path);
    return is.isPresent()
        && Objects.equals(key, is.get().fileKey())
        && modified.equals(is.get().lastModifiedTime())
        && size == is.get().size()
        && Files.notExists(next);
  }

  private static Optional<BasicFileAttributes> look(Path file) throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }
}
