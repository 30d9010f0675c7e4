package io.pinakes.ipfs.gateway;

import io.pinakes.core.key.PeerId;
import io.pinakes.ipfs.ipns.IpnsRecord;
import java.io.IOException;
import java.util.Optional;

/** Where a gateway finds the records of names. */
@FunctionalInterface
public interface NameRecords {
  /** No name at all. */
  NameRecords NONE = name -> Optional.empty();

  /**
   * The newest record of a name that holds now; empty if there is none.
   *
   * @throws IOException if that cannot be told
   */
  Optional<IpnsRecord> find(PeerId name) throws IOException;
}
