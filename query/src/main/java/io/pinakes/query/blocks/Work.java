package io.pinakes.query.blocks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.ingest.Cancellation;

/** Something to be done in a home. */
@FunctionalInterface
public interface Work {
  /**
   * Does it.
   *
   * @param bank the home, held for writing
   * @param listener hears how far it is
   * @param cancellation stops it soon, by an exception. What has come by then stays until the next
   *     garbage collection, or, of a dataset, for the next pull
   * @return what its command prints
   * @throws io.pinakes.query.failure.WorkException if it cannot be done, where more is to be said
   *     than what went wrong
   */
  ObjectNode on(Bank bank, WorkListener listener, Cancellation cancellation) throws Exception;
}
