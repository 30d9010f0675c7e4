package io.pinakes.ipfs.gateway;

import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What kind of content a file is: by its name, else by how it begins. */
final class MediaTypes {
  /** How much of a file's beginning is looked at. */
  static final int SNIFFED_BYTES = 4096;

  static final String BYTES = "application/octet-stream";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";

  private static final Map<String, String> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("html", HTML),
          Map.entry("htm", HTML),
          Map.entry("txt", TEXT),
          Map.entry("md", "text/markdown; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("csv", "text/csv; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("xml", "text/xml; charset=utf-8"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("epub", "application/epub+zip"),
          Map.entry("zip", "application/zip"),
          Map.entry("gz", "application/gzip"),
          Map.entry("tar", "application/x-tar"),
          Map.entry("car", "application/vnd.ipld.car"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("webm", "video/webm"),
          Map.entry("woff2", "font/woff2"));

  private static final Map<String, String> BY_START =
      Map.of(
          "%PDF-", "application/pdf",
          "\u0089PNG\r\n", "image/png",
          "\u00ff\u00d8\u00ff", "image/jpeg",
          "GIF8", "image/gif",
          "PK\u0003\u0004", "application/zip",
          "\u001f\u008b", "application/gzip");

  private MediaTypes() {}

  static Optional<String> ofName(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(BY_EXTENSION.get(extension));
  }

  /**
   * By the beginning.
   *
   * @param whole whether the beginning is all there is
   */
  static String ofContent(byte[] start, boolean whole) {
    String latin = new String(start, StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> known : BY_START.entrySet()) {
      if (latin.startsWith(known.getKey())) {
        return known.getValue();
      }
    }
    if (!isText(start)) {
      return BYTES;
    }
    String text = latin.strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return HTML;
    }
    return whole && isJson(start) ? "application/json" : TEXT;
  }

  /** Whether it is UTF-8 without control characters, but for one that is cut at the end. */
  private static boolean isText(byte[] start) {
    CharBuffer text = CharBuffer.allocate(start.length);
    if (StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(start), text, false).isError()) {
      return false;
    }
    return text.flip()
        .chars()
        .noneMatch(c -> c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f');
  }

  private static boolean isJson(byte[] whole) {
    try {
      Node node = DagJson.RELAXED.decode(whole);
      return node instanceof MapNode || node instanceof ListNode;
    } catch (CodecException e) {
      return false;
    }
  }
}
