package io.pinakes.datasets.home;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;

/** The home cannot be written. */
public final class ReadOnlyHomeException extends HomeException {
  private static final long serialVersionUID = 1L;

  /** For a home whose folder refuses writing. */
  ReadOnlyHomeException(Path home, Throwable cause) {
    super(
        "the home ["
            + home
            + "] cannot be written ("
            + (cause instanceof AccessDeniedException ? "no permission for " : "")
            + cause.getMessage()
            + "): check its permissions and that its disk is mounted for writing; reading works as"
            + " it is",
        cause);
  }

  /** Whether a failure says that a place may not be written, whoever owns it. */
  public static boolean isRefusal(Exception failure) {
    return failure instanceof AccessDeniedException
        || failure instanceof ReadOnlyFileSystemException
        || (failure instanceof FileSystemException failed
            && failed.getReason() != null
            && failed.getReason().contains("Read-only"));
  }

  /** For a home whose folder cannot be made. */
  static ReadOnlyHomeException notMade(Path home, FileSystemException cause) {
    return new ReadOnlyHomeException(
        "the home ["
            + home
            + "] cannot be made: "
            + (cause.getReason() == null
                ? "no folder can be made in [" + home.getParent() + "]"
                : cause.getReason()),
        cause);
  }

  private ReadOnlyHomeException(String message, Throwable cause) {
    super(message, cause);
  }

  /** For a home that was opened for reading. */
  public ReadOnlyHomeException(Path home) {
    super("the home [" + home + "] was opened for reading only");
  }
}
