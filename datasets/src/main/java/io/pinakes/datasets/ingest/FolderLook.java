package io.pinakes.datasets.ingest;

import io.pinakes.datasets.catalog.SourceRecord;
import io.pinakes.datasets.ledger.FileStamp;
import io.pinakes.ingest.source.PassedOver;
import io.pinakes.ingest.source.SourceFile;
import io.pinakes.ingest.source.SourceWalker;
import io.pinakes.ingest.source.Walk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;

/**
 * What a folder looks like from outside, no file opened: two looks that are alike mean that a run
 * has nothing to do, unless one was not sure.
 *
 * @param digest of the names, sizes, times and numbers of all that a walk meets; empty for a folder
 *     that cannot be walked
 * @param sure whether a file that changes after it cannot look as before: none was written so
 *     shortly ago that its time may stay the same
 */
public record FolderLook(String digest, boolean sure) {
  private static final long RACY_NANOS = 2_000_000_000L;

  /** Looks at a folder. */
  public static FolderLook at(SourceRecord source, InstantSource clock) {
    long now = FileStamps.nanos(clock.instant());
    MessageDigest digest = DocumentWriter.sha256();
    boolean sure = true;
    try {
      Walk walk = new SourceWalker(source.filter()).walk(source.root());
      for (SourceFile file : walk.files()) {
        FileStamp stamp = FileStamps.of(file.file());
        sure &= stamp.modifiedNanos() < now - RACY_NANOS;
        add(
            digest,
            file.path() + "\0" + stamp.size() + " " + stamp.modifiedNanos() + " " + stamp.inode());
      }
      for (PassedOver other : walk.passedOver()) {
        add(digest, other.path() + "\0" + other.why());
      }
      for (String mount : walk.mounts()) {
        add(digest, mount + "\0mount");
      }
    } catch (IOException e) {
      // It is not there, or a file of it went while it was looked at: then the next look differs.
      return new FolderLook("", true);
    }
    return new FolderLook(HexFormat.of().formatHex(digest.digest()), sure);
  }

  private static void add(MessageDigest digest, String line) {
    digest.update((line + "\0").getBytes(StandardCharsets.UTF_8));
  }

  /** Whether nothing is seen to have changed since another look. */
  public boolean isLike(FolderLook before) {
    return digest.equals(before.digest);
  }
}
