package io.pinakes.ipfs.car;

import io.pinakes.core.multiformats.Multihash;
import java.io.IOException;
import java.util.List;

/** Says where in a payload the sections of a block may begin. */
interface Offsets {
  /**
   * The places, of which some may hold a block of the same digest by another function; none if the
   * block is not there.
   */
  List<Long> find(Multihash hash) throws IOException;
}
