package io.pinakes.ipfs.fetch;

/** Hears how far a fetch is; one call at a time, and the fetch waits until it returns. */
@FunctionalInterface
public interface FetchListener {
  /** Nobody listens. */
  FetchListener NONE = (blocks, bytes) -> {};

  /** So many blocks and bytes have come, in all. */
  void moved(long blocks, long bytes);
}
