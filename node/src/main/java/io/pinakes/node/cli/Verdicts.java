package io.pinakes.node.cli;

import io.pinakes.datasets.UnknownVersionException;
import io.pinakes.datasets.car.ImportException;
import io.pinakes.datasets.catalog.UnknownDatasetException;
import io.pinakes.datasets.home.HomeFormatException;
import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.datasets.home.HomeMissingException;
import io.pinakes.datasets.home.ReadOnlyHomeException;
import io.pinakes.datasets.index.IndexMissingException;
import io.pinakes.datasets.version.ModelMismatchException;
import io.pinakes.ingest.embed.CacheException;
import io.pinakes.ingest.embed.ModelException;
import io.pinakes.ingest.source.SourceMissingException;
import io.pinakes.ipfs.archive.FileTakenException;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.car.CarException;
import io.pinakes.ipfs.fetch.NoSourceException;
import io.pinakes.ipfs.store.QuotaExceededException;
import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreFormatException;
import io.pinakes.ipfs.store.StoreFullException;
import io.pinakes.ipfs.store.StoreLibraryException;
import io.pinakes.ipfs.store.StoreLockedException;
import io.pinakes.ipfs.store.StoreReadOnlyException;
import io.pinakes.query.bank.QuestionModelException;
import io.pinakes.query.generate.GenerationException;
import io.pinakes.vectorstore.FilterSyntaxException;
import io.pinakes.vectorstore.IndexDamagedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What a failure means for the user: the exit code, and what to do next. */
final class Verdicts {
  private static final String MAKE_ROOM =
      "Free some space and run it again; what was complete is kept.";
  private static final String NEWER = "Use the newer version that wrote it. Nothing was changed.";

  /** Of an archive that is not what it was when it was written. */
  static final String ARCHIVE =
      "The file is cut short or damaged: copy it again, or export it again where it is from.";

  private static final String CACHE = "Name a folder that can be written: PINAKES_CACHE=DIR";

  private final Session session;

  Verdicts(Session session) {
    this.session = session;
  }

  /** What to end with, and what to say; the fix is empty where the failure says all itself. */
  record Verdict(int exitCode, String fix) {}

  Verdict judge(Throwable cause) {
    return switch (cause) {
      case CliException e -> new Verdict(e.exitCode(), e.fix());
      case UnknownDatasetException e -> unknownDataset();
      case io.pinakes.query.UnknownDatasetException e -> unknownDataset();
      case UnknownVersionException e ->
          new Verdict(
              ExitCode.NOT_FOUND, "See what there is: " + session.command("dataset show NAME"));
      case NoSuchFileException e when !isOfHome(e) -> new Verdict(ExitCode.NOT_FOUND, "");
      case ModelMismatchException e -> new Verdict(ExitCode.CONFLICT, "");
      case QuestionModelException e ->
          new Verdict(
              ExitCode.NOT_FOUND,
              "Take it in: "
                  + session.command("model import FOLDER")
                  + "; until then: "
                  + session.command("search QUERY --mode text"));
      case ModelException e ->
          new Verdict(ExitCode.NOT_FOUND, "See what there is: " + session.command("model ls"));
      case SourceMissingException e when e.leftOut() ->
          new Verdict(
              ExitCode.NOT_FOUND,
              "Give other globs (--include '*' takes all files, --exclude '' leaves none out). If"
                  + " its documents are meant to go: the same with --allow-empty.");
      case SourceMissingException e when !e.followed() ->
          new Verdict(
              ExitCode.NOT_FOUND, "Name a folder that is there: " + session.command("ingest DIR"));
      case SourceMissingException e ->
          new Verdict(
              ExitCode.NOT_FOUND,
              "Mount or restore it and run this again. "
                  + (e.lostFiles()
                      ? "If its files are meant to be gone: the same with --allow-empty."
                      : "If it is gone for good: " + session.command("source rm DATASET SOURCE")));
      case FileTakenException e ->
          new Verdict(
              ExitCode.CONFLICT,
              e.isReplaceable()
                  ? "Name another file, or replace this one: the same with --force"
                  : "Name another file.");
      case NotDirectoryException e ->
          new Verdict(ExitCode.NOT_FOUND, "Make it first, or name another.");
      case NoSourceException e ->
          new Verdict(ExitCode.NETWORK, "Name one that is there; what was fetched is kept.");
      case HashMismatchException e -> new Verdict(ExitCode.VERIFICATION, "");
      case FilterSyntaxException e -> new Verdict(ExitCode.USAGE, "");
      case GenerationException e -> new Verdict(exitCode(e.kind()), "");
      case IllegalArgumentException e -> new Verdict(ExitCode.USAGE, "");
      case InterruptedException e -> new Verdict(ExitCode.INTERRUPTED, "");
      case IOException e -> ofHome(e);
      default ->
          new Verdict(
              ExitCode.FAILURE,
              "This should not happen. Run it again with --verbose and report what it prints.");
    };
  }

