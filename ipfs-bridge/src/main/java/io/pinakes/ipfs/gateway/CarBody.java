package io.pinakes.ipfs.gateway;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.car.CarWriter;
import io.pinakes.ipfs.car.SeenBlocks;
import io.pinakes.ipfs.ipld.Links;
import io.pinakes.ipfs.unixfs.UnixFsDirectory;
import io.pinakes.ipfs.unixfs.UnixFsFile;
import io.pinakes.ipfs.unixfs.UnixFsNode;
import io.pinakes.ipfs.unixfs.UnixFsReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;

/**
 * Writes an archive depth first: the blocks on the way to where the path ends, then of that as much
 * as the scope says. Identity CIDs are followed and never written. Memory: a list of links a level,
 * and without duplicates {@link SeenBlocks}.
 */
final class CarBody implements Answer.Body {
  /**
   * Blocks read in a row of which none is to be written, because all were: a file of any length can
   * be made of one block, and reading it must not go on for as long.
   */
  private static final int MAX_REPEATS = 1 << 20;

  private final BlockReader blocks;
  private final Resolved end;
  private final CarParameters parameters;
  private final GatewayOptions options;

  CarBody(BlockReader blocks, Resolved end, CarParameters parameters, GatewayOptions options) {
    this.blocks = blocks;
    this.end = end;
    this.parameters = parameters;
    this.options = options;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (SeenBlocks seen = new SeenBlocks(options.maxRememberedBlocks(), options.scratch())) {
      writeTo(out, seen);
    }
  }

  private void writeTo(OutputStream out, SeenBlocks seen) throws IOException {
    CarWriter car = CarWriter.v1(out, List.of(end.cid()));
    int[] repeats = new int[1];
    WatchedBlocks written =
        new WatchedBlocks(
            blocks,
            (cid, bytes) -> {
              boolean held = cid.hash().code() == Multihash.IDENTITY;
              if (!held && (parameters.duplicates() || seen.add(cid))) {
                section(out, cid, bytes);
                repeats[0] = 0;
              } else if (++repeats[0] > MAX_REPEATS) {
                throw new IOException("the file repeats itself too often to be sent once");
              }
            });
    for (Cid cid : end.way()) {
      written.need(cid);
    }
    switch (parameters.scope()) {
      case BLOCK -> written.need(end.cid());
      case ENTITY -> entity(written);
      case ALL -> all(out, seen);
    }
    car.finish();
  }

  /**
   * One section, {@code varint length | CID | block}. The store has checked the hash, and whoever
   * asked checks it again: a third time, here, would cost as much as all the rest.
   */
  private static void section(OutputStream out, Cid cid, byte[] bytes) throws IOException {
    byte[] name = cid.toBytes();
    out.write(Varint.encode((long) name.length + bytes.length));
    out.write(name);
    out.write(bytes);
  }

  private void entity(WatchedBlocks written) throws IOException {
    long codec = end.cid().codec();
    if (codec != Multicodec.DAG_PB && codec != Multicodec.RAW) {
      written.need(end.cid());
      return;
    }
    UnixFsNode node = new UnixFsReader(written).open(end.cid());
    if (node instanceof UnixFsDirectory folder) {
      folder.list(entry -> true);
    } else if (node instanceof UnixFsFile file) {
      long size = file.size();
      long from = parameters.bytes().map(part -> part.first(size)).orElse(0L);
      long to = parameters.bytes().map(part -> part.end(size)).orElse(size);
      try (InputStream content = file.range(from, to)) {
        content.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private void all(OutputStream out, SeenBlocks seen) throws IOException {
    ArrayDeque<Iterator<Cid>> path = new ArrayDeque<>();
    path.push(List.of(end.cid()).iterator());
    while (!path.isEmpty()) {
      if (!path.peek().hasNext()) {
        path.pop();
        continue;
      }
      Cid next = path.peek().next();
      if (!parameters.duplicates() && !seen.add(next)) {
        continue;
      }
      byte[] bytes = blocks.get(next).orElseThrow(() -> new MissingBlockException(next));
      if (next.hash().code() != Multihash.IDENTITY) {
        section(out, next, bytes);
      }
      List<Cid> links = Links.of(next, bytes);
      if (!links.isEmpty()) {
        path.push(links.iterator());
      }
    }
  }
}
