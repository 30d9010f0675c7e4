package io.pinakes.ipfs.gateway;

import io.pinakes.core.key.PeerId;
import java.io.IOException;

/** Takes records of names that others bring. */
@FunctionalInterface
public interface RecordTaker {
  /** Takes none. */
  RecordTaker NONE = (name, record) -> false;

  /**
   * Takes a record, if it is newer than what is kept.
   *
   * @return false if the name is none that is kept here
   * @throws io.pinakes.ipfs.ipns.IpnsException if it does not hold for the name now
   * @throws IOException if it cannot be kept
   */
  boolean take(PeerId name, byte[] record) throws IOException;
}
