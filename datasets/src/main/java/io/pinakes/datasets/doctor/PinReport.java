package io.pinakes.datasets.doctor;

import java.util.List;

/**
 * How the pins of a home are.
 *
 * @param pins how many there are
 * @param blocks how many blocks they keep that could be read, each counted once
 * @param bytes how long these are together
 * @param broken those that are not whole, the first {@link #MAX_PINS}
 * @param brokenCount how many are not whole
 */
public record PinReport(
    long pins, long blocks, long bytes, List<PinFinding> broken, long brokenCount) {
  /** How many pins are named. */
  public static final int MAX_PINS = 100;

  /** Keeps the list. */
  public PinReport {
    broken = List.copyOf(broken);
  }

  /** Whether all are whole. */
  public boolean isSound() {
    return brokenCount == 0;
  }
}
