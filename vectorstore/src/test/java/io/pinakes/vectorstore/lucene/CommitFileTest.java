package io.pinakes.vectorstore.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KeepOnlyLastCommitDeletionPolicy;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitFileTest {
  @TempDir private Path folder;

  @Test
  void isTheNewestUntilAnotherIsCommitted() throws IOException {
    try (Directory directory = FSDirectory.open(folder);
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
      commit(writer, 1);
      for (int number = 2; number < 6; number++) {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
          CommitFile file = CommitFile.of(reader, folder).orElseThrow();
          assertThat(file.isNewest()).isTrue();
          writer.addDocument(new Document());
          writer.flush();
          assertThat(file.isNewest()).isTrue();
          commit(writer, number);
          assertThat(file.isNewest()).isFalse();
          assertThat(CommitFile.of(reader, folder)).isEmpty();
        }
      }
    }
  }

  @Test
  void isNotTheNewestThoughSomebodyKeepsIt() throws IOException {
    SnapshotDeletionPolicy keeping =
        new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy());
    try (Directory directory = FSDirectory.open(folder);
        IndexWriter writer =
            new IndexWriter(directory, new IndexWriterConfig().setIndexDeletionPolicy(keeping))) {
      commit(writer, 1);
      keeping.snapshot();
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        CommitFile file = CommitFile.of(reader, folder).orElseThrow();
        commit(writer, 2);
        assertThat(file.path()).exists();
        assertThat(file.isNewest()).isFalse();
      }
    }
  }

  @Test
  void isNotTheNewestOnceAnotherFileHasItsName() throws IOException {
    try (Directory directory = FSDirectory.open(folder)) {
      try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
        commit(writer, 1);
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        CommitFile file = CommitFile.of(reader, folder).orElseThrow();
        Path other = folder.resolve("other");
        Files.copy(file.path(), other);
        Files.setLastModifiedTime(other, FileTime.fromMillis(file.modified().toMillis() + 1_000));
        Files.move(other, file.path(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(file.isNewest()).isFalse();
      }
    }
  }

  private static void commit(IndexWriter writer, int number) throws IOException {
    writer.setLiveCommitData(Map.of("number", Integer.toString(number)).entrySet());
    writer.commit();
  }
}
