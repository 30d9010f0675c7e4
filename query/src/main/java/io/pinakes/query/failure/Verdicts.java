package io.pinakes.query.failure;

import io.pinakes.datasets.UnknownVersionException;
import io.pinakes.datasets.backup.BackupException;
import io.pinakes.datasets.car.ImportException;
import io.pinakes.datasets.catalog.KeyLostException;
import io.pinakes.datasets.catalog.UnknownDatasetException;
import io.pinakes.datasets.home.HomeFormatException;
import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.datasets.home.HomeMissingException;
import io.pinakes.datasets.home.ReadOnlyHomeException;
import io.pinakes.datasets.home.UploadNameException;
import io.pinakes.datasets.index.IndexMissingException;
import io.pinakes.datasets.version.ModelMismatchException;
import io.pinakes.ingest.embed.CacheException;
import io.pinakes.ingest.embed.ModelException;
import io.pinakes.ingest.embed.TooLongException;
import io.pinakes.ingest.source.SourceMissingException;
import io.pinakes.ipfs.archive.FileTakenException;
import io.pinakes.ipfs.archive.NoNewFilesException;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.car.CarException;
import io.pinakes.ipfs.fetch.NoSourceException;
import io.pinakes.ipfs.store.QuotaExceededException;
import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreFormatException;
import io.pinakes.ipfs.store.StoreFullException;
import io.pinakes.ipfs.store.StoreLibraryException;
import io.pinakes.ipfs.store.StoreLockedException;
import io.pinakes.ipfs.store.StoreReadOnlyException;
import io.pinakes.query.UnknownPartException;
import io.pinakes.query.bank.QuestionModelException;
import io.pinakes.query.generate.GenerationException;
import io.pinakes.vectorstore.FilterSyntaxException;
import io.pinakes.vectorstore.IndexDamagedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** What a failure means for the user: of what kind it is, and what to do next. */
public final class Verdicts {
  private static final String MAKE_ROOM =
      "Free some space and run it again; what was complete is kept.";
  private static final String NEWER = "Use the newer version that wrote it. Nothing was changed.";

  /** Of an archive that is not what it was when it was written. */
  public static final String ARCHIVE =
      "The file is cut short or damaged: copy it again, or export it again where it is from.";

  /** Of a file that was sent under a name that it cannot have. */
  public static final String UPLOAD_NAME =
      "Send it under another name, in UTF-8 and percent-encoded, such as report-2.pdf.";

  private static final String CACHE = "Name a folder that can be written: PINAKES_CACHE=DIR";

  private final Path home;
  private final UnaryOperator<String> command;

  /**
   * Judges failures in a home.
   *
   * @param command completes the words behind the program's name to a command line for that home
   */
  public Verdicts(Path home, UnaryOperator<String> command) {
    this.home = home;
    this.command = command;
  }

  /**
   * A verdict.
   *
   * @param kind what sort of failure it is
   * @param fix the command or setting that mends it; empty where the failure says all itself
   */
  public record Verdict(Kind kind, String fix) {}

