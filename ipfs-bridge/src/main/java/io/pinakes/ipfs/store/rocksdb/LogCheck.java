package io.pinakes.ipfs.store.rocksdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Looks over the log before RocksDB replays it, since RocksDB ends at the first record that it
 * cannot read, and does not say so: decision 0080.
 *
 * <p>A log that merely ends in the middle of a batch is what a kill or the loss of power leaves.
 * One that goes on behind a batch which cannot be read has lost what was written: RocksDB never
 * appends to a file after a failed write, and the first batch of the next file has the number that
 * the failed one should have had.
 *
 * @param damage where and what, if batches are lost that others follow
 * @param tornBytes how much behind the last whole batch belongs to none, if nothing follows
 * @param traps ends of files that RocksDB must not see: it would read them for ever
 * @param lost files behind a damage
 */
record LogCheck(Optional<String> damage, long tornBytes, List<Cut> traps, List<Path> lost) {
  private static final String NAME = "[0-9]{1,18}\\.log";

  /** Where a file ends that can be read. */
  record Cut(Path file, int end) {}

  /** Keeps the lists. */
  LogCheck {
    traps = List.copyOf(traps);
    lost = List.copyOf(lost);
  }

  static LogCheck of(Path database) throws IOException {
    List<Path> files = files(database);
    OptionalLong expected = OptionalLong.empty();
    Optional<Cut> broken = Optional.empty();
    List<Cut> traps = new ArrayList<>();
    long torn = 0;
    for (Path path : files) {
      LogFile file = new LogFile(read(path));
      LogFile.Prefix whole = file.readWhole();
      if (whole.firstSequence().isPresent()) {
        if (broken.isPresent() && !whole.firstSequence().equals(expected)) {
          return damaged(broken.get(), files);
        }
        expected = whole.nextSequence();
        broken = Optional.empty();
        torn = 0;
      }
      if (whole.end() == file.size() || file.isBlankFrom(whole.end())) {
        continue;
      }
      Cut cut = new Cut(path, whole.end());
      if (file.hasBatchBehind(whole.end())) {
        return damaged(cut, files);
      }
      torn += file.size() - whole.end();
      broken = Optional.of(cut);
      if (file.isTrap(whole.end())) {
        traps.add(cut);
      }
      if (expected.isEmpty()) {
        // A write that failed, and was made again into the next file under the same number.
        expected = file.claimedSequence();
      }
    }
    return new LogCheck(Optional.empty(), torn, traps, List.of());
  }

  private static LogCheck damaged(Cut from, List<Path> files) {
    String what =
        "its log is damaged from byte ["
            + from.end()
            + "] of ["
            + from.file().getFileName()
            + "] on, and goes on behind that";
    List<Path> lost = files.subList(files.indexOf(from.file()) + 1, files.size());
    return new LogCheck(Optional.of(what), 0, List.of(from), lost);
  }

  /** Ends the log before what cannot be read. The store must not be open. */
  void cut() throws IOException {
    for (Path file : lost) {
      Files.delete(file);
    }
    for (Cut each : traps) {
      try (FileChannel channel = FileChannel.open(each.file(), StandardOpenOption.WRITE)) {
        channel.truncate(each.end());
        channel.force(true);
      }
    }
  }

  private static List<Path> files(Path database) throws IOException {
    try (Stream<Path> all = Files.list(database)) {
      return all.filter(path -> path.getFileName().toString().matches(NAME))
          .sorted(Comparator.comparingLong(LogCheck::number))
          .toList();
    }
  }

  private static long number(Path log) {
    String name = log.getFileName().toString();
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  /** A log is at most some 40 MiB long, by {@link RocksSettings}. */
  private static byte[] read(Path log) throws IOException {
    try {
      return Files.readAllBytes(log);
    } catch (NoSuchFileException e) {
      return new byte[0]; // Flushed away by its writer since it was listed.
    }
  }
}
