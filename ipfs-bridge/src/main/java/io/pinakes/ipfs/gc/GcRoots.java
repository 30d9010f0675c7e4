package io.pinakes.ipfs.gc;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import java.io.IOException;

/** Where a garbage collection begins. It is asked after the run has begun, and only once a run. */
@FunctionalInterface
public interface GcRoots {
  /** Names every root. */
  void visit(Visitor visitor) throws IOException;

  /** Takes the roots one by one. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Takes one root.
     *
     * @param kind whether what it links to is kept with it
     * @param reason why it is one, for the report: {@code version 3 of papers}
     */
    void root(Cid cid, Pin.Kind kind, String reason) throws IOException;
  }

  /** These and then those. */
  default GcRoots and(GcRoots more) {
    return visitor -> {
      visit(visitor);
      more.visit(visitor);
    };
  }

  /** All pins of a store, each under its name. */
  static GcRoots of(Pins pins) {
    return visitor ->
        pins.list(
            pin -> {
              visitor.root(
                  pin.cid(), pin.kind(), pin.name().isEmpty() ? "pin" : "pin " + pin.name());
              return true;
            });
  }
}
