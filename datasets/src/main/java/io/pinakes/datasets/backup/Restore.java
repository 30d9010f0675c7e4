package io.pinakes.datasets.backup;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.doctor.HealthReport;
import io.pinakes.datasets.doctor.PinReport;
import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.home.HomeReplacement;
import io.pinakes.datasets.home.PrivateFiles;
import io.pinakes.datasets.home.RestoredMark;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.model.tree.MissingBlockException;
import io.pinakes.datasets.progress.Progress;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.store.StoreDamagedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a home of a backup: whole and sound, or not at all. */
public final class Restore {
  /** How many pins that are not whole a refusal names: it is one sentence. */
  private static final int NAMED_PINS = 3;

  private final BankOptions options;
  private final ProgressListener listener;
  private final Cancellation cancellation;
  private final Step step;

  /**
   * What else is to be done to the home that was unpacked, before it is one. Where damage keeps it
   * from being done, the home that is restored all the same has a {@link RestoredMark}.
   */
  @FunctionalInterface
  public interface Step {
    /** Does it. */
    void change(Bank bank) throws IOException;
  }

  /**
   * Prepares it.
   *
   * @param options for writing; says what the home is opened with, and who holds it meanwhile
   * @param step what is done to the home while it is still in a place of its own
   */
  public Restore(
      BankOptions options, ProgressListener listener, Cancellation cancellation, Step step) {
    this.options = options;
    this.listener = listener;
    this.cancellation = cancellation;
    this.step = step;
  }

  /**
   * Restores a home.
   *
   * @param archive what {@link Backup} wrote
   * @param home where to; what is there goes when the other is whole, if {@code replace} says so
   * @param acceptDamage whether what was damaged when it was backed up is restored as it was
   * @throws BackupException if the file is none or was changed, or if it holds damage
   * @throws java.nio.file.FileAlreadyExistsException if a home is there and may not go
   * @throws InterruptedIOException if it was cancelled; what was there is there still
   */
  public BackupNote run(Path archive, Path home, boolean replace, boolean acceptDamage)
      throws IOException {
    try (InputStream in = Files.newInputStream(archive);
        HomeReplacement replacement =
            HomeReplacement.begin(home.toAbsolutePath().normalize(), replace, options.command())) {
      BackupNote note = unpack(new TarReader(in), replacement.place());
      check(note, replacement.place(), acceptDamage);
      stopIfAsked();
      replacement.finish();
      return note;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private BackupNote unpack(TarReader tar, Path into) throws IOException {
    BackupNote note = note(tar);
    Counted counted = new Counted(Stage.RESTORE, note, listener, cancellation, options.nanoTime());
    for (Optional<TarReader.Entry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
      write(tar, entry.get(), into, counted);
      counted.file();
    }
    if (counted.files() != note.files() || counted.bytes() != note.bytes()) {
      throw BackupException.damaged("it holds other files than it says");
    }
    return note;
  }

  private static BackupNote note(TarReader tar) throws IOException {
    TarReader.Entry first = tar.first(BackupNote.NAME);
    if (first.size() > BackupNote.MAX_BYTES) {
      throw BackupException.damaged("what tells of it is too long");
    }
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    tar.content(first, json, moved -> {});
    return BackupNote.decode(json.toByteArray());
  }

  private static void write(TarReader tar, TarReader.Entry entry, Path into, Counted counted)
      throws IOException {
    String path = entry.path().startsWith("home/") ? entry.path().substring(5) : "";
    if (!HomeLayout.isPath(path)) {
      throw BackupException.damaged("[" + entry.path() + "] is no file of a home");
    }
    Path file = into.resolve(path);
    boolean isPrivate = HomeLayout.isPrivate(path);
    PrivateFiles.createFolders(file.getParent(), isPrivate);
    try (FileChannel channel = PrivateFiles.createFile(file, isPrivate)) {
      tar.content(entry, Channels.newOutputStream(channel), counted::moved);
      channel.force(true);
    }
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(entry.seconds())));
  }

  /** Builds the indexes, and reads every block: each is hashed, and held against what names it. */
  private void check(BackupNote note, Path place, boolean acceptDamage) throws IOException {
    List<String> wrong = new ArrayList<>();
    RestoredMark.put(place);
    try (Bank bank = Bank.open(place, options)) {
      // First, so that damage elsewhere does not keep it from being done.
      step.change(bank);
      RestoredMark.remove(place);
      if (!BackupNote.datasets(bank).equals(note.datasets())) {
        wrong.add("its datasets are at other versions than it says, or not signed");
      }
      stopIfAsked();
      bank.catchUp(listener);
      listener.moved(Progress.of(Stage.CHECK));
      for (String dataset : bank.datasetNames()) {
        stopIfAsked();
        HealthReport report = bank.checkUp(dataset);
        if (!report.isSound()) {
          wrong.add("dataset [" + dataset + "] is damaged");
        }
      }
      stopIfAsked();
      addPins(bank.checkPins(), wrong);
      wrong.addAll(bank.keyTroubles());
      wrong.addAll(bank.store().upkeep().verify());
    } catch (StoreDamagedException
        | DamagedBlockException
        | MissingBlockException
        | io.pinakes.ipfs.blockstore.MissingBlockException e) {
      wrong.add(String.valueOf(e.getMessage()));
    }
    if (!wrong.isEmpty() && !acceptDamage) {
      throw new BackupException(
          BackupException.Kind.UNSOUND,
          "the backup is what was written, but the home was damaged then: "
              + String.join("; ", wrong));
    }
    Home.deleteBelow(place.resolve("tmp"));
  }

  private static void addPins(PinReport pins, List<String> wrong) {
    pins.broken().stream().limit(NAMED_PINS).forEach(broken -> wrong.add(broken.sentence()));
    if (pins.brokenCount() > NAMED_PINS) {
      wrong.add((pins.brokenCount() - NAMED_PINS) + " more pins are not whole");
    }
  }

  private void stopIfAsked() throws InterruptedIOException {
    if (cancellation.isCancelled()) {
      throw new InterruptedIOException("cancelled");
    }
  }
}
