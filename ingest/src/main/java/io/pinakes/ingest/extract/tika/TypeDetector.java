package io.pinakes.ingest.extract.tika;

import io.pinakes.ingest.extract.build.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.tika.detect.microsoft.POIFSContainerDetector;
import org.apache.tika.detect.zip.DefaultZipContainerDetector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;

/** Tells the type of a file by its bytes; the ending of the name only chooses between subtypes. */
final class TypeDetector {
  /** Light markup: its text may begin like almost any other text format, so the ending decides. */
  private static final Map<String, String> MARKUP =
      Map.ofEntries(
          Map.entry("md", "text/markdown"),
          Map.entry("markdown", "text/markdown"),
          Map.entry("mdown", "text/markdown"),
          Map.entry("mkd", "text/markdown"),
          Map.entry("mdx", "text/markdown"),
          Map.entry("rst", "text/x-rst"),
          Map.entry("adoc", "text/x-asciidoc"),
          Map.entry("asciidoc", "text/x-asciidoc"),
          Map.entry("txt", "text/plain"),
          Map.entry("text", "text/plain"));

  private static final Set<String> TEXT_LIKE =
      Set.of("application/xml", "application/javascript", "application/json", "message/rfc822");

  private static final String PLAIN = "text/plain";

  /** 16 KiB, within which binary formats show a control character. */
  private static final int SNIFFED_BYTES = 1 << 14;

  private final MimeTypes types = MimeTypes.getDefaultMimeTypes();
  private final MediaTypeRegistry registry = types.getMediaTypeRegistry();
  private final DefaultZipContainerDetector zip = new DefaultZipContainerDetector();
  private final POIFSContainerDetector ole = new POIFSContainerDetector();

  /**
   * The type, without parameters.
   *
   * @param extension the ending of the name in lower case without the dot; may be empty
   */
  String detect(Content content, String extension) throws IOException {
    byte[] start = start(content);
    String markup = MARKUP.get(extension);
    if (markup != null && PlainSniff.isPlain(start)) {
      return markup;
    }
    Metadata metadata = new Metadata();
    if (!extension.isEmpty()) {
      metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, "x." + extension);
    }
    MediaType type;
    try (InputStream in = content.open()) {
      type = types.detect(in.markSupported() ? in : TikaInputStream.get(in), metadata);
    }
    if (isOrIs(type, "application/zip")) {
      type = inContainer(content, true);
    } else if (isOrIs(type, "application/x-tika-msoffice")) {
      type = inContainer(content, false);
    } else if (markup != null
        && isText(type)
        && !PlainSniff.isPage(start)
        && !PlainSniff.isBinary(start)) {
      return markup;
    }
    boolean unknown = type.getBaseType().equals(MediaType.OCTET_STREAM) || isText(type);
    if (unknown && PlainSniff.isTerminal(start)) {
      return markup != null ? markup : isText(type) ? type.getBaseType().toString() : PLAIN;
    }
    if (isText(type) && PlainSniff.isBinary(start)) {
      // Only its name says that it is text.
      return MediaType.OCTET_STREAM.toString();
    }
    return type.getBaseType().toString();
  }

  /** Whether this is text, or a format that is written as text. */
  boolean isText(MediaType type) {
    return type.getType().equals("text")
        || TEXT_LIKE.contains(type.getBaseType().toString())
        || registry.isSpecializationOf(type, MediaType.TEXT_PLAIN);
  }

  /** As {@link #isText(MediaType)}. */
  boolean isText(String type) {
    return isText(MediaType.parse(type));
  }

  /** Whether the type is this one or a special case of it. */
  boolean isA(String type, String general) {
    return isOrIs(MediaType.parse(type), general);
  }

  private boolean isOrIs(MediaType type, String general) {
    MediaType other = MediaType.parse(general);
    return type.equals(other) || registry.isSpecializationOf(type, other);
  }

  private MediaType inContainer(Content content, boolean zipped) throws IOException {
    Path file = content.file();
    try (TikaInputStream in =
        file == null
            ? TikaInputStream.get(content.bytes(Content.MEMORY_BYTES))
            : TikaInputStream.get(file)) {
      return zipped ? zip.detect(in, new Metadata()) : ole.detect(in, new Metadata());
    }
  }

  private static byte[] start(Content content) throws IOException {
    try (InputStream in = content.open()) {
      return in.readNBytes(SNIFFED_BYTES);
    }
  }
}