  /** Judges a failure. */
  public Verdict judge(Throwable cause) {
    return switch (cause) {
      case WorkException e -> e.verdict();
      case UnknownDatasetException e -> unknownDataset();
      case io.pinakes.query.UnknownDatasetException e -> unknownDataset();
      case UnknownVersionException e ->
          new Verdict(Kind.NOT_FOUND, "See what there is: " + command.apply("dataset show NAME"));
      case NoSuchFileException e when !isOfHome(e) -> new Verdict(Kind.NOT_FOUND, "");
      case ModelMismatchException e -> new Verdict(Kind.CONFLICT, "");
      case QuestionModelException e ->
          new Verdict(
              Kind.NOT_FOUND,
              "Take it in: "
                  + command.apply("model import FOLDER")
                  + "; until then: "
                  + command.apply("search QUERY --mode text"));
      case ModelException e ->
          new Verdict(Kind.NOT_FOUND, "See what there is: " + command.apply("model ls"));
      case SourceMissingException e when e.leftOut() ->
          new Verdict(
              Kind.NOT_FOUND,
              "Give other globs (--include '*' takes all files, --exclude '' leaves none out). If"
                  + " its documents are meant to go: the same with --allow-empty.");
      case SourceMissingException e when !e.followed() ->
          new Verdict(
              Kind.NOT_FOUND, "Name a folder that is there: " + command.apply("ingest DIR"));
      case SourceMissingException e ->
          new Verdict(
              Kind.NOT_FOUND,
              "Mount or restore it and run this again. "
                  + (e.lostFiles()
                      ? "If its files are meant to be gone: the same with --allow-empty."
                      : "If it is gone for good: " + command.apply("source rm DATASET SOURCE")));
      case FileTakenException e ->
          new Verdict(
              Kind.CONFLICT,
              e.isReplaceable()
                  ? "Name another file, or replace this one: the same with --force"
                  : "Name another file.");
      case NoNewFilesException e -> new Verdict(Kind.FAILURE, "Name another folder for it.");
      case NotDirectoryException e ->
          new Verdict(Kind.NOT_FOUND, "Make it first, or name another.");
      case NoSourceException e ->
          new Verdict(Kind.NETWORK, "Name one that is there; what was fetched is kept.");
      case HashMismatchException e -> new Verdict(Kind.VERIFICATION, "");
      case UploadNameException e -> new Verdict(Kind.USAGE, UPLOAD_NAME);
      case TooLongException e ->
          new Verdict(
              Kind.USAGE,
              "Ask in fewer words, or search by words alone: "
                  + command.apply("search QUERY --mode text"));
      case FilterSyntaxException e -> new Verdict(Kind.USAGE, "");
      case GenerationException e -> new Verdict(kind(e.kind()), "");
      case UnknownPartException e ->
          new Verdict(Kind.NOT_FOUND, e.hint() + command.apply(e.command()));
      case IllegalArgumentException e -> new Verdict(Kind.USAGE, "");
      case InterruptedException e -> new Verdict(Kind.INTERRUPTED, "");
      case IOException e -> ofHome(e);
      default ->
          new Verdict(
              Kind.DEFECT,
              "This should not happen. Run it again with --verbose and report what it prints.");
    };
  }

  /** Of what a home, its store, its indexes and the disk below them can have. */
  private Verdict ofHome(IOException cause) {
    return switch (cause) {
      case HomeLockedException e -> locked();
      case StoreLockedException e -> locked();
      case HomeMissingException e -> new Verdict(Kind.NOT_FOUND, "");
      case HomeFormatException e -> ofFormat(e);
      case StoreFormatException e -> new Verdict(Kind.FAILURE, NEWER);
      case ReadOnlyHomeException e -> readOnly();
      case StoreReadOnlyException e -> readOnly();
      case StoreFullException e -> new Verdict(Kind.FAILURE, MAKE_ROOM);
      case QuotaExceededException e ->
          new Verdict(
              Kind.QUOTA,
              "Allow more (--quota SIZE), or see what could go: "
                  + command.apply("gc --dry-run")
                  + ". What was there is intact.");
      case IndexDamagedException e -> damagedIndex();
      case IndexMissingException e -> damagedIndex();
      case DamagedBlockException e -> damagedBlock();
      case MissingBlockException e -> damagedBlock();
      case io.pinakes.datasets.model.tree.MissingBlockException e -> damagedBlock();
      case StoreDamagedException e ->
          new Verdict(
              Kind.VERIFICATION,
              "Save what is intact and restore the rest: " + command.apply("doctor --repair"));
      case KeyLostException e -> new Verdict(Kind.VERIFICATION, keyRemedy(e));
      case ImportException e -> ofImport(e);
      case BackupException e -> ofBackup(e);
      case CarException e -> new Verdict(Kind.VERIFICATION, ARCHIVE);
      case CacheException e -> new Verdict(Kind.FAILURE, CACHE);
      case StoreLibraryException e -> new Verdict(Kind.FAILURE, CACHE);
      case NoSuchFileException e ->
          new Verdict(Kind.FAILURE, "Look the home over: " + command.apply("doctor"));
      case AccessDeniedException e ->
          new Verdict(Kind.FAILURE, "Check who owns it, or use another home (--home DIR).");
      default -> new Verdict(Kind.FAILURE, isDiskFull(cause) ? MAKE_ROOM : "");
    };
  }

