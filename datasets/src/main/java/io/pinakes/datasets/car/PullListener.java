package io.pinakes.datasets.car;

/** Hears how far a pull is; called by the thread that pulls. */
public interface PullListener {
  /** Nobody listens. */
  PullListener NONE =
      new PullListener() {
        @Override
        public void expects(long bytes) {
          // Nobody asked.
        }

        @Override
        public void searchable(String dataset, long passages, long of) {
          // Nobody asked.
        }
      };

  /** As far as can be said, so many bytes will have come when all have. */
  void expects(long bytes);

  /** So many passages of all that the dataset has are found now. */
  void searchable(String dataset, long passages, long of);
}
