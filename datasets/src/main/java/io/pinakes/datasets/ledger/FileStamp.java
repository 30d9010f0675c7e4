package io.pinakes.datasets.ledger;

/**
 * What a file system says of a file without opening it.
 *
 * @param size bytes
 * @param modifiedNanos when it was last written, in nanoseconds since 1970
 * @param inode the file's number on its disk, 0 where there is none
 */
public record FileStamp(long size, long modifiedNanos, long inode) {
  /** No file. */
  public static final FileStamp NONE = new FileStamp(0, 0, 0);
}
