package io.pinakes.datasets.doctor;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.pin.Pin;
import java.util.ArrayList;
import java.util.List;

/**
 * A pin that does not keep what it is for.
 *
 * @param pin the pin
 * @param missing how many of its blocks are not here; what hangs on them is not known
 * @param damaged how many are here and are not what they should be, or cannot be understood
 * @param gaps the first {@link #MAX_GAPS} of both
 */
public record PinFinding(Pin pin, long missing, long damaged, List<Gap> gaps) {
  /** How many blocks are named. */
  public static final int MAX_GAPS = 10;

  /**
   * A block that should be there.
   *
   * @param what is wrong with it, in words
   */
  public record Gap(Cid block, String what) {}

  /** Keeps the list. */
  public PinFinding {
    gaps = List.copyOf(gaps);
  }

  /** Which pin it is and what it lacks, in words. */
  public String sentence() {
    List<String> counts = new ArrayList<>();
    if (missing > 0) {
      counts.add(blocks(missing) + " missing");
    }
    if (damaged > 0) {
      counts.add((missing > 0 ? Long.toString(damaged) : blocks(damaged)) + " damaged");
    }
    String name = pin.name().isEmpty() ? "" : " [" + pin.name() + "]";
    return "pin " + pin.cid() + name + ": " + String.join(", ", counts);
  }

  private static String blocks(long count) {
    return count + (count == 1 ? " block" : " blocks");
  }
}
