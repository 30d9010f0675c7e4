package io.pinakes.ipfs.unixfs;

import io.pinakes.ipfs.ipld.dagpb.PbLink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * Reads a file's leaves from left to right, a block at a time.
 *
 * <p>Against hostile trees: a child's own size must be the one that its parent gives it, so that no
 * range can be smuggled in or out; children of no bytes are passed over unread, so that each block
 * read gives at least one byte; and the path from the root is bounded in length and in links, which
 * bounds memory.
 */
final class FileStream extends InputStream {
  /** Deeper than any file of 2^63 bytes in nodes of two links. */
  static final int MAX_DEPTH = 64;

  /** Links that the path from the root to a leaf may hold; some 100 bytes of memory each. */
  static final int MAX_OPEN_LINKS = 1 << 18;

  private final NodeLoader loader;
  private final ArrayDeque<Frame> path = new ArrayDeque<>();
  private long position;
  private final long end;
  private int openLinks;
  private byte[] leaf = {};
  private int at;

  /** A node on the path, and where its next child begins in the file. */
  private static final class Frame {
    final NodeLoader.Loaded node;
    int next;
    long offset;

    Frame(NodeLoader.Loaded node, long offset) {
      this.node = node;
      this.offset = offset;
    }
  }

  FileStream(NodeLoader.Loaded root, NodeLoader loader, long from, long end) {
    this.loader = loader;
    this.position = from;
    this.end = end;
    enter(root, 0);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (position >= end) {
      return -1;
    }
    while (at >= leaf.length) {
      nextLeaf();
    }
    int read = (int) Math.min(Math.min(length, leaf.length - at), end - position);
    System.arraycopy(leaf, at, into, offset, read);
    at += read;
    position += read;
    return read;
  }

  /** Without a buffer between: leaves are written as they are. */
  @Override
  public long transferTo(OutputStream out) throws IOException {
    long from = position;
    while (position < end) {
      if (at >= leaf.length) {
        nextLeaf();
        continue;
      }
      int part = (int) Math.min(leaf.length - at, end - position);
      out.write(leaf, at, part);
      at += part;
      position += part;
    }
    return position - from;
  }

  @Override
  public int available() {
    return (int) Math.min(Math.max(0, leaf.length - at), end - position);
  }

  /** Takes a node in: its own bytes come before its children's. */
  private void enter(NodeLoader.Loaded node, long start) {
    leaf = node.inline();
    at = (int) Math.min(Math.max(0, position - start), leaf.length);
    if (!node.links().isEmpty()) {
      openLinks += node.links().size();
      path.push(new Frame(node, start + leaf.length));
    }
  }

  private void nextLeaf() throws IOException {
    Frame frame = path.element();
    if (frame.next == frame.node.links().size()) {
      openLinks -= frame.next;
      path.pop();
      return;
    }
    PbLink link = frame.node.links().get(frame.next);
    long size = frame.node.data().blockSizes.get(frame.next);
    long start = frame.offset;
    frame.next++;
    frame.offset += size;
    if (size == 0 || frame.offset <= position) {
      return;
    }
    NodeLoader.Loaded child = loader.load(link.hash());
    check(child, size);
    enter(child, start);
  }

  private void check(NodeLoader.Loaded child, long size) throws UnixFsException {
    UnixFsType type = child.data().type;
    if (type != UnixFsType.FILE && type != UnixFsType.RAW) {
      throw child.bad("is part of a file, and no file itself");
    }
    if (child.size() != size) {
      throw child.bad("has [" + child.size() + "] bytes; its parent says [" + size + "]");
    }
    if (path.size() > MAX_DEPTH) {
      throw child.bad("lies deeper than [" + MAX_DEPTH + "] levels in its file");
    }
    if (openLinks + child.links().size() > MAX_OPEN_LINKS) {
      throw child.bad("has too many links: over [" + MAX_OPEN_LINKS + "] on the way to it");
    }
  }
}
