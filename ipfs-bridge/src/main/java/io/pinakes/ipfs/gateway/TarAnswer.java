package io.pinakes.ipfs.gateway;

import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.unixfs.UnixFsNode;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** A file or folder as a tar archive. */
final class TarAnswer {
  private TarAnswer() {}

  static Answer of(Context context, UnixFsNode node, BlockReader blocks) throws IOException {
    String tag = "W/\"" + context.cid() + ".x-tar\"";
    Optional<Answer> unchanged = context.unchanged(tag);
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    UnixFsTar tar = UnixFsTar.of(node, blocks);
    String root = context.cid().toString();
    return context
        .ok(tag)
        .with("Content-Type", ResponseFormat.TAR.mediaType())
        .with(
            "Content-Disposition",
            Disposition.of("attachment", context.fileName(context.cid() + ".tar")))
        .with("Accept-Ranges", "none")
        .stream(OptionalLong.empty(), out -> tar.writeTo(root, out));
  }
}
