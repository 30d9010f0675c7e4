package io.pinakes.ipfs.names;

import io.pinakes.core.key.PeerId;
import java.io.IOException;
import java.util.Optional;

/** Somebody who may have the records of names, and may lie. */
public interface RecordSource {
  /** What errors call it. */
  String name();

  /**
   * What it sends as the record of a name, which the caller has to validate; empty if it says that
   * it has none. Waits no longer than its own limits let it.
   *
   * @throws IOException if it fails
   */
  Optional<byte[]> record(PeerId name) throws IOException;
}
