package io.pinakes.datasets.publication;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.HeadRecord;
import java.util.Optional;

/**
 * Under which names a dataset is to be had.
 *
 * @param dataset what it is called here
 * @param name the IPNS name that leads to whatever version is the newest; empty if this home cannot
 *     sign for it
 * @param root the block that reaches all of its newest version: the head, or the manifest if there
 *     is none; empty before its first version
 * @param manifest its newest manifest; empty before its first version
 */
public record Publication(
    String dataset, Optional<PeerId> name, Optional<Cid> root, Optional<Cid> manifest) {

  /** The block that reaches all of a version. */
  public static Cid root(HeadRecord record) {
    return record.head().map(head -> head.toBlock().cid()).orElse(record.manifest());
  }
}