  /** Nobody asked for a file that the home keeps for itself: it is lost, or could not be made. */
  private boolean isOfHome(NoSuchFileException missing) {
    return missing.getFile() != null
        && Path.of(missing.getFile()).toAbsolutePath().startsWith(home.toAbsolutePath());
  }

  /** The commands that help where a key is lost, which no repair makes again. */
  public String keyRemedy(KeyLostException lost) {
    return "Take the key out of a backup: (umask 077; tar xOf BACKUP home/keys/"
        + lost.file().getFileName()
        + " > "
        + ShellWord.of(lost.file().toString())
        + "). Or give the dataset up, and ingest its folder anew: "
        + command.apply("dataset rm " + lost.dataset() + " --yes")
        + ". Or ingest into another: "
        + command.apply("ingest FOLDER -d OTHER");
  }

  private static Verdict ofBackup(BackupException failure) {
    return switch (failure.kind()) {
      case NONE -> new Verdict(Kind.USAGE, "Name a file that backup wrote.");
      case DAMAGED ->
          new Verdict(
              Kind.VERIFICATION, "Nothing was changed. Copy it again from where it was written.");
      case UNSOUND ->
          new Verdict(
              Kind.VERIFICATION,
              "Nothing was changed. To have it as it was, and mend it: the same with --damaged,"
                  + " then doctor --repair");
    };
  }

  private Verdict ofFormat(HomeFormatException failure) {
    return new Verdict(
        Kind.FAILURE,
        failure.isNewer()
            ? NEWER
            : failure.isLost()
                ? "Have it written again: " + command.apply("doctor --repair")
                : "Use another home: --home DIR");
  }

  private Verdict ofImport(ImportException failure) {
    if (failure.isNoArchive()) {
      return new Verdict(
          Kind.USAGE, "Name a file that this wrote: " + command.apply("dataset export NAME FILE"));
    }
    if (failure.isDamaged()) {
      return new Verdict(Kind.VERIFICATION, ARCHIVE);
    }
    return new Verdict(
        failure.isTaken()
            ? Kind.CONFLICT
            : failure.isNotProven() ? Kind.VERIFICATION : Kind.FAILURE,
        "");
  }

  private Verdict unknownDataset() {
    return new Verdict(Kind.NOT_FOUND, "See what there is: " + command.apply("dataset ls"));
  }

  private static Verdict locked() {
    return new Verdict(
        Kind.CONFLICT,
        "Wait until it has ended, or stop it. Reading (search, ask, status) works meanwhile.");
  }

  private Verdict readOnly() {
    return new Verdict(Kind.FAILURE, "Make " + home + " writable, or use another home: --home DIR");
  }

  private Verdict damagedIndex() {
    return new Verdict(
        Kind.VERIFICATION, "Rebuild it from the blocks: " + command.apply("doctor --repair"));
  }

  private Verdict damagedBlock() {
    return new Verdict(
        Kind.VERIFICATION,
        "See which documents need it: "
            + command.apply("doctor")
            + "; restore it: "
            + command.apply("doctor --repair"));
  }

  private static Kind kind(GenerationException.Kind kind) {
    return switch (kind) {
      case UNREACHABLE, SERVER_FAILED, RATE_LIMITED, CUT -> Kind.NETWORK;
      case TIMED_OUT -> Kind.TIMEOUT;
      case REFUSED, MALFORMED, TOO_LARGE -> Kind.FAILURE;
    };
  }

  /** What happened, in words. */
  public static String sentence(Throwable cause) {
    String message = cause.getMessage();
    return switch (cause) {
      case NoSuchFileException e -> "there is no file " + e.getMessage();
      case AccessDeniedException e -> "no permission for " + e.getMessage();
      case FileSystemException e when isDiskFull(e) -> "the disk of [" + e.getFile() + "] is full";
      case StoreException e -> String.valueOf(message);
      case IOException e when isDiskFull(e) -> "the disk is full (" + message + ")";
      default -> message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    };
  }

  /** Whether the disk is full; the words are the operating system's, in a C locale or English. */
  public static boolean isDiskFull(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("No space left") || message.contains("Disk quota exceeded");
  }
}
