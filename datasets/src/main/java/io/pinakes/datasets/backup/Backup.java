package io.pinakes.datasets.backup;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.ipfs.archive.OutputFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes all that a home must not lose into one file, while others write the home. Memory does not
 * grow with the home: the files of its moment are named, then copied one after another.
 */
public final class Backup {
  private Backup() {}

  /**
   * Writes a backup.
   *
   * @param home where the home is; nobody needs to hold it, and anybody may
   * @param options for reading; says what the store is opened with, and the clock
   * @param file where to; there whole or not at all, readable to its owner only, as it holds keys.
   *     Beside it, a home that may not be written is copied first
   * @throws io.pinakes.datasets.home.HomeException if there is no home
   * @throws io.pinakes.ipfs.archive.NoNewFilesException if no file can be made there
   * @throws java.io.InterruptedIOException if it was cancelled
   */
  public static BackupNote write(
      Path home,
      BankOptions options,
      OutputFile file,
      ProgressListener listener,
      Cancellation cancellation)
      throws IOException {
    file.ofOwnerOnly().probe();
    try (Home opened = Home.openForReading(home.toAbsolutePath().normalize());
        HomeSnapshot snapshot = HomeSnapshot.of(opened, file.folder())) {
      List<BackupNote.At> datasets;
      try (Bank bank = Bank.open(snapshot.root(), options)) {
        datasets = BackupNote.datasets(bank);
      }
      SortedMap<String, Path> files = snapshot.files();
      long bytes = 0;
      for (Path each : files.values()) {
        bytes += Files.size(each);
      }
      BackupNote note = new BackupNote(options.clock().instant(), files.size(), bytes, datasets);
      Counted counted = new Counted(Stage.BACKUP, note, listener, cancellation, options.nanoTime());
      return file.ofOwnerOnly().write(out -> archive(note, files, counted, out));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static BackupNote archive(
      BackupNote note, Map<String, Path> files, Counted counted, OutputStream out)
      throws IOException {
    TarWriter tar = new TarWriter(out);
    byte[] json = note.encode();
    long seconds = note.created().getEpochSecond();
    tar.add(BackupNote.NAME, json.length, seconds, new ByteArrayInputStream(json), moved -> {});
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Path path = file.getValue();
      long changed = Files.getLastModifiedTime(path).toMillis() / 1_000;
      try (InputStream in = Files.newInputStream(path)) {
        tar.add("home/" + file.getKey(), Files.size(path), changed, in, counted::moved);
      }
      counted.file();
    }
    tar.finish();
    return note;
  }
}
