package io.pinakes.datasets.ledger;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.util.Optional;

/**
 * What is known of one file.
 *
 * @param stamp what the file system said before it was read
 * @param observedNanos when that was asked, in nanoseconds since 1970
 * @param sha256 of its bytes; empty if they were not read
 * @param config fingerprint of all that decides what becomes of the bytes
 * @param state what became of it
 * @param reason why it failed or was skipped, as in reports; empty if it is indexed
 * @param detail a sentence for people, possibly empty
 * @param document what is in the dataset for it; empty if nothing is
 */
public record FileRow(
    FileStamp stamp,
    long observedNanos,
    Optional<Multihash> sha256,
    String config,
    FileState state,
    String reason,
    String detail,
    Optional<Cid> document) {
  /**
   * A file written within this time before it was looked at may have been written again without a
   * change of its time: two seconds are the coarsest clock of a file system in use (FAT).
   */
  static final long RACY_NANOS = 2_000_000_000L;

  private static final int MAX_DETAIL = 1_000;

  /** Cuts an endless detail. */
  public FileRow {
    if (detail.length() > MAX_DETAIL) {
      detail = detail.substring(0, MAX_DETAIL);
    }
  }

  /** Whether a file that looks like this is certainly the one that the row is about. */
  public boolean isSureOf(FileStamp now) {
    return stamp.equals(now) && stamp.modifiedNanos() < observedNanos - RACY_NANOS;
  }

  /** The same content, looked at again. */
  public FileRow restamped(FileStamp now, long whenNanos) {
    return new FileRow(now, whenNanos, sha256, config, state, reason, detail, document);
  }

  byte[] encode() {
    MapNode.Builder map =
        MapNode.builder()
            .put("size", stamp.size())
            .put("modified", stamp.modifiedNanos())
            .put("inode", stamp.inode())
            .put("observed", observedNanos)
            .put("config", config)
            .put("state", state.text())
            .put("reason", reason)
            .put("detail", detail);
    sha256.ifPresent(hash -> map.put("sha256", hash.digest()));
    document.ifPresent(cid -> map.put("document", cid));
    return DagCbor.STRICT.encode(map.build());
  }

  static FileRow decode(byte[] bytes) throws CodecException {
    if (!(DagCbor.STRICT.decode(bytes) instanceof MapNode map)) {
      throw new CodecException("ledger row is not a map");
    }
    return new FileRow(
        new FileStamp(map.integer("size"), map.integer("modified"), map.integer("inode")),
        map.integer("observed"),
        map.findBytes("sha256").map(digest -> Multihash.of(Multihash.SHA2_256, digest)),
        map.text("config"),
        FileState.parse(map.text("state")),
        map.text("reason"),
        map.text("detail"),
        map.findLink("document"));
  }
}
