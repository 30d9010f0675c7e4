package io.pinakes.datasets.ingest;

import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.SourceRecord;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.ingest.source.Mounts;
import io.pinakes.ingest.source.SourceFile;
import io.pinakes.ingest.source.SourceMissingException;
import io.pinakes.ingest.source.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells files that were deleted from files whose disk is not mounted: a folder that was a mount
 * point and is none any more has lost its files for a while. What lay below the mount point before
 * it was one may show then, so that the folder need not be empty.
 */
final class SourceWatch {
  private final DatasetRecord dataset;
  private final SourceRecord source;
  private final Ledger ledger;

  SourceWatch(DatasetRecord dataset, SourceRecord source, Ledger ledger) {
    this.dataset = dataset;
    this.source = source;
    this.ledger = ledger;
  }

  /**
   * Refuses a walk that lacks documents below what was a mount point.
   *
   * @throws SourceMissingException if it does
   */
  void requireMounted(Walk walk) throws IOException {
    for (String mount : source.mounts()) {
      if (Mounts.isMountPoint(at(mount))) {
        continue;
      }
      long lost = lost(mount, walk);
      if (lost > 0) {
        throw SourceMissingException.lostFiles(
            at(mount), "was a mount point and is none now, and [" + lost + "] documents are gone");
      }
    }
  }

  private long lost(String mount, Walk walk) throws IOException {
    Set<String> there = new HashSet<>();
    walk.files().forEach(file -> there.add(file.path()));
    String prefix = source.prefix() + (mount.isEmpty() ? "" : mount + "/");
    long[] lost = {0};
    ledger.rows(
        dataset,
        prefix,
        (path, row) -> {
          if (row.document().isPresent()
              && !there.contains(path.substring(source.prefix().length()))) {
            lost[0]++;
          }
          return true;
        });
    return lost[0];
  }

  /**
   * Refuses to go on from a folder that went while its files were read.
   *
   * @throws SourceMissingException if it did
   */
  void requireStillThere(Walk walk) throws SourceMissingException {
    for (String mount : walk.mounts()) {
      if (!Mounts.isMountPoint(at(mount))) {
        throw SourceMissingException.wentAway(at(mount));
      }
    }
    List<SourceFile> files = walk.files();
    if (!files.isEmpty() && files.stream().noneMatch(file -> Files.exists(file.file()))) {
      throw SourceMissingException.wentAway(source.root());
    }
  }

  private Path at(String mount) {
    return mount.isEmpty() ? source.root() : source.root().resolve(mount);
  }
}
