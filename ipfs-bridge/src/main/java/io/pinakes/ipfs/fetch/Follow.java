package io.pinakes.ipfs.fetch;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.Links;
import java.io.IOException;
import java.util.List;

/** Which links of a block a fetch follows. */
@FunctionalInterface
public interface Follow {
  /** All of them. */
  Follow ALL = Links::of;

  /** None: the roots are fetched, and nothing else. */
  Follow NONE = (cid, block) -> List.of();

  /**
   * The links to go on with, in that order.
   *
   * @throws IOException if the block is not what its codec says
   */
  List<Cid> links(Cid cid, byte[] block) throws IOException;

  /** Of these links, those to blocks of one codec. */
  static Follow only(long codec) {
    return (cid, block) ->
        Links.of(cid, block).stream().filter(link -> link.codec() == codec).toList();
  }
}
