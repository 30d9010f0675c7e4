package io.pinakes.datasets.progress;

import java.util.Locale;

/** The stages of the jobs that change a home. Tests kill processes in them by name. */
public enum Stage {
  /** Listing the files of a source. */
  WALK,
  /** Reading files into text. */
  EXTRACT,
  /** Cutting text into passages. */
  CHUNK,
  /** Turning passages into vectors. */
  EMBED,
  /** Writing vectors and documents down as they come. */
  STAGE,
  /** Making blocks and a manifest of a new version. */
  SEAL,
  /** Moving the dataset's head to it. */
  SWITCH,
  /** Bringing the index up to it. */
  INDEX,
  /** Merging small segments of the index. */
  MERGE,
  /** Writing all that a home holds into a file. */
  BACKUP,
  /** Reading it from there. */
  RESTORE,
  /** Reading every block of a dataset. */
  CHECK,
  /** Taking blocks in, from files or from others. */
  BLOCKS,
  /** Finding what garbage collection keeps. */
  GC_MARK,
  /** Removing what it does not. */
  GC_SWEEP;

  /** The name in events: lower case, with hyphens, such as {@code gc-mark}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
