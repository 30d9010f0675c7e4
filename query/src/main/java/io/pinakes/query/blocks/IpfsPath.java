package io.pinakes.query.blocks;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.query.failure.Kind;
import io.pinakes.query.failure.WorkException;

/**
 * A path as people write it: {@code CID}, {@code CID/a/b}, {@code /ipfs/CID/a/b} or {@code
 * ipfs://CID/a/b}.
 *
 * @param root where it begins
 * @param rest what follows, without a slash at the front
 */
public record IpfsPath(Cid root, String rest) {
  /**
   * Reads one.
   *
   * @throws WorkException if it begins with no CID
   */
  public static IpfsPath parse(String text) {
    String bare = text.replaceFirst("^(/ipfs/|ipfs://)", "");
    int slash = bare.indexOf('/');
    try {
      return new IpfsPath(
          Cid.parse(slash < 0 ? bare : bare.substring(0, slash)),
          slash < 0 ? "" : bare.substring(slash + 1));
    } catch (MultiformatException e) {
      throw new WorkException(
          Kind.USAGE,
          "[" + text + "] is no CID or path: " + e.getMessage(),
          "Such as bafybei... or /ipfs/bafybei.../paper.pdf");
    }
  }
}