  /** Of what a home, its store, its indexes and the disk below them can have. */
  private Verdict ofHome(IOException cause) {
    return switch (cause) {
      case HomeLockedException e -> locked();
      case StoreLockedException e -> locked();
      case HomeMissingException e -> new Verdict(ExitCode.NOT_FOUND, "");
      case HomeFormatException e -> ofFormat(e);
      case StoreFormatException e -> new Verdict(ExitCode.FAILURE, NEWER);
      case ReadOnlyHomeException e -> readOnly();
      case StoreReadOnlyException e -> readOnly();
      case StoreFullException e -> new Verdict(ExitCode.FAILURE, MAKE_ROOM);
      case QuotaExceededException e ->
          new Verdict(
              ExitCode.QUOTA,
              "Allow more (--quota SIZE), or see what could go: "
                  + session.command("gc --dry-run")
                  + ". What was there is intact.");
      case IndexDamagedException e -> damagedIndex();
      case IndexMissingException e -> damagedIndex();
      case DamagedBlockException e -> damagedBlock();
      case MissingBlockException e -> damagedBlock();
      case io.pinakes.datasets.model.tree.MissingBlockException e -> damagedBlock();
      case StoreDamagedException e -> damagedBlock();
      case ImportException e -> ofImport(e);
      case CarException e -> new Verdict(ExitCode.VERIFICATION, ARCHIVE);
      case CacheException e -> new Verdict(ExitCode.FAILURE, CACHE);
      case StoreLibraryException e -> new Verdict(ExitCode.FAILURE, CACHE);
      case NoSuchFileException e ->
          new Verdict(ExitCode.FAILURE, "Look the home over: " + session.command("doctor"));
      case AccessDeniedException e ->
          new Verdict(ExitCode.FAILURE, "Check who owns it, or use another home (--home DIR).");
      default -> new Verdict(ExitCode.FAILURE, isDiskFull(cause) ? MAKE_ROOM : "");
    };
  }

  /** Nobody asked for a file that the home keeps for itself: it is lost, or could not be made. */
  private boolean isOfHome(NoSuchFileException missing) {
    return missing.getFile() != null
        && Path.of(missing.getFile()).toAbsolutePath().startsWith(session.home().toAbsolutePath());
  }

  private Verdict ofFormat(HomeFormatException failure) {
    return new Verdict(
        ExitCode.FAILURE,
        failure.isNewer()
            ? NEWER
            : failure.isLost()
                ? "Have it written again: " + session.command("doctor --repair")
                : "Use another home: --home DIR");
  }

  private Verdict ofImport(ImportException failure) {
    if (failure.isNoArchive()) {
      return new Verdict(
          ExitCode.USAGE,
          "Name a file that this wrote: " + session.command("dataset export NAME FILE"));
    }
    if (failure.isDamaged()) {
      return new Verdict(ExitCode.VERIFICATION, ARCHIVE);
    }
    return new Verdict(
        failure.isTaken()
            ? ExitCode.CONFLICT
            : failure.isNotProven() ? ExitCode.VERIFICATION : ExitCode.FAILURE,
        "");
  }

  private Verdict unknownDataset() {
    return new Verdict(ExitCode.NOT_FOUND, "See what there is: " + session.command("dataset ls"));
  }

  private static Verdict locked() {
    return new Verdict(
        ExitCode.CONFLICT,
        "Wait until it has ended, or stop it. Reading (search, ask, status) works meanwhile.");
  }

  private Verdict readOnly() {
    return new Verdict(
        ExitCode.FAILURE, "Make " + session.home() + " writable, or use another home: --home DIR");
  }

  private Verdict damagedIndex() {
    return new Verdict(
        ExitCode.FAILURE, "Rebuild it from the blocks: " + session.command("doctor --repair"));
  }

  private Verdict damagedBlock() {
    return new Verdict(
        ExitCode.VERIFICATION,
        "See which documents need it: "
            + session.command("doctor")
            + "; restore it: "
            + session.command("doctor --repair"));
  }

  private static int exitCode(GenerationException.Kind kind) {
    return switch (kind) {
      case UNREACHABLE, SERVER_FAILED, RATE_LIMITED, CUT -> ExitCode.NETWORK;
      case TIMED_OUT -> ExitCode.TIMEOUT;
      case REFUSED, MALFORMED, TOO_LARGE -> ExitCode.FAILURE;
    };
  }

  /** Whether the disk is full; the words are the operating system's, in a C locale or English. */
  static boolean isDiskFull(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("No space left") || message.contains("Disk quota exceeded");
  }
}
