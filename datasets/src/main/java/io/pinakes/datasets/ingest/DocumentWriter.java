package io.pinakes.datasets.ingest;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.model.ChunkList;
import io.pinakes.datasets.model.ChunkRef;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.model.ModelLimits;
import io.pinakes.ingest.chunk.Passage;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockSink;
import io.pinakes.ipfs.unixfs.UnixFsImporter;
import io.pinakes.ipfs.unixfs.UnixFsProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a finished job into blocks. */
final class DocumentWriter {
  private final boolean keepFiles;

  DocumentWriter(boolean keepFiles) {
    this.keepFiles = keepFiles;
  }

  /**
   * Writes the chunks, the text, the file if it is kept, and the document.
   *
   * @return the document's block; empty if the file is not what it was when it was read
   */
  Optional<Cid> write(DocumentJob job, BlockSink sink) throws IOException {
    List<ChunkRef> refs = new ArrayList<>(job.passages().size());
    for (int i = 0; i < job.passages().size(); i++) {
      Passage passage = job.passages().get(i);
      sink.put(Block.of(Multicodec.RAW, passage.chunk()));
      refs.add(
          new ChunkRef(
              job.chunks().get(i),
              passage.start(),
              passage.end(),
              passage.pages().atMost(ModelLimits.MAX_PAGE_STARTS),
              headings(passage.heading())));
    }
    byte[] text = job.text().text().getBytes(StandardCharsets.UTF_8);
    Cid textRoot = importer(sink).addFile(new ByteArrayInputStream(text)).cid();
    Optional<Cid> file = Optional.empty();
    if (keepFiles) {
      file = keep(job, sink);
      if (file.isEmpty()) {
        return Optional.empty();
      }
    }
    Document document =
        new Document(
            job.task().path(),
            job.text().title().map(title -> shorten(title, ModelLimits.MAX_TEXT_BYTES)),
            job.text().mediaType(),
            job.text().language(),
            job.text().date(),
            job.stamp().size(),
            job.sha256(),
            textRoot,
            file,
            ChunkList.of(refs, sink));
    Block block = document.toBlock();
    sink.put(block);
    return Optional.of(block.cid());
  }

  private static Optional<Cid> keep(DocumentJob job, BlockSink sink) throws IOException {
    MessageDigest sha256 = sha256();
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(job.task().file().file()), sha256)) {
      Cid root = importer(sink).addFile(in).cid();
      return job.sha256().equals(Multihash.of(Multihash.SHA2_256, sha256.digest()))
          ? Optional.of(root)
          : Optional.empty();
    }
  }

  private static UnixFsImporter importer(BlockSink sink) {
    return new UnixFsImporter(UnixFsProfile.V1_2025, sink);
  }

  /** The innermost headings, if there are more than a record takes. */
  static List<String> headings(List<String> all) {
    List<String> kept = new ArrayList<>();
    int from = Math.max(0, all.size() - ModelLimits.MAX_HEADINGS);
    for (String heading : all.subList(from, all.size())) {
      if (!heading.isEmpty()) {
        kept.add(shorten(heading, ModelLimits.MAX_HEADING_BYTES));
      }
    }
    return kept;
  }

  /** The longest beginning that has at most so many bytes of UTF-8 and splits no code point. */
  static String shorten(String text, int maxBytes) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= maxBytes) {
      return text;
    }
    int bytes = 0;
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (bytes > maxBytes) {
        break;
      }
      at += Character.charCount(point);
    }
    return text.substring(0, at);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
