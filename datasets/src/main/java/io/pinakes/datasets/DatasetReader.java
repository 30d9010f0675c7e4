package io.pinakes.datasets;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.holders.DocumentReader;
import io.pinakes.datasets.model.ChunkRef;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.DocumentMap;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.model.tree.SearchTree;
import io.pinakes.datasets.model.tree.TreeCursor;
import io.pinakes.datasets.version.Version;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.vectorstore.IndexSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One version of a dataset, held open: the manifest, and the index of exactly that manifest. It
 * stays as it is while newer versions are made. Any thread may call.
 */
public final class DatasetReader implements AutoCloseable {
  private final String name;
  private final Version version;
  private final BlockReader blocks;
  private final IndexSnapshot index;
  private final DocumentShelf shelf;

  DatasetReader(
      String name, Version version, BlockReader blocks, IndexSnapshot index, DocumentShelf shelf) {
    this.name = name;
    this.version = version;
    this.blocks = blocks;
    this.index = index;
    this.shelf = shelf;
  }

  /** The dataset's name in the home. */
  public String name() {
    return name;
  }

  /** The name of the manifest that is searched. */
  public Cid manifestCid() {
    return version.cid();
  }

  /** The manifest that is searched. */
  public Manifest manifest() {
    return version.manifest();
  }

  /** What the vectors of the index mean. */
  public ModelSpec model() {
    return version.manifest().model();
  }

  /** The index of this version. */
  public IndexSnapshot index() {
    return index;
  }

  /** The blocks of the home. */
  public BlockReader blocks() {
    return blocks;
  }

  /** The documents of this version, by path. */
  public SearchTree<DocumentEntry> documents() {
    return DocumentMap.at(blocks, version.manifest().documents());
  }

  /** The documents of this version from a path on, in the order of paths. */
  public TreeCursor<DocumentEntry> documents(String from) throws IOException {
    return documents().cursor(DocumentEntry.key(from));
  }

  /** The document at a path. */
  public Optional<DocumentEntry> find(String path) throws IOException {
    return documents().find(DocumentEntry.key(path));
  }

  /** A document of this or another version. */
  public Document document(Cid cid) throws IOException {
    return DocumentReader.document(blocks, cid);
  }

  /**
   * Where a chunk stands by the manifest, which is what counts: an index may be behind or damaged.
   *
   * @param chunk the CID as text
   * @param documents the documents that the index says hold it, CIDs as text
   * @return sorted by path and start; empty if none of them is in this version and holds it
   */
  public List<Place> places(String chunk, List<String> documents) throws IOException {
    Cid cid = Cid.parse(chunk);
    List<Place> places = new ArrayList<>();
    for (String key : documents) {
      Cid document = Cid.parse(key);
      for (DocumentShelf.Shelved one : shelved(document).stream().toList()) {
        for (ChunkRef ref : one.refs()) {
          if (ref.chunk().equals(cid)) {
            places.add(
                new Place(
                    document,
                    one.path(),
                    one.title(),
                    ref.start(),
                    ref.end(),
                    ref.pages(),
                    ref.heading()));
          }
        }
      }
    }
    places.sort(Comparator.comparing(Place::path).thenComparingInt(Place::start));
    return places;
  }

  /** A document with its chunks, if it is here and in this version. */
  private Optional<DocumentShelf.Shelved> shelved(Cid cid) throws IOException {
    Optional<DocumentShelf.Shelved> known = shelf.find(version.cid(), cid);
    if (known.isPresent()) {
      return known;
    }
    Optional<byte[]> block = blocks.get(cid);
    if (block.isEmpty()) {
      return Optional.empty();
    }
    Document document = Document.decode(block.get());
    Optional<DocumentEntry> entry = find(document.path());
    if (entry.isEmpty() || !entry.get().document().equals(cid)) {
      return Optional.empty();
    }
    return Optional.of(shelf.put(version.cid(), cid, document, blocks));
  }

  /** Lets go of the index. */
  @Override
  public void close() throws IOException {
    index.close();
  }
}
