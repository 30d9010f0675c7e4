package io.pinakes.datasets.doctor;

import java.util.List;
import java.util.Optional;

/**
 * How a dataset is.
 *
 * @param dataset its name
 * @param blocks how many blocks were read, after a repair how many there are
 * @param bytes how long they are together
 * @param damaged blocks that are damaged or missing
 * @param index what is wrong with the index, in words
 * @param indexBehind why a sound index is not of the newest version; no damage, the next change of
 *     the dataset catches up
 * @param ledger what the ledger says and the manifest does not, in words
 * @param repaired what was made good, in words; empty after a mere checkup
 * @param unrepaired what could not be made good, and why
 */
public record HealthReport(
    String dataset,
    long blocks,
    long bytes,
    List<Finding> damaged,
    List<String> index,
    Optional<String> indexBehind,
    List<String> ledger,
    List<String> repaired,
    List<String> unrepaired) {
  /** Keeps the lists. */
  public HealthReport {
    damaged = List.copyOf(damaged);
    index = List.copyOf(index);
    ledger = List.copyOf(ledger);
    repaired = List.copyOf(repaired);
    unrepaired = List.copyOf(unrepaired);
  }

  /** Whether nothing is wrong, or all that was wrong has been made good. */
  public boolean isSound() {
    return unrepaired.isEmpty()
        && ((damaged.isEmpty() && index.isEmpty() && ledger.isEmpty()) || !repaired.isEmpty());
  }
}
