package io.pinakes.query.blocks;

/** Hears how far work is, one call at a time. */
public interface WorkListener {
  /** Nobody listens. */
  WorkListener NONE = (blocks, bytes) -> {};

  /** So many blocks and bytes are done, in all. */
  void moved(long blocks, long bytes);

  /** As far as can be said, there are so many bytes to do. */
  default void expects(long bytes) {}

  /** A dataset that is being pulled is found already: so many passages of all that it has. */
  default void searchable(String dataset, long passages, long of) {}
}
