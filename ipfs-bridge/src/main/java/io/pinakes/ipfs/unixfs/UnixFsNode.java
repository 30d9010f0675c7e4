package io.pinakes.ipfs.unixfs;

import io.pinakes.core.multiformats.Cid;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A file, a folder or a symbolic link, opened. */
public sealed interface UnixFsNode permits UnixFsFile, UnixFsDirectory, UnixFsSymlink {
  /** The root's name. */
  Cid cid();

  /** Unix permissions and kind, if whoever added it kept them. */
  OptionalInt mode();

  /** When it was last changed, if whoever added it kept that. */
  Optional<Instant> modified();
}
