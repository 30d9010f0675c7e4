package io.pinakes.datasets.model;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.MapNode;
import java.util.Optional;
import java.util.Set;

/**
 * What was read from one file, and nothing of the machine it was read on.
 *
 * <p>Layout: {@code { path: text, title?: text, mediaType: text, language?: text, date?: text,
 * size: int, sha256: 32 bytes, text: &UnixFS, source?: &UnixFS, chunks: ChunkList }}.
 *
 * @param path {@code source/relative}, with {@code /} between names, NFC
 * @param title the document's own title, never its file name
 * @param mediaType such as {@code text/markdown}
 * @param language ISO 639 code
 * @param date the document's own date, ISO 8601
 * @param size of the file, in bytes
 * @param sha256 of the file
 * @param text the extracted text, UTF-8
 * @param source the file itself, if it is kept
 * @param chunks in the order of the text
 */
public record Document(
    String path,
    Optional<String> title,
    String mediaType,
    Optional<String> language,
    Optional<String> date,
    long size,
    Multihash sha256,
    Cid text,
    Optional<Cid> source,
    ChunkList chunks) {
  private static final String CALLED = "document";
  private static final Set<String> FIELDS =
      Set.of(
          "path",
          "title",
          "mediaType",
          "language",
          "date",
          "size",
          "sha256",
          "text",
          "source",
          "chunks");

  /** Checks the lengths. */
  public Document {
    DocumentEntry.requirePath(path);
    title.ifPresent(value -> Records.requireText("title", value, ModelLimits.MAX_TEXT_BYTES));
    Records.requireText("media type", mediaType, ModelLimits.MAX_TERM_BYTES);
    language.ifPresent(value -> Records.requireText("language", value, ModelLimits.MAX_TERM_BYTES));
    date.ifPresent(value -> Records.requireText("date", value, ModelLimits.MAX_TERM_BYTES));
    Records.requireNotNegative("size", size);
    Records.sha256(sha256);
  }

  /** The same content at another path. */
  public Document at(String otherPath) {
    return new Document(
        otherPath, title, mediaType, language, date, size, sha256, text, source, chunks);
  }

  /** The block. */
  public Block toBlock() {
    MapNode.Builder map =
        MapNode.builder()
            .put("path", path)
            .put("mediaType", mediaType)
            .put("size", size)
            .put("sha256", Records.sha256(sha256))
            .put("text", text)
            .put("chunks", chunks.encode());
    title.ifPresent(value -> map.put("title", value));
    language.ifPresent(value -> map.put("language", value));
    date.ifPresent(value -> map.put("date", value));
    source.ifPresent(value -> map.put("source", value));
    return Records.encode(CALLED, map.build(), ModelLimits.MAX_NODE_BYTES);
  }

  /**
   * Reads a block.
   *
   * @throws CodecException if it is not a document
   */
  public static Document decode(byte[] block) throws CodecException {
    MapNode map = Records.decode(CALLED, block, ModelLimits.MAX_NODE_BYTES, FIELDS);
    return Records.build(
        CALLED,
        () ->
            new Document(
                map.text("path"),
                map.findText("title"),
                map.text("mediaType"),
                map.findText("language"),
                map.findText("date"),
                map.integer("size"),
                Records.sha256(map.bytes("sha256")),
                map.link("text"),
                map.findLink("source"),
                ChunkList.decode(map.map("chunks"))));
  }
}
