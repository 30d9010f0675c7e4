package io.pinakes.ipfs.archive;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file is not written, since none can be made in its folder. Nothing was changed. */
public final class NoNewFilesException extends IOException {
  private static final long serialVersionUID = 1L;

  NoNewFilesException(Path folder, FileSystemException cause) {
    super("no file can be made in [" + folder + "]: " + reason(cause), cause);
  }

  private static String reason(FileSystemException cause) {
    return switch (cause) {
      // The folder was there: some file systems, such as /proc, hold what is and nothing else.
      case NoSuchFileException e -> "its file system takes no new ones";
      case AccessDeniedException e -> "you may not write there";
      default -> cause.getReason() == null ? "the system does not say why" : cause.getReason();
    };
  }
}
