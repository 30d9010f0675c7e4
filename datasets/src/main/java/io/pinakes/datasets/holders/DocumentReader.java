package io.pinakes.datasets.holders;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.model.tree.MissingBlockException;
import io.pinakes.ipfs.blockstore.BlockReader;
import java.io.IOException;

/** Reads records by name. */
public final class DocumentReader {
  private DocumentReader() {}

  /** A document. */
  public static Document document(BlockReader blocks, Cid cid) throws IOException {
    return Document.decode(load(blocks, cid, "document map"));
  }

  /** A manifest. */
  public static Manifest manifest(BlockReader blocks, Cid cid) throws IOException {
    return Manifest.decode(load(blocks, cid, "dataset"));
  }

  /** A block that something refers to. */
  public static byte[] load(BlockReader blocks, Cid cid, String referrer) throws IOException {
    return blocks.get(cid).orElseThrow(() -> new MissingBlockException(cid, referrer));
  }
}
