package io.pinakes.ipfs.store;

/** A batch that would take the blocks beyond the quota. Nothing of it was written. */
public final class QuotaExceededException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final long usedBytes;
  private final long neededBytes;
  private final long quotaBytes;

  /** Says what is used, what is needed on top, and what is allowed, in bytes. */
  public QuotaExceededException(long usedBytes, long neededBytes, long quotaBytes) {
    super(
        "the disk quota is exhausted: ["
            + usedBytes
            + "] bytes are used, ["
            + neededBytes
            + "] more are needed, ["
            + quotaBytes
            + "] are allowed; raise the quota, or remove data and collect garbage");
    this.usedBytes = usedBytes;
    this.neededBytes = neededBytes;
    this.quotaBytes = quotaBytes;
  }

  /** Bytes of the blocks that are stored. */
  public long usedBytes() {
    return usedBytes;
  }

  /** Bytes of the batch's blocks that are not stored yet. */
  public long neededBytes() {
    return neededBytes;
  }

  /** Bytes that the blocks may take together. */
  public long quotaBytes() {
    return quotaBytes;
  }
}
