package io.pinakes.ipfs.gateway;

import io.pinakes.core.multiformats.Cid;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a path ends.
 *
 * @param cid the block it ends in
 * @param roots the root and what each segment led to, for {@code X-Ipfs-Roots}
 * @param way the blocks read on the way, the last one left out
 * @param rest segments within the last block that lead to no link
 */
public record Resolved(Cid cid, List<Cid> roots, List<Cid> way, List<String> rest) {
  String rootsHeader() {
    return roots.stream().map(Cid::toString).collect(Collectors.joining(","));
  }
}
