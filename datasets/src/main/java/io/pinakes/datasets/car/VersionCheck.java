package io.pinakes.datasets.car;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.holders.DocumentReader;
import io.pinakes.datasets.model.ChunkRef;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.DocumentMap;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.model.VectorEntry;
import io.pinakes.datasets.model.VectorList;
import io.pinakes.datasets.model.Vectors;
import io.pinakes.datasets.model.tree.TreeCursor;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.unixfs.UnixFsFile;
import io.pinakes.ipfs.unixfs.UnixFsReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Checks that a version hangs together: every block that it refers to is there and is what its
 * place asks for, documents are where they say they are, passages are the slices of their texts
 * that they say, and vectors are of the manifest's model and under their Merkle roots. Reads all of
 * it once.
 */
public final class VersionCheck {
  /** The longest text of a document, in bytes: far over what extraction gives. */
  private static final long MAX_TEXT_BYTES = 256L << 20;

  /** The longest chunk, in bytes: a model's budget of tokens is some kilobytes. */
  private static final int MAX_CHUNK_BYTES = 1 << 20;

  private final BlockReader blocks;
  private final Manifest manifest;
  private final Sink sink;

  /** Takes what the check comes across. */
  public interface Sink {
    /** A chunk of a document. */
    void chunk(Cid chunk, Cid document) throws IOException;

    /** A block of vectors. */
    void vectors(Cid block, Vectors vectors) throws IOException;
  }

  /** Checks a version, whose blocks are there. */
  public VersionCheck(BlockReader blocks, Manifest manifest, Sink sink) {
    this.blocks = blocks;
    this.manifest = manifest;
    this.sink = sink;
  }

  /**
   * Checks.
   *
   * @throws IOException if anything is missing, malformed or not what it says
   */
  public void run() throws IOException {
    for (String model : manifest.vectors().keySet()) {
      checkVectors(model);
    }
    long documents = 0;
    long bytes = 0;
    TreeCursor<DocumentEntry> cursor = DocumentMap.at(blocks, manifest.documents()).cursor();
    for (Optional<DocumentEntry> next = cursor.next(); next.isPresent(); next = cursor.next()) {
      bytes += checkDocument(next.get());
      documents++;
    }
    if (documents != manifest.stats().documents() || bytes != manifest.stats().bytes()) {
      throw new ImportException(
          "the manifest promises ["
              + manifest.stats().documents()
              + "] documents of ["
              + manifest.stats().bytes()
              + "] bytes, there are ["
              + documents
              + "] of ["
              + bytes
              + "]");
    }
  }

  private void checkVectors(String model) throws IOException {
    ModelSpec spec = manifest.models().get(model);
    Cid list = manifest.vectors().get(model);
    if (spec == null || list == null) {
      throw new IllegalStateException("a manifest has a list and a spec for every model");
    }
    TreeCursor<VectorEntry> cursor = VectorList.at(blocks, list).cursor();
    for (Optional<VectorEntry> next = cursor.next(); next.isPresent(); next = cursor.next()) {
      VectorEntry entry = next.get();
      Vectors vectors = Vectors.decode(DocumentReader.load(blocks, entry.block(), "vector list"));
      if (!vectors.model().equals(model)
          || vectors.dimension() != spec.dimension()
          || vectors.rows() != entry.rows()
          || !Arrays.equals(vectors.rowTree().root(), entry.root())) {
        throw new ImportException(
            "vectors [" + entry.block() + "] are not what the list says of them");
      }
      sink.vectors(entry.block(), vectors);
    }
  }

  private long checkDocument(DocumentEntry entry) throws IOException {
    Document document = DocumentReader.document(blocks, entry.document());
    if (!document.path().equals(entry.path())) {
      throw new ImportException(
          "document ["
              + entry.document()
              + "] of path ["
              + document.path()
              + "] is at ["
              + entry.path()
              + "]");
    }
    int[] text = text(document).codePoints().toArray();
    document
        .chunks()
        .forEach(
            blocks,
            ref -> {
              checkChunk(document, ref, text);
              sink.chunk(ref.chunk(), entry.document());
            });
    return document.size();
  }

  private String text(Document document) throws IOException {
    if (!(new UnixFsReader(blocks).open(document.text()) instanceof UnixFsFile file)
        || file.size() > MAX_TEXT_BYTES) {
      throw new ImportException(
          "the text of [" + document.path() + "] is no file, or longer than a text can be");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) file.size());
    file.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private void checkChunk(Document document, ChunkRef ref, int[] text) throws IOException {
    if (!Vectors.isChunkName(ref.chunk())) {
      throw new ImportException("[" + ref.chunk() + "] is not the name of a chunk");
    }
    byte[] bytes = DocumentReader.load(blocks, ref.chunk(), "[" + document.path() + "]");
    String chunk = bytes.length > MAX_CHUNK_BYTES ? "" : new String(bytes, StandardCharsets.UTF_8);
    int line = chunk.indexOf('\n');
    boolean inText = ref.end() <= text.length;
    if (line < 0
        || !inText
        || !chunk
            .substring(line + 1)
            .equals(new String(text, ref.start(), ref.end() - ref.start()))) {
      throw new ImportException(
          "chunk ["
              + ref.chunk()
              + "] of ["
              + document.path()
              + "] is not the passage of its text that it says");
    }
  }
}
