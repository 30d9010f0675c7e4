package io.pinakes.ipfs.unixfs;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A file. */
public final class UnixFsFile implements UnixFsNode {
  private final NodeLoader.Loaded root;
  private final NodeLoader loader;

  UnixFsFile(NodeLoader.Loaded root, NodeLoader loader) {
    this.root = root;
    this.loader = loader;
  }

  /**
   * The length in bytes, as the root says; reading throws if the blocks below say otherwise. It can
   * be far beyond what the blocks take, since a tree may hold a block any number of times.
   */
  public long size() {
    return root.size();
  }

  /** The content from the start. */
  public InputStream stream() {
    return range(0, size());
  }

  /**
   * A part of the content; blocks outside of it are not read. The stream throws {@link
   * UnixFsException} where blocks contradict each other, and {@link
   * io.pinakes.ipfs.blockstore.MissingBlockException} where one is not here.
   *
   * @param from the first byte, 0 at least
   * @param to the byte behind the last; beyond the end is the end
   */
  public InputStream range(long from, long to) {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("range [" + from + ", " + to + ") is none");
    }
    long end = Math.min(to, size());
    return new FileStream(root, loader, Math.min(from, end), end);
  }

  /** Writes the whole content. */
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream in = stream()) {
      in.transferTo(out);
    }
  }

  @Override
  public Cid cid() {
    return root.cid();
  }

  @Override
  public OptionalInt mode() {
    return root.data().mode;
  }

  @Override
  public Optional<Instant> modified() {
    return root.data().modified;
  }
}
